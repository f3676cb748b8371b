"""Which of the times that a sentence names say when what it tells happened.

Belongs here: times that date an event, those that only date a truce, a comparison or the telling, and wars as subjects.
Does not: finding times (`time`), the window that a time opens (`timing`), times of other sentences (`carried`).
"""

import re
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.annotate import Annotated
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import per_article
from pipeline.extract.reference import ActTerm, BreachTerm
from pipeline.extract.scene import HARD_COST, Scene, scene_of
from pipeline.extract.time import TimeMention
from pipeline.extract.timed import Timed
from pipeline.extract.wars import war_start

# Kinds of time that say when something happened; ages, clocks and frequencies do not.
_TO_END = frozenset({"expires", "expire", "ends", "runs", "lapses", "expiring"})
_TELLING = frozenset({"day", "range", "month", "year", "season", "since", "until", "past", "truce", "war", "anaphor"})
OPENING = 6
# "The war in Syria has ...", "Syria's eight-year civil war has ..."; a war named later is no subject.
_WAR_SUBJECT = 6
# "Since 2011", "since early 2011" and "since March 2011" all mean the war that began on 15 March.
WAR_FUZZ = 120
# "a conflict which has so far cost the lives of some 9,000 people"
_COST_REACH = 10
_HAS = frozenset({"has", "have"})
_OWNER_REACH = 4
_OUTBREAK_REACH = 16
_BEFORE_TOTAL = 4
_NOW = frozenset({"has", "have", "are", "is"})
TRUCE_DATE = 12
_VERB_TO_DATE = 6
_SUPERLATIVE = 10
_RIVALS = frozenset({"that", "and"})
_AND_THAT = ("and", "that")
_ASIDE_REACH = 7
_PART = frozenset({"among", "including"})
# "The Observatory, which has monitored the war since 2011, said": the war is no subject.
_RELATIVES = frozenset({"which", "who", "that"})
_SUCH_REACH = 4
_RANK_REACH = 6
# "More than in all of 2018", "up from 300 in October" without a figure of its own
_THAN = frozenset({("than", "in"), ("than", "during"), ("than", "at")})
# "On Friday the army said": words before the day, and from it to the verb.
_AT_HEAD = 1
_SPEAKER_REACH = 6
_COMPOUNDS = frozenset(
    "jet jets plane planes crime crimes monitor monitors zone zones room rooms effort efforts correspondent cabinet"
    " group observatory talks meeting meetings criminal criminals wounded machine".split()
)
# From "began" to its day, with a place between or with anything.
_BEGUN_REACH = 9
_BEGUN_NEAR = 4
_PLACING = frozenset({"in", "at", "near", "around", "on", "the", ",", "of"})
_UNITS = frozenset({"day", "week", "month", "quarter", "year"})
_SINCE_REACH = 4
_NTH_DAY = re.compile(r"(?:first|second|third|\d(?:st|nd|rd)|th)(?: [a-z]+)? day$", re.IGNORECASE)


# "five on Sunday": from the counted to the time right behind it.
_BESIDE = 2


def own_time(doc: Annotated, sentence_index: int, first: int, past: int) -> TimeMention | None:
    """The time that the sentence itself tells for what stands at tokens `first` to `past`."""
    timed = time_in_sentence(scene_of(doc), sentence_index, first, past)
    return timed.mention if timed is not None else None


@per_article
def time_in_sentence(scene: Scene, index: int, first: int, past: int) -> Timed | None:
    """The time of a sentence that holds at tokens `first` to `past`: the nearest, with a price for clauses between."""
    candidates = [*telling_times(scene, index), *_of_rivals(scene, index, first)]
    candidates = [t for t in candidates if not _of_others(scene, index, t, first)]
    if not candidates:
        return None
    return min(candidates, key=lambda t: (_time_price(scene, index, t, first, past), t.first))


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
        and not _holds_record(scene, t)
        and not _is_speakers(scene, index, t)
    )
    if len(told) > 1:
        told = tuple(t for t in told if not _opens_speech(scene, index, t)) or told
    if len(told) > 1 and any(goes_on(t.mention) for t in told):
        return tuple(t for t in told if not goes_on(t.mention)) or told
    return told


def _opens_speech(scene: Scene, index: int, timed: Timed) -> bool:
    """'On Friday the army acknowledged that 40 had died since May': the day with which the telling opens."""
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
    if timed.first >= first:
        between = lowers[first : timed.first]
        return "compared" in between or not _THAN.isdisjoint(pairwise(between))
    head = scene.doc.sentences[index].first
    whole = lowers[head : head + 1] == ["of"] and not _RELATIVES.isdisjoint(lowers[head : timed.first])
    return whole and "," in lowers[timed.past : first] and not _HAS.isdisjoint(lowers[first : first + _SINCE_REACH])


def _holds_record(scene: Scene, timed: Timed) -> bool:
    """Whether a time only says among which others one is: "the worst month of 2017", "third such raid this week"."""
    lowers = scene.doc.tokens.lowers[max(0, timed.first - _SUCH_REACH) : timed.first + 1]
    if "such" in lowers or _is_ranked_in(scene, timed):
        return True
    return len(lowers) > 2 and any(unit in _UNITS and of == "of" for unit, of in pairwise(lowers[-3:]))


def _is_ranked_in(scene: Scene, timed: Timed) -> bool:
    """'October was the bloodiest month in Iraq this year': the year only ranks the month."""
    if timed.mention.text.lower() != "this year":
        return False
    lowers = scene.doc.tokens.lowers
    ranked = range(max(1, timed.first - _RANK_REACH), timed.first)
    return any(lowers[k] in _UNITS and lowers[k - 1].endswith(("est", "worst")) for k in ranked)


def _is_speakers(scene: Scene, index: int, timed: Timed) -> bool:
    """Whether a war's age only tells what the speaker does: "the group, which follows the five-year war, said"."""
    if timed.mention.kind != "war":
        return False
    said = scene.reports.between(timed.past, timed.past + _OWNER_REACH)
    before = scene.doc.tokens.lowers[scene.doc.sentences[index].first : timed.first]
    return any(m.entry.form == "verb" for m in said) and not _RELATIVES.isdisjoint(before)


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
        if t.mention.kind == "since" and t.past <= first and compares(scene, t) and _goes_on_with(scene, t.past, first)
    )


def _goes_on_with(scene: Scene, past: int, first: int) -> bool:
    """Whether what a time was told of is told on: "since a blast in May that killed 9", "since July, when 16 died"."""
    lowers = scene.doc.tokens.lowers[past:first]
    near = scene.bars[first] - scene.bars[past - 1] < HARD_COST
    return (near and not _RIVALS.isdisjoint(lowers)) or lowers[:2] == [",", "when"]


def dates_truce(scene: Scene, timed: Timed) -> bool:
    """Whether a time dates a truce and nothing else ("the truce announced on 31 August")."""
    low = max(scene.doc.sentence_at(timed.mention.start).first, timed.first - TRUCE_DATE)
    near = scene.breaches.between(low, timed.first)
    if any(m.entry.form in {"announce", "agree"} for m in scene.breaches.between(timed.past, timed.past + 1)):
        return any(m.entry.form in {"truce", "deal"} for m in near)  # "the truce that both last week extended"
    if timed.mention.kind == "since":
        named = next((m for m in reversed(near) if m.entry.form in {"truce", "deal"}), None)
        harmed = named is not None and any(scene.measures.between(named.end, timed.first))
        return (
            named is not None
            and not harmed
            and any(m.entry.form in {"hold", "effect"} and named.end <= m.start < timed.first for m in near)
        )
    if timed.mention.kind == "truce":
        return False
    if scene.doc.tokens.lowers[timed.first - 1 : timed.first] == ["of"]:
        return any(m.entry.form in {"truce", "deal"} and m.end == timed.first - 1 for m in near)
    lowers = scene.doc.tokens.lowers
    made = [m for m in near if m.entry.form in {"truce", "deal"}]
    if any("since" in lowers[max(low, m.start - _SINCE_REACH) : m.start] for m in made):
        return True  # "the first clash since a deal ended the war in May"
    verb = any(
        _dates_it(lowers, m)
        and timed.first - m.end <= _VERB_TO_DATE
        and not scene.times.between(m.end, timed.first)  # "took effect on Sunday was dented on Tuesday"
        for m in near
    )
    truce = any(
        m.entry.form in {"truce", "deal"} and scene.distance(m.end - 1, timed.first) < 2 * HARD_COST for m in near
    )
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
    return any(m.entry.form == "superlative" for m in scene.breaches.between(low, timed.first))


def _has_window(mention: TimeMention) -> bool:
    return mention.first is not None or mention.last is not None or mention.kind in {"truce", "war"}


def _time_price(scene: Scene, index: int, timed: Timed, first: int, past: int) -> int:
    opening = timed.first - scene.doc.sentences[index].first <= OPENING
    if timed.first >= past:
        gap = scene.distance(past - 1, timed.first)
        if gap <= _BESIDE:
            return 0  # "killed 12 people on Friday and another five on Sunday"
    else:
        gap = scene.distance(min(timed.past - 1, first), first)
        if _AND_THAT in pairwise(scene.doc.tokens.lowers[timed.past : first]):
            gap += HARD_COST  # "that two died on Monday and that 90 had fled on Sunday"
        if _in_aside(scene, index, timed, first):
            gap += 2 * HARD_COST  # "Rebels who took the town in May killed 14 soldiers on Friday"
        if not _PART.isdisjoint(scene.doc.tokens.lowers[timed.past : first]):
            gap += 2 * HARD_COST  # "3,500 since April, among them the 298 aboard a plane brought down on 17 July"
    return gap // 2 if opening else gap


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
            and _RELATIVES.isdisjoint(scene.doc.tokens.lowers[sentence.first : term.start])
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
        if lowers[war.end] in _RELATIVES and lowers[war.end + 1] in _HAS and first - war.end <= _COST_REACH:
            return True
        resumes = any(
            lowers[k] in _HAS and lowers[k - 1] == "," for k in range(max(war.end, first - _COST_REACH), first)
        )
        if resumes and lowers[war.end] == "," and lowers[war.end + 1] in _RELATIVES:
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
            if lowers[owner - 1] not in {"in", "by", "during"}:
                continue
            # "58 died in a camp whose people are displaced, driven out by the insurgency": no war's toll
            told = lowers[max(sentence.first, first - _BEFORE_TOTAL) : min(sentence.past, past + _COST_REACH)]
            fine = any(p.mention.place.precision != "country" for p in scene.places.of(index))
            return not _NOW.isdisjoint(told) and not fine
    return False


def _only_qualifies(scene: Scene, term: Match[ActTerm]) -> bool:
    """Whether the word is half of another noun: "war planes", "conflict monitors", "a crisis meeting"."""
    lowers = scene.doc.tokens.lowers
    return term.end < len(lowers) and lowers[term.end] in _COMPOUNDS


def _owner_of(scene: Scene, war: int) -> int | None:
    """Where "the war", "this war" or "Syria's civil war" begins."""
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
    return bool(wars) and any(t.entry.form == "inception" and t.start >= wars[0] for t in terms)


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
