"""Whose men one speaks of: "six of its fighters", "two of his men", "the general said four of his soldiers".

Belongs here: the owner that a possessive points back to. Does not: whom a noun itself means (`belonging`).
"""

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.blame import agent_of_harm, only_foe, side_of_speaker, side_that_tells
from pipeline.extract.clause import SAYING
from pipeline.extract.demonyms import people_between
from pipeline.extract.grammar import AUXILIARIES
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import Phrase
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side, side_of_state

# "Two of his men" are fighters, "two of his sons" are not.
HIS = frozenset(("his", "our", "my"))
HE = frozenset(("he", "she"))
# Words back to the owner that "its" or "their" points to.
OWNER_REACH = 40
# "Accused the army of killing two of its fighters".
_ACCUSING = frozenset("accused accuses accusing blamed blames blaming".split())
_KILLING = frozenset({"of", "for"})
# "It said six of its officers had died", "It listed eight dead among its troops".
_TELLING = SAYING | frozenset("put listed counted announced acknowledged admitted".split())
_IT, _SUBJECT_REACH = frozenset({"it", "they"}), 6
OFFICERS = frozenset(
    "commander colonel general captain lieutenant officer spokesman spokesperson spokeswoman major brigadier leader"
    " chief sergeant".split()
)
# Ranks that armies of states give; rebels have commanders and leaders too.
_MEN = frozenset("men soldiers troops servicemen fighters".split())
_RANKS = frozenset("colonel general captain lieutenant major brigadier sergeant officer col gen capt lt maj".split())
# Whom guards guard: "the governor said four of his bodyguards were killed".
_OFFICIALS = frozenset(
    "governor mayor minister president lawmaker deputy judge commissioner prefect senator ambassador official chief"
    " administrator parliamentarian parliament mp prosecutor".split()
)
GUARDS = frozenset("bodyguards bodyguard guards guard escorts escort".split())
# Who speaks for those at war, as "we".
_MINISTERS = frozenset("minister ministry president army military police".split())
_SPEAKING = OFFICERS | _RANKS | _MINISTERS | {"representative", "statement"}
_SPEAKER_REACH = 12
_QUOTES = frozenset(('"', "“", "”"))
# "Colonel Ahmed Barre of the Somali army": from the rank to the side.
SERVES_REACH = 8
SERVES = frozenset(("of", "from", "with", "in"))
# "The army has also killed four of its men": from the side to its verb.
VERB_REACH = 2
HARMING = frozenset(("active", "participle"))
ACCORDING = (["according", "to"], ["to", "the"])


def owner(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'six of its fighters': the group that speaks, or the one named last before that did not harm them."""
    lowers = doc.tokens.lowers
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    low = max(0, phrase.start - OWNER_REACH)
    if not HIS.isdisjoint(lowers[phrase.quantity.end : phrase.end]):
        low = max(low, sentence.first)  # an officer speaks of his own
        if (served := side_of_officer(doc, phrase.start) or _commander_before(doc, sentence)) is not None:
            return served
        if "our" in lowers[phrase.quantity.end : phrase.end] and (us := side_of_us(doc, phrase.start)) is not None:
            return us
    if (accuser := _accuser(doc, sentence.first, low, phrase)) is not None:
        return accuser
    speaking = _ministry(doc, sentence.first, phrase.start) or _taken_up(doc, sentence)
    if speaking is not None:
        return speaking
    before = scene_of(doc).sides.between(low, phrase.start)
    armed = [side for side in reversed(before) if side.role == "armed" and lowers[side.first - 1] != "by"]
    if (killers := _killers(doc, sentence, phrase)) is not None:
        theirs = [side for side in armed if side.side != killers]
        return theirs[0] if theirs else _foe(doc, phrase, killers)
    armed = [side for side in armed if not _harms(doc, side, phrase)] or armed
    if armed and lowers[phrase.start - 1] == "and" and armed[0].past >= phrase.start - 1:
        return armed[0]  # "killed 14 militants and one of their leaders"
    named = next((s for s in armed if s.kind == "name"), None)
    if named is not None and armed[0].kind != "name" and lowers[armed[0].past - 1] == "group":
        armed.insert(0, named)  # "the Islamic State terrorist group"
    said = (side for side in armed if not SAYING.isdisjoint(lowers[side.past : side.past + 2]))
    return next(said, armed[0] if armed else _state_telling(doc, sentence, phrase))


def _state_telling(doc: Annotated, sentence: SentenceSpan, phrase: Phrase) -> SideMention | None:
    """'Nairobi said four of its men had been wounded': the state that tells of men of its own."""
    if phrase.head is None or phrase.head.word not in _MEN:
        return None
    side = side_that_tells(scene_of(doc), sentence, phrase.start)
    return SideMention(phrase.start, phrase.start, side, None, "armed", "generic") if side is not None else None


def _killers(doc: Annotated, sentence: SentenceSpan, phrase: Phrase) -> str | None:
    """Who killed those of a phrase, where it is the object: "it lost two and killed one of their leaders"."""
    if not _is_object(doc, phrase) or "own" in doc.tokens.lowers[phrase.start : phrase.end]:
        return None
    side = agent_of_harm(scene_of(doc), sentence, phrase.start, phrase.end)
    if side is None and "and" in doc.tokens.lowers[phrase.start - VERB_REACH : phrase.start]:
        opening = scene_of(doc).sides.between(sentence.first, phrase.start)
        return opening[0].side if len(opening) == 1 and opening[0].role == "armed" else None
    return side if side is not None and "+" not in side else None


def _is_object(doc: Annotated, phrase: Phrase) -> bool:
    """Whether a verb of killing stands right before a phrase, in no passive."""
    near = scene_of(doc).measures.between(max(0, phrase.start - VERB_REACH), phrase.start)
    verb = next((m for m in near if m.end == phrase.start and m.entry.form in HARMING), None)
    return verb is not None and AUXILIARIES.isdisjoint(doc.tokens.lowers[verb.start - 1 : verb.start])


def _foe(doc: Annotated, phrase: Phrase, killers: str) -> SideMention | None:
    """The only side that the killers fight, where its name does not stand before."""
    foe = only_foe(scene_of(doc), killers)
    return SideMention(phrase.start, phrase.start, foe, None, "armed", "generic") if foe is not None else None


def _harms(doc: Annotated, side: SideMention, phrase: Phrase) -> bool:
    """'Hamas fired rockets after the army killed four of its men': the army's own it did not kill."""
    before = scene_of(doc).measures.between(side.past, phrase.start)
    verb = next((m for m in before if m.end == phrase.start and m.entry.form in HARMING), None)
    return (
        verb is not None
        and verb.start - side.past <= VERB_REACH
        and "own" not in doc.tokens.lowers[phrase.start : phrase.end]
    )


def _accuser(doc: Annotated, first: int, low: int, phrase: Phrase) -> SideMention | None:
    """'The rebels accused the army of killing two of their men': the side that accuses, told before the other one."""
    lowers, sides = doc.tokens.lowers, scene_of(doc).sides
    at = next((k for k in range(phrase.start - 1, first, -1) if lowers[k] in _ACCUSING), None)
    if at is None or "own" in lowers[phrase.start : phrase.end]:
        return None
    accused = next(iter(sides.between(at + 1, phrase.start)), None)
    if accused is None or _KILLING.isdisjoint(lowers[accused.past : phrase.start]):
        return None
    before = reversed(sides.between(low, at))
    return next((side for side in before if side.side != accused.side and side.role in ("armed", "state")), None)


def _taken_up(doc: Annotated, sentence: SentenceSpan) -> SideMention | None:
    """'The coalition denies it. It said six of its officers had died': the subject of the sentence before."""
    lowers, first = doc.tokens.lowers, sentence.first
    if lowers[first] not in _IT or not sentence.index or _TELLING.isdisjoint(lowers[first + 1 : first + 3]):
        return None
    before = doc.sentences[sentence.index - 1]
    opening = scene_of(doc).sides.between(before.first, before.first + _SUBJECT_REACH)
    return next((side for side in opening if side.role in ("armed", "state")), None)


def side_of_officer(doc: Annotated, at: int) -> SideMention | None:
    """The side of the officer who speaks: "An army colonel said", "Captain Deng of the rebels said. He added"."""
    sentence = doc.sentence_at(doc.tokens.starts[at])
    lowers, first = doc.tokens.lowers, sentence.first
    if lowers[first] in HE and sentence.index:
        first = doc.sentences[sentence.index - 1].first
    serving = (side for side in scene_of(doc).sides.between(first, at) if side.role in ("armed", "state"))
    return next((side for side in serving if _has_officer(lowers, side, first)), None)


def side_of_rank(doc: Annotated, at: int) -> str | None:
    """The side of an officer by his rank alone: "Colonel Diarra said 12 of his men", "a Nigerian officer said"."""
    sentence = doc.sentence_at(doc.tokens.starts[at])
    lowers, first = doc.tokens.lowers, sentence.first
    if lowers[first] in HE and sentence.index:
        first = doc.sentences[sentence.index - 1].first
    rank = next((k for k in range(first, at) if lowers[k] in _RANKS), None)
    if rank is None:
        return None
    people = people_between(doc, max(first, rank - 1), rank)
    country = scene_of(doc).country
    if people is None or people.place.country is None:
        return home_side(country)
    return side_of_state(people.place.country, country)


def side_of_us(doc: Annotated, at: int) -> SideMention | None:
    """The side for which the one speaks who says "we" at a token: of that sentence, or of the one before."""
    sentence = doc.sentence_at(doc.tokens.starts[at])
    for index in (sentence.index, sentence.index - 1):
        for report in scene_of(doc).reports.of(index) if index >= 0 else ():
            if report.entry.form == "verb" and (side := _speaking(doc, doc.sentences[index], report)) is not None:
                return side
    return None


def _speaking(doc: Annotated, sentence: SentenceSpan, report: Match[ReportingTerm]) -> SideMention | None:
    """The armed side of who speaks before a verb or behind it: "a rebel spokesman said", "said General Deng"."""
    scene, lowers = scene_of(doc), doc.tokens.lowers
    behind = (report.end, min(sentence.past, report.end + _SPEAKER_REACH))
    before = (max(sentence.first, report.start - _SPEAKER_REACH), report.start)
    for first, past in (behind, before):
        quote = (
            next((k for k in range(past - 1, first - 1, -1) if lowers[k] in _QUOTES), None)
            if first < report.start
            else None
        )
        first = first if quote is None else quote + 1
        quote = next((k for k in range(first, past) if lowers[k] in _QUOTES), past)
        past = min(past, quote)
        if _SPEAKING.isdisjoint(lowers[first:past]):
            continue
        armed = next((s for s in scene.sides.between(first, past) if s.role == "armed"), None)
        if armed is not None:
            return armed
        office = next(k for k in range(first, past) if lowers[k] in _SPEAKING)
        people = people_between(doc, max(first, office - 2), office)
        if lowers[office] in _RANKS | _MINISTERS:
            country = people.place.country if people is not None else None
            side = side_of_state(country, scene.country) if country else home_side(scene.country)
            return SideMention(office, office, side, None, "armed", "generic")
    return None


def side_of_guarded(doc: Annotated, phrase: Phrase) -> str | None:
    """The side of an official's guards: "the governor said four of his bodyguards were killed"."""
    first = doc.sentence_at(doc.tokens.starts[phrase.start]).first
    officials = not _OFFICIALS.isdisjoint(doc.tokens.lowers[first : phrase.start])
    return home_side(scene_of(doc).country) if officials else None


def _commander_before(doc: Annotated, sentence: SentenceSpan) -> SideMention | None:
    """'An opposition commander said shells fell on them. Three of his fighters were killed': who spoke before."""
    if not sentence.index or scene_of(doc).sides.of(sentence.index):
        return None
    before = doc.sentences[sentence.index - 1]
    armed = (side for side in scene_of(doc).sides.of(before.index) if side.role == "armed")
    return next((side for side in armed if _has_officer(doc.tokens.lowers, side, before.first)), None)


def _has_officer(lowers: list[str], side: SideMention, first: int) -> bool:
    """'An army colonel', 'the rebels' commander', 'Colonel Ahmed Barre of the Somali army'."""
    behind = side.past + (lowers[side.past : side.past + 1] in (["'s"], ["'"], ["’s"], ["’"]))
    if not OFFICERS.isdisjoint(lowers[side.past - 1 : behind + 1]):
        return True
    before = lowers[max(first, side.first - SERVES_REACH) : side.first]
    return not OFFICERS.isdisjoint(before) and not SERVES.isdisjoint(before[-2:])


def _ministry(doc: Annotated, first: int, past: int) -> SideMention | None:
    """The ministry that tells of its own: "Turkey's defence ministry said", "according to the Ukrainian army"."""
    scene, lowers = scene_of(doc), doc.tokens.lowers
    for match in reversed(scene.speakers.between(first, past)):
        told = lowers[max(first, match.start - 2) : match.start] in ACCORDING
        if (told or not SAYING.isdisjoint(lowers[match.end : match.end + 2])) and match.entry.kind == "official":
            side = side_of_speaker(scene, match)
            if side is None or _speaks_behind(doc, match.end, past):
                return None
            return SideMention(match.start, match.end, side, None, "armed", "generic")
    return None


def _speaks_behind(doc: Annotated, first: int, past: int) -> bool:
    """'Israel's army said it fired, and the Hamas group said one of its men died': an armed side spoke last."""
    lowers, behind = doc.tokens.lowers, scene_of(doc).sides.between(first, past)
    return any(s.role == "armed" and not SAYING.isdisjoint(lowers[s.past : s.past + 2]) for s in behind)
