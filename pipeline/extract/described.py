"""Clauses that only describe a place, a group or a thing: "Hit, which Islamic State captured in 2014".

Belongs here: where such clauses stand, and whether what stands in one is told of it alone. Does not: what holds of the
counted instead (`timing`, `harm`).
"""

from datetime import timedelta

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.clause import UNRELATED
from pipeline.extract.memo import per_article
from pipeline.extract.scene import Scene

_RELATIVES = frozenset({"which", "who", "whose", "that", "where"})
_CLOSERS = frozenset({",", ";", ")", "–", "—", "."})
# "A town in Iraq that the army retook": what may stand behind the noun described, where no comma parts them.
_AREAS = frozenset(
    "town city village area district province region camp quarter neighbourhood neighborhood suburb enclave territory"
    " stronghold base airport hospital school building mosque church market crossing island valley".split()
)
# "Maarat al-Numan, seized by government troops last week", "a camp set up in 2018".
_STATES = frozenset(
    "captured seized taken retaken recaptured held besieged controlled founded built established run led overrun"
    " liberated recovered lost occupied formed created settled annexed conquered regained ruled opened closed"
    " set".split()
)
_BEHIND_STATE = frozenset({"by", "in", "since", "from", "last", "late", "early", "over", "back", "only", "on", "up"})
_LONGEST = 24
_CLOSING_REACH = 7
_OLD = timedelta(days=45)
_ON_DAY = frozenset({"on", "at", "early", "late", "overnight", "and", "as", "when", "after"})
# "In the latest report of the office, which is of 19 June, the displaced are 500".
_REPORTS, _ANTECEDENT = frozenset("report reports update bulletin survey assessment figures statement".split()), 14
# "Which broke out in April", "that had begun".
_OUTBREAK_REACH, _OUTBREAK_NEAR = 5, 2
_KEEPING = frozenset({"capture", "inception", "backing", "militant", "unit", "position"})


def is_described(scene: Scene, index: int, at: int, first: int) -> bool:
    """Whether what stands at token `at` only describes something told beside the counted, who stand at `first`."""
    return any(start <= at < end and not start <= first < end for start, end in descriptions(scene, index))


@per_article
def descriptions(scene: Scene, index: int) -> tuple[tuple[int, int], ...]:
    """The token spans of a sentence's clauses that describe and tell no harm."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    if _STATES.isdisjoint(scene.words(index)) and _RELATIVES.isdisjoint(scene.words(index)):
        return ()
    opening = (k for k in range(sentence.first + 2, sentence.past - 2) if _opens(scene, lowers, k))
    spans = ((k, _end_of(lowers, sentence, k)) for k in opening if not _is_of_report(scene, k))
    return tuple(span for span in spans if _only_describes(scene, index, *span))


def _opens(scene: Scene, lowers: list[str], at: int) -> bool:
    """Whether a clause about what was just named begins at a token."""
    word, before = lowers[at], lowers[at - 1]
    if word in _RELATIVES:
        return (before == "," and word != "that") or (word != "who" and _names_area(scene, at))
    if word not in _STATES or lowers[at + 1] not in _BEHIND_STATE:
        return False
    closed = before == "," and "," in lowers[at + 1 : at + _CLOSING_REACH]  # "The group, formed in 2016, said"
    return closed or _names_area(scene, at - (before == ","))


def _names_area(scene: Scene, past: int) -> bool:
    """Whether a place or what lies there is named right before a token."""
    if scene.doc.tokens.lowers[past - 1] in _AREAS:
        return True
    return any(placed.past == past for placed in scene.places.between(max(0, past - 4), past))


def _is_of_report(scene: Scene, first: int) -> bool:
    """Whether a report or a truce is described, whose dates do tell of what it counts or ended."""
    low = max(0, first - _ANTECEDENT)
    if not _REPORTS.isdisjoint(scene.doc.tokens.lowers[low:first]):
        return True
    return any(m.entry.names_truce for m in scene.breaches.between(first - 2, first)) or _tells_outbreak(scene, first)


def _tells_outbreak(scene: Scene, first: int) -> bool:
    """Whether what counts is told by its beginning: "the violence in Goma, which broke out in April, has cost"."""
    near = scene.acts.between(first, first + _OUTBREAK_REACH)
    if not any(m.entry.form == "inception" and m.start <= first + _OUTBREAK_NEAR for m in near):
        return False
    lowers = scene.doc.tokens.lowers
    if scene.doc.tokens.lowers[first] not in {"which", "that"} or lowers[first - 2] in _AREAS:
        return False
    at = next((p.first for p in scene.places.between(max(0, first - _OUTBREAK_REACH), first)), None)
    return at is None or lowers[at - 1] in {"in", "across", "of", "the"}


def _end_of(lowers: list[str], sentence: SentenceSpan, first: int) -> int:
    """Where a clause ends: at its comma; what no comma opens ends before a day, which may be of the whole sentence."""
    stop = min(sentence.past, first + _LONGEST)
    closers = _CLOSERS if lowers[first - 1] == "," or lowers[first] in _RELATIVES else _CLOSERS | _ON_DAY
    return next((k for k in range(first + 1, stop) if lowers[k] in closers), stop)


def _only_describes(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a clause tells of no harm and of no act of late but that somebody took or held what it describes."""
    if any(m.entry.measure != UNRELATED for m in scene.measures.between(first, past)):
        return False
    if _is_of_old(scene, index, first, past):
        return True
    if scene.doc.tokens.lowers[first] == "where":
        return False
    return all(m.entry.form in _KEEPING or not m.entry.act for m in scene.acts.between(first, past))


def _is_of_old(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether all that a clause tells of is of a month or a year long before the report."""
    times, published = [t.mention for t in scene.times.of(index) if first <= t.first < past], scene.doc.published_on
    if not times or published is None:
        return False
    return all(
        t.precision in {"month", "year"} and t.kind != "since" and t.last is not None and published - t.last > _OLD
        for t in times
    )
