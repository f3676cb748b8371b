"""Which of the times that a sentence names say when what it tells happened.

Belongs here: times that date an event, those that only date a truce, a comparison or the telling, and wars as subjects.
Does not: finding times (`time`), the window that a time opens (`timing`), times of other sentences (`carried`).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.extract.annotate import Annotated
from pipeline.extract.described import is_described
from pipeline.extract.grammar import PREPOSITIONS, SUBJECT_RELATIVES
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.ranked import holds_record
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import HARD_COST, Scene, scene_of
from pipeline.extract.time import TimeMention
from pipeline.extract.timed import Timed

# Kinds of time that say when something happened; ages, clocks and frequencies do not.
_TO_END = frozenset({"expires", "expire", "ends", "runs", "lapses", "expiring"})
_TELLING = frozenset({"day", "range", "month", "year", "season", "since", "until", "past", "truce", "war", "anaphor"})
OPENING = 6
_HAS = frozenset({"has", "have"})
_OWNER_REACH = 4
TRUCE_DATE = 12
_VERB_TO_DATE = 6
_SUPERLATIVE = 10
_RIVALS = frozenset({"that", "and", "which", "whom", "where"})
_AND_THAT = ("and", "that")
_ASIDE_REACH = 7
_PART = frozenset({"among", "including"})
_STRUCK = frozenset({"hit", "struck", "caught", "who"})
# "More than in all of 2018", "up from 300 in October" without a figure of its own
_COMPARED = frozenset(
    {("than", "in"), ("than", "during"), ("than", "at"), ("up", "from"), ("down", "from"), ("top", "of")}
)
_COMPARED_WITH = frozenset({("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")})
# "40 of whom died on Friday" have the day themselves.
_MANY, _OWN_WHOM = frozenset({"most", "many", "some", "half", "all", "several"}), 4
# "On Friday the army said": words before the day, and from it to the verb.
_AT_HEAD = 1
_SPEAKER_REACH = 6
# From "began" to its day, with a place between or with anything.
_BEGUN_REACH = 12
_BEGUN_NEAR = 4
_HOURS = frozenset({"hours", "hour", "minutes"})
_LASTED = 8
_PLACING = frozenset(
    "in at near around on the , of and its 's town city village district province region area state camp capital port"
    " neighbourhood county governorate north south east west northern southern eastern western central".split()
)
_SINCE_REACH = 4
_THEY = frozenset({"they", "he", "she", "most", "many", "some", "thousands", "hundreds"})
_OF_EVENT, _NOW_REACH = frozenset({"which", "that", "when", "where"}), 6
_NTH_DAY = re.compile(r"(?:first|second|third|\d(?:st|nd|rd)|th)(?: [a-z]+)? day$", re.IGNORECASE)
# "five on Sunday": from the counted to the time right behind it.
_BESIDE = 2
# Words of a time that opens its sentence, and what ends a clause behind a time elsewhere.
_OPENS = 2
# What is done for the dead after what killed them.
_AFTERMATH = frozenset(
    "buried bury burying burial burials mourned mourn mourning mourners funeral funerals vigil pulled pulling exhumed"
    " retrieved retrieve unearthed commemorated".split()
)
_MOURNED = 4
_VERB_BEHIND = 9
_FINITE = frozenset({"active", "intransitive"})
_CONJOINED = frozenset({"and", "when", "after", "as", "while", "but", ";", "or"})
_BEFALLEN = 20
_DATES = frozenset({"day", "range", "month", "anaphor"})
# "The worst attack since one in March killed 40"
_ONE = " one "
_CLOSED = (["and"], [","], [";"], ["but"], ["while"])


def own_time(doc: Annotated, sentence_index: int, first: int, past: int) -> TimeMention | None:
    """The time that the sentence itself tells for what stands at tokens `first` to `past`."""
    timed = time_in_sentence(scene_of(doc), sentence_index, first, past)
    return timed.mention if timed is not None else None


@per_article
def time_in_sentence(scene: Scene, index: int, first: int, past: int) -> Timed | None:
    """The time of a sentence that holds at tokens `first` to `past`: the nearest, with a price for clauses between."""
    candidates = [*telling_times(scene, index), *_of_rivals(scene, index, first)]
    candidates = [
        t for t in candidates if not (_of_others(scene, index, t, first) or is_described(scene, index, t.first, first))
    ]
    candidates = _of_burial(scene, _counted_apart(scene, candidates, first), first)
    if not candidates:
        return None
    return min(candidates, key=lambda t: (_time_price(scene, index, t, first, past, candidates), t.first))


@per_article
def telling_times(scene: Scene, index: int) -> tuple[Timed, ...]:
    """The times of a sentence that say when what it tells happened."""
    told = tuple(
        t
        for t in scene.times.of(index)
        if t.mention.kind in _TELLING
        and not t.said
        and _has_window(t.mention)
        and not dates_truce(scene, t)
        and not compares(scene, t)
        and not holds_record(scene, t)
        and not _is_speakers(scene, index, t)
    )
    if len(told) > 1:
        told = tuple(t for t in told if not opens_speech(scene, index, t)) or told
    if len(told) > 1 and _heads_entry(scene, index, told[0]):
        told = told[1:]
    if len(told) > 1 and any(goes_on(t.mention) for t in told):
        return tuple(t for t in told if not goes_on(t.mention)) or told
    return told


def _heads_entry(scene: Scene, index: int, timed: Timed) -> bool:
    """'2014: Nearly 300 people die in an attack in May': a year that heads what has a time of its own."""
    return timed.mention.precision == "year" and timed.first == scene.doc.sentences[index].first


def _of_burial(scene: Scene, candidates: list[Timed], first: int) -> list[Timed]:
    """Times without that of a burial or a search: "on Friday they buried nine men killed in a raid on Monday"."""
    if not any(t.first > first and _killed_then(scene, t, first) for t in candidates):
        return candidates
    lowers = scene.doc.tokens.lowers
    return [
        t for t in candidates if t.past > first or _AFTERMATH.isdisjoint(lowers[max(0, t.first - _MOURNED) : first])
    ]


def _killed_then(scene: Scene, timed: Timed, first: int) -> bool:
    """Whether what befell the counted is told between them and a time: "nine men killed in a raid on Monday"."""
    if "and" in scene.doc.tokens.lowers[first : timed.first] or timed.first - first > _BEFALLEN:
        return False
    acts = scene.acts.between(first, timed.first)
    return any(m.entry.act for m in acts) or any(scene.measures.between(first, timed.first))


def origins(times: Iterable[Timed]) -> frozenset[int]:
    """Where the days stand from which other times count: "two days after the blast on Sunday"."""
    return frozenset(t.mention.origin for t in times if t.mention.origin is not None)


def _counted_apart(scene: Scene, candidates: list[Timed], first: int) -> list[Timed]:
    """The times without the day that a length counts from; of what befell on that day only those behind the length."""
    if not origins(candidates):
        return candidates
    of_event: set[int] = set()
    for length in candidates:
        day = next((t for t in candidates if t.mention.start == length.mention.origin), None)
        if day is None or ";" in scene.doc.tokens.lowers[day.past : first]:
            continue
        if length.past <= first < day.first or (first >= day.past and _goes_on_with(scene, day.past, first)):
            return [t for t in candidates if t.first >= length.past]
        of_event.add(day.mention.start)
    return [t for t in candidates if t.mention.start not in of_event]


def opens_speech(scene: Scene, index: int, timed: Timed) -> bool:
    """'On Friday the army acknowledged that 40 had died since May': the day with which the telling opens."""
    if timed.said and scene.doc.tokens.lowers[timed.past : timed.past + 1] == ["that"]:
        return True
    first = scene.doc.sentences[index].first
    if timed.first - first > _AT_HEAD or timed.mention.kind not in {"day", "month", "range"}:
        return False
    said = scene.reports.between(timed.past, timed.past + _SPEAKER_REACH)
    spoken = next((m for m in said if m.entry.form == "verb"), None)
    if spoken is None or any(scene.measures.between(timed.past, spoken.start)):
        return False
    return not any(m.entry.form == "verb" for m in scene.acts.between(timed.past, spoken.start))


def _of_others(scene: Scene, index: int, timed: Timed, first: int) -> bool:
    """Whether a time is that of others than a figure: "80 dead, more than in 2018", "of those who left in May"."""
    lowers = scene.doc.tokens.lowers
    if timed.past <= first and "anniversary" in lowers[timed.past : first]:
        return True  # "they marked on Wednesday the anniversary of the raid in which 40 died"
    if timed.first >= first:
        between = lowers[first : timed.first]
        if timed.mention.kind == "since" and _is_of_other(scene, first, timed):
            return True
        if timed.mention.kind == "until" and "but" in between:
            return True  # "14 had died, but by the end of the day there were other reports"
        if is_of_part(scene, first, timed):
            return True
        if ("from", "which") in pairwise(between) or ("from", "where") in pairwise(between):
            return True  # "9,000 have returned to the town, from which they fled in 2014"
        return _is_compared(between)
    head = scene.doc.sentences[index].first
    whole = lowers[head : head + 1] == ["of"] and not SUBJECT_RELATIVES.isdisjoint(lowers[head : timed.first])
    return whole and "," in lowers[timed.past : first] and not _HAS.isdisjoint(lowers[first : first + _SINCE_REACH])


def is_of_part(scene: Scene, first: int, timed: Timed) -> bool:
    """'Three have died, among them a man hit by a shell on Friday': a time of one of them, told with his fate."""
    lowers = scene.doc.tokens.lowers
    at = next((k for k in range(timed.first - 1, first, -1) if lowers[k] in _PART), None)
    if at is None or "," in lowers[at : timed.first] or _HAS.isdisjoint(lowers[first:at]):
        return False
    befell = not _STRUCK.isdisjoint(lowers[at : timed.first]) or any(scene.measures.between(at, timed.first))
    return befell and any(scene.measures.between(first, at))


def _is_compared(between: Sequence[str]) -> bool:
    """'60,000 have come, up from 12,000 on Friday', 'on top of 75,000 in June', 'most of whom died last week'."""
    pairs = list(pairwise(between))
    if "compared" in between or not _COMPARED.isdisjoint(pairs) or ((",", "with") in pairs and "more" in between):
        return True
    return ("of", "whom") in pairs[_OWN_WHOM:] and not _MANY.isdisjoint(between)


def _is_of_other(scene: Scene, first: int, timed: Timed) -> bool:
    """'388 were killed, said the mission, which has kept count since 2009': a clause about somebody else."""
    lowers = scene.doc.tokens.lowers
    at = next((k for k in range(timed.first - 1, first, -1) if lowers[k] in {"which", "who", "where"}), None)
    if at is None or (lowers[at - 1] != "," and lowers[at] != "where") or begins_at(scene, timed):
        return False
    if lowers[at] == "where" and lowers[at + 1] in _THEY:
        return False  # "fled to the camp, where they have lived since May"
    told = any(scene.measures.between(first, at))
    return told and not any(scene.measures.between(at, timed.first)) and not any(scene.acts.between(at, timed.first))


def _is_speakers(scene: Scene, index: int, timed: Timed) -> bool:
    """Whether a war's age only tells what the speaker does: "the group, which follows the five-year war, said"."""
    if timed.mention.kind != "war":
        return False
    said = scene.reports.between(timed.past, timed.past + _OWNER_REACH)
    before = scene.doc.tokens.lowers[scene.doc.sentences[index].first : timed.first]
    return any(m.entry.form == "verb" for m in said) and not SUBJECT_RELATIVES.isdisjoint(before)


def goes_on(mention: TimeMention) -> bool:
    """ "For a third day" says how long it has gone on: another time of the sentence dates what happened in it."""
    return mention.kind == "past" and _NTH_DAY.search(mention.text) is not None


def begins(doc: Annotated, sentence_index: int, first: int, past: int) -> bool:
    """Whether the sentence tells that the act began at its time and went on."""
    scene = scene_of(doc)
    timed = time_in_sentence(scene, sentence_index, first, past)
    return timed is not None and begins_at(scene, timed)


def begins_at(scene: Scene, timed: Timed) -> bool:
    """Whether something began at that time and goes on ("shelling resumed at the beginning of November")."""
    if not _HOURS.isdisjoint(scene.doc.tokens.lowers[timed.past : timed.past + _LASTED]):
        return False  # "began on Monday and went on for 12 hours"
    near = scene.acts.between(max(0, timed.first - _BEGUN_REACH), timed.first)
    begun = [t for t in near if t.entry.form == "inception" and t.entry.term != "launched"]
    return any(timed.first - t.start <= _BEGUN_NEAR or _only_places(scene, t.end, timed.first) for t in begun)


def _only_places(scene: Scene, first: int, past: int) -> bool:
    """Whether nothing but a place stands between: "clashes which began in Ituri, Congo on 10 November"."""
    tokens = scene.doc.tokens
    return all(tokens.lowers[k] in _PLACING or tokens.texts[k][:1].isupper() for k in range(first, past))


def is_event(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of an act or of harm."""
    return bool(scene.measures.of(index)) or tells_act(scene, index)


def tells_act(scene: Scene, index: int) -> bool:
    """Whether a sentence tells of an act."""
    return any(t.entry.form in {"noun", "verb", "weapon"} and t.entry.act for t in scene.acts.of(index))


def _of_rivals(scene: Scene, index: int, first: int) -> tuple[Timed, ...]:
    """The time of what an event is compared with, for its figure: "the worst since a blast in May that killed 9"."""
    return tuple(
        t
        for t in scene.times.of(index)
        if t.mention.kind == "since"
        and t.past <= first
        and compares(scene, t)
        and (_ONE in t.mention.text or _goes_on_with(scene, t.past, first))
    )


def _goes_on_with(scene: Scene, past: int, first: int) -> bool:
    """Whether what a time was told of is told on: "since a blast in May that killed 9", "since July, when 16 died"."""
    lowers = scene.doc.tokens.lowers[past:first]
    near = scene.bars[first] - scene.bars[past - 1] < HARD_COST
    return (near and not _RIVALS.isdisjoint(lowers)) or lowers[:2] == [",", "when"]


def tells_on_of(scene: Scene, timed: Timed, first: int) -> bool:
    """Whether a figure is that of the event others count from: "90 died since a raid on 3 May which killed 12"."""
    lowers = scene.doc.tokens.lowers
    at = next((k for k in range(timed.past, min(first, timed.past + _BEGUN_REACH)) if lowers[k] in _OF_EVENT), None)
    return (
        timed.mention.kind == "since"
        and at is not None
        and _only_places(scene, timed.past, at)
        and "," not in lowers[at:first]
        and _HAS.isdisjoint(lowers[at : first + _NOW_REACH])
    )


def dates_truce(scene: Scene, timed: Timed) -> bool:
    """Whether a time dates a truce and nothing else ("the truce announced on 31 August")."""
    low = max(scene.doc.sentence_at(timed.mention.start).first, timed.first - TRUCE_DATE)
    near = scene.breaches.between(low, timed.first)
    if any(m.entry.form in {"announce", "agree"} for m in scene.breaches.between(timed.past, timed.past + 1)):
        return any(m.entry.names_truce for m in near)  # "the truce that both last week extended"
    owns = scene.doc.tokens.lowers[timed.past - 1] == "'s"
    if owns and any(m.entry.names_truce for m in scene.breaches.between(timed.past, timed.past + 1)):
        return True  # "Saturday's agreement"
    if timed.mention.kind == "since":
        named = next((m for m in reversed(near) if m.entry.names_truce), None)
        harmed = named is not None and any(scene.measures.between(named.end, timed.first))
        return (
            named is not None
            and not harmed
            and any(m.entry.form in {"hold", "effect"} and named.end <= m.start < timed.first for m in near)
        )
    if timed.mention.kind == "truce":
        return False
    if scene.doc.tokens.lowers[timed.first - 1 : timed.first] == ["of"]:
        return any(m.entry.names_truce and m.end == timed.first - 1 for m in near)
    lowers = scene.doc.tokens.lowers
    made = [m for m in near if m.entry.names_truce]
    if any("since" in lowers[max(low, m.start - _SINCE_REACH) : m.start] for m in made):
        return True  # "the first clash since a deal ended the war in May"
    verb = any(
        _dates_it(lowers, m)
        and timed.first - m.end <= _VERB_TO_DATE
        and not scene.times.between(m.end, timed.first)  # "took effect on Sunday was dented on Tuesday"
        for m in near
    )
    truce = any(m.entry.names_truce and scene.distance(m.end - 1, timed.first) < 2 * HARD_COST for m in near)
    return verb and truce


def _dates_it(lowers: list[str], word: Match[BreachTerm]) -> bool:
    """Whether a word tells when a truce was made or is to end: "agreed on Monday", "runs out Monday at noon"."""
    if word.entry.form in {"announce", "agree", "effect"}:
        return True
    return word.entry.form == "end" and lowers[word.start] in _TO_END


def compares(scene: Scene, timed: Timed) -> bool:
    """ "The most violent since the truce took effect" measures by a time, it does not date."""
    if timed.mention.kind not in {"since", "truce", "war", "past"}:
        return False
    sentence = scene.doc.sentence_at(timed.mention.start)
    low = max(sentence.first, timed.first - _SUPERLATIVE)
    lowers = scene.doc.tokens.lowers
    return any(
        m.entry.form == "superlative" and not (lowers[m.start] == "most" and lowers[m.start - 1] in PREPOSITIONS)
        for m in scene.breaches.between(low, timed.first)  # "observed in most provinces in the past day"
    )


def _has_window(mention: TimeMention) -> bool:
    return mention.first is not None or mention.last is not None or mention.kind in {"truce", "war"}


def _is_spent(scene: Scene, index: int, timed: Timed, past: int, others: Sequence[Timed]) -> bool:
    """'Shells killed four on Friday and six more on Sunday': a day that closes its clause; the next has its own."""
    if timed.first - scene.doc.sentences[index].first <= _OPENS:
        return False
    if scene.doc.tokens.lowers[timed.past : timed.past + 1] not in _CLOSED:
        return False
    behind = (t for t in others if t.first >= past and t.mention.kind in _DATES)
    apart = scene.doc.tokens.lowers[timed.past : timed.past + 2] == [",", "and"]
    return any(apart or scene.bars[t.first] == scene.bars[past - 1] for t in behind)


def _describes(scene: Scene, timed: Timed, past: int, others: Sequence[Timed]) -> bool:
    """'A man wounded last month died on Thursday': a day of who is counted, before the verb that has its own."""
    lowers = scene.doc.tokens.lowers
    if lowers[timed.past : timed.past + 1] == [","] and lowers[past : past + 1] != [","]:
        return False
    verbs = [m for m in scene.measures.between(timed.past, timed.past + _VERB_BEHIND) if m.entry.form in _FINITE]
    if not verbs or not _CONJOINED.isdisjoint(lowers[timed.past : verbs[0].start]):
        return False
    if not any(scene.measures.between(past, timed.first)):
        return False
    return any(t.first >= verbs[0].end for t in others)


def _time_price(scene: Scene, index: int, timed: Timed, first: int, past: int, others: Sequence[Timed]) -> int:
    opening = timed.first - scene.doc.sentences[index].first <= OPENING
    if timed.first >= past:
        gap = scene.distance(past - 1, timed.first)
        if _describes(scene, timed, past, others):
            return gap + 2 * HARD_COST
        if _has_clause(scene, index, timed):
            gap += HARD_COST
        if timed.mention.kind == "since":
            gap -= scene.bars[timed.first] - scene.bars[timed.first - 1]  # the "since" itself opens no other clause
        if gap <= _BESIDE:
            return 0  # "killed 12 people on Friday and another five on Sunday"
    else:
        gap = scene.distance(min(timed.past - 1, first), first)
        if _AND_THAT in pairwise(scene.doc.tokens.lowers[timed.past : first]) or _has_own(scene, timed, first, others):
            gap += HARD_COST  # "that two died on Monday and that 90 had fled on Sunday"
        if _is_spent(scene, index, timed, past, others):
            gap += HARD_COST
        if _in_aside(scene, index, timed, first):
            gap += 2 * HARD_COST  # "Rebels who took the town in May killed 14 soldiers on Friday"
        if not _PART.isdisjoint(scene.doc.tokens.lowers[timed.past : first]):
            gap += 2 * HARD_COST  # "3,500 since April, among them the 298 aboard a plane brought down on 17 July"
    return gap // 2 if opening else gap


def _has_own(scene: Scene, timed: Timed, first: int, others: Sequence[Timed]) -> bool:
    """'This month 200 died, 44 of them in Bor on 9 May', 'so far this year, up from 828 in 2010': a time behind."""
    lowers = scene.doc.tokens.lowers
    parted = lowers[first + 1 : first + 3] == ["of", "them"]
    if not (parted or (lowers[first - 2], lowers[first - 1]) in _COMPARED_WITH or lowers[first - 1] == "against"):
        return False
    behind = next((t for t in others if t.first > first), None)
    return behind is not None and "," not in lowers[first : behind.first] and timed.past <= first


def _has_clause(scene: Scene, index: int, timed: Timed) -> bool:
    """'In May bombs killed 55, and in July a blast left 53 dead': a time with a figure of its own behind it."""
    lowers = scene.doc.tokens.lowers
    at = timed.first - (lowers[timed.first - 1] in {"in", "on"})
    if lowers[at - 2 : at] != [",", "and"]:
        return False
    return any(scene.measures.between(timed.past, scene.doc.sentences[index].past))


def _in_aside(scene: Scene, index: int, timed: Timed, first: int) -> bool:
    """Whether a time stands in a clause about who acts, and the verb of the figure behind that clause."""
    low = max(scene.doc.sentences[index].first, timed.first - _ASIDE_REACH)
    lowers = scene.doc.tokens.lowers
    opened = any(lowers[k] in {"who", "which", "whom"} for k in range(low, timed.first))
    verb = scene.measures.between(timed.past, first)
    return (
        opened
        and any(m.entry.form in {"active", "participle"} for m in verb)
        and "and" not in lowers[timed.past : first]
    )
