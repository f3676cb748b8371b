"""Wars as what a sentence tells of: whose toll it gives, and the times of their beginning.

Belongs here: whether a figure is that of a whole war, and which time names its outbreak. Does not: the days of a
country's wars (`wars`), which time of a sentence holds for a figure (`telling`), the window (`timing`).
"""

from datetime import timedelta

from pipeline.extract.grammar import SUBJECT_RELATIVES
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.telling import compares, time_in_sentence
from pipeline.extract.timed import Timed
from pipeline.extract.wars import war_start

# "The war in Syria has ...", "Syria's eight-year civil war has ..."; a war named later is no subject.
_WAR_SUBJECT = 6
# "Since 2011", "since early 2011" and "since March 2011" all mean the war that began on 15 March.
WAR_FUZZ = 120
# "a conflict which has so far cost the lives of some 9,000 people"
_COST_REACH = 10
_HAS = frozenset({"has", "have"})
_OWNER_REACH = 4
_OUTBREAK_REACH = 16
_WHAT_BEGAN = 4
_BEFORE_TOTAL = 4
_NOW = frozenset({"has", "have", "are", "is"})
# "The Observatory, which has monitored the war since 2011, said": the war is no subject.
_ASIDE = SUBJECT_RELATIVES | {"whose", "where"}
_COUNTED_IN = frozenset({"in", "by", "during"})
_COMPOUNDS = frozenset(
    "jet jets plane planes crime crimes monitor monitors zone zones room rooms effort efforts correspondent cabinet"
    " group observatory talks meeting meetings criminal criminals wounded machine".split()
)


def tells_war(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a war itself is the subject ("the war has killed more than ...") or its beginning opens the window."""
    sentence = scene.doc.sentences[index]
    before = scene.doc.tokens.lowers[max(sentence.first, first - _COST_REACH) : first]
    if not _HAS.isdisjoint(before) and (_has_cost(scene, index, first) or _it_has_cost(scene, index, first)):
        return True
    for term in scene.acts.between(sentence.first, sentence.first + _WAR_SUBJECT):
        if (
            term.entry.form == "war"
            and term.end <= first
            and not _only_qualifies(scene, term)
            and not scene.times.between(max(sentence.first, term.start - 2), term.start)  # "Wednesday's bloodshed"
            and not _is_another(scene, term)
            and SUBJECT_RELATIVES.isdisjoint(scene.doc.tokens.lowers[sentence.first : term.start])
            and not _only_sets(scene, index, term.start, first, past)
            and any(m.start >= term.end for m in scene.measures.of(index))
        ):
            return scene.bars[first] - scene.bars[term.end - 1] < HARD_COST and not any(
                t.mention.kind in {"day", "range"} for t in scene.times.between(term.end, first)
            )
    timed = time_in_sentence(scene, index, first, past)
    if timed is not None:
        return opens_war(scene, timed) and not compares(scene, timed)
    return _sums_up(scene, index, first, past)


def _is_another(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether a war of the country's past is told of: "the war of July 2006 killed 1,200 Lebanese"."""
    told = next(iter(scene.times.between(term.end, term.end + 2)), None)
    start = war_start(scene.doc, scene.country)
    if (
        told is None
        or start is None
        or told.mention.last is None
        or told.mention.kind not in {"month", "year", "range"}
    ):
        return False
    return told.mention.last < start


def _has_cost(scene: Scene, index: int, first: int) -> bool:
    """Whether a war's own toll is told beside its name: "an end to a conflict which has cost thousands of lives"."""
    lowers = scene.doc.tokens.lowers
    for war in scene.acts.of(index):
        if war.entry.form != "war" or war.end >= first or _only_qualifies(scene, war):
            continue
        if lowers[war.end] in SUBJECT_RELATIVES and lowers[war.end + 1] in _HAS and first - war.end <= _COST_REACH:
            return True
        resumes = any(
            lowers[k] in _HAS and lowers[k - 1] == "," for k in range(max(war.end, first - _COST_REACH), first)
        )
        if resumes and lowers[war.end] == "," and lowers[war.end + 1] in SUBJECT_RELATIVES:
            return True  # "The war, which began in Khartoum in April, has claimed ..."
    return False


def _it_has_cost(scene: Scene, index: int, first: int) -> bool:
    """Whether "it" is the war of the sentence before: "In 20 months it has left thousands dead"."""
    if index == 0 or first < 2:
        return False
    sentence, lowers = scene.doc.sentences[index], scene.doc.tokens.lowers
    low = max(sentence.first, first - _COST_REACH)
    told = next((k for k in range(low, first - 1) if lowers[k] == "it" and lowers[k + 1] in _HAS), None)
    if told is None or scene.acts.between(sentence.first, told):
        return False
    before = scene.doc.sentences[index - 1]
    opening = scene.acts.between(before.first, before.first + _WAR_SUBJECT)
    return any(t.entry.form == "war" and not _only_qualifies(scene, t) for t in opening)


def _sums_up(scene: Scene, index: int, first: int, past: int) -> bool:
    """Whether a sentence without time and place counts up a war: "five million have been uprooted in the conflict"."""
    sentence = scene.doc.sentences[index]
    lowers = scene.doc.tokens.lowers
    for term in scene.acts.of(index):
        owner = _owner_of(scene, term.start) if term.entry.form == "war" and not _only_qualifies(scene, term) else None
        if owner is not None and owner > sentence.first:
            if lowers[owner - 1] not in _COUNTED_IN:
                continue
            # "58 died in a camp whose people are displaced, driven out by the insurgency": no war's toll
            told = lowers[max(sentence.first, first - _BEFORE_TOTAL) : min(sentence.past, past + _COST_REACH)]
            fine = any(p.mention.place.precision != "country" for p in scene.places.of(index))
            aside = not _ASIDE.isdisjoint(lowers[past:owner])
            return not (_NOW.isdisjoint(told) or fine or aside)
    return False


def _only_qualifies(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether the word is half of another noun: "war planes", "conflict monitors", "a crisis meeting"."""
    lowers = scene.doc.tokens.lowers
    return term.end < len(lowers) and lowers[term.end] in _COMPOUNDS


def _owner_of(scene: Scene, war: int) -> int | None:
    """Where "the war", "this war" or "Syria's civil war" begins; "the war" may be one term."""
    if scene.doc.tokens.lowers[war] == "the" and scene.doc.tokens.lowers[war - 1] in _COUNTED_IN:
        return war
    if scene.doc.tokens.lowers[war - 1] in {"the", "this"}:
        return war - 1
    before = scene.places.between(max(0, war - _OWNER_REACH), war)
    return before[-1].first if before and before[-1].mention.place.precision == "country" else None


def _only_sets(scene: Scene, index: int, start: int, first: int, past: int) -> bool:
    """Whether the war is only the setting of an event with its own date: "earlier in the war, in May 2019, ..."."""
    if not _is_setting(scene, start):
        return False
    timed = time_in_sentence(scene, index, first, past)
    return timed is not None and timed.mention.kind in {"day", "range", "month"}


def _is_setting(scene: Scene, start: int) -> bool:
    return not {"in", "during", "into"}.isdisjoint(scene.doc.tokens.lowers[max(0, start - 2) : start])


def tells_outbreak(scene: Scene, timed: Timed) -> bool:
    """Whether a war is said to have begun then: "in Syria's conflict, which started with protests in 2011"."""
    terms = scene.acts.between(max(0, timed.first - _OUTBREAK_REACH), timed.first)
    wars = [t.end for t in terms if t.entry.form == "war"]
    begun = [t for t in terms if t.entry.form == "inception"]
    opened = any(t.end <= war <= t.end + _WHAT_BEGAN for t in begun for war in wars)  # "launched a revolt in 1996"
    opened = opened or any("declared" in scene.doc.tokens.lowers[war - _WHAT_BEGAN - 1 : war] for war in wars)
    return opened or (bool(wars) and any(t.start >= wars[0] for t in begun))


def opens_war(scene: Scene, timed: Timed) -> bool:
    """Whether a time names the beginning of the country's war ("since March 2011", "since the uprising began")."""
    mention = timed.mention
    if mention.kind == "war":
        return True
    if mention.first is None or mention.precision == "day":
        return False
    since = mention.kind == "since" or any(
        t.entry.form == "war" and not _is_setting(scene, t.start)
        for t in scene.acts.between(max(0, timed.first - 12), timed.first)
    )
    if not (since or tells_outbreak(scene, timed)):
        return False
    start = war_start(scene.doc, scene.country)
    if start is None or (mention.kind == "range" and mention.last and mention.last > start + timedelta(WAR_FUZZ)):
        return False
    return mention.first <= start <= mention.first + timedelta(days=WAR_FUZZ)
