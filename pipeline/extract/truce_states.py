"""How a truce stands by the words around one mention of it: to come, in force, broken or ended.

Belongs here: the cues near a mention and what they say. Does not: dates, parties and area (`truce_mentions`), many
mentions of one truce (`truces`).
"""

from collections.abc import Iterable
from typing import Literal

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import HARD_COST, Scene
from pipeline.extract.time import TimeMention
from pipeline.extract.tokens import MARK

# What one mention says. "Before the truce" may be told of one that has not begun or of one that has long held; what is
# broken has begun.
Standing = Literal["in force", "lasting", "broken", "ended", "not begun", "before"]

# A verb of beginning or ending stands within this many words of its truce.
CUE_REACH = 12
BEFORE_REACH = 5
_ORDINAL_REACH = 2
_BROKEN = frozenset(
    "violations breaches infringements infractions violation breach infringement infraction violated breached broke"
    " broken breaking violating breaching flouted flouting defied defying".split()
)
_BROKEN_REACH = 6
# "Has been broken by rebels", "was broken several times".
_BROKEN_ON = frozenset({"by", "times", "repeatedly", "daily", "twice", "often"})
_SUPPOSING = frozenset("would could might may will if unless no not any against avoid prevent refrain without".split())
_SUPPOSING_REACH = 4
_IFS = frozenset({"if", "should", "unless", "until", "in", "before"})
_TO_COME = frozenset({"to", "will", "would"})
_BEGINS = frozenset({"takes", "comes", "enters", "goes", "begins", "starts", "kicks", "sets"})
_CALLS = frozenset("call calls called calling appeal appeals appealed plea pleas pleaded pressed pushed".split())
_CALLED = frozenset({"on", "again", "in", "late", "early", "once", "more", "jointly", "both", "sides"})
_TODAY = frozenset({"today", "yesterday"})
_COULD = frozenset(
    "could would may might will to can not about near nearly nears almost brink verge edge risk danger fears but"
    " appeared appears seemed seems looked looks".split()
)
_REMAINING = frozenset({"remains", "remain", "remained", "still", "stays"})
_SIGNS = frozenset({"sign", "signs", "trace", "respect", "evidence"})
_KEEPING = frozenset(
    "abide respect respected observe honour honor uphold keep stick adhere comply extend extending renewing renew"
    " prolong prolonging monitor monitoring enforce enforcing restore restoring salvage save shore".split()
)
_LENGTHENED = frozenset({"extended", "renewed", "prolonged", "respected", "honoured", "honored"})
_PASSED = frozenset({"after", "since"})
_ASKING = frozenset({"calling", "calls", "called", "immediate", "demanding", "providing"})
_WHILE = frozenset({"as", "while", "whilst"})
_DEMANDS = frozenset({"demanded", "demands", "demand", "called", "calls", "calling"})
# "A truce that ended weeks of cross-border shelling"; "ended when shells fell" is its own end.
_ENDING = frozenset({"ended", "ends"})
_ENDED_REACH = 8
_UPON = frozenset({"when", "after", "as", "with", "amid", "by", "in", "because", "following", ",", ".", "over", "and"})
# "A resolution of the Security Council calling for a month's truce", adopted and so in force.
_PASSED_IT = frozenset({"unanimously", "unanimous", "adopted", "adopting", "passed", "passing", "approved"})
_AWAIT_REACH = 3
# "A shaky truce" is in force; "a truce in Ituri, a troubled region" need not be.
_A = frozenset({"a", "an"})
_TO_END = frozenset({"expires", "ends", "runs", "lapses", "expiring", "expire", "lapse", "lapsing"})
_PASSIVE = frozenset({"was", "were", "been", "be", "being"})
_ARTICLES = frozenset({"the", "a", "an", "this", "its", "their", "some", "several"})
_BROKERED = ("-brokered", "-mediated", "-backed", "-sponsored")
# "A pause in talks", "calm in Gaza".
_OF_TALKS = (["in"], ["of"], ["on"], ["to"], ["from"], ["for"])
_PROMISE_REACH = 10
_COMING = (["next", "week"], ["next", "month"])
_AHEAD = (["from"], ["on"], ["starting"], ["beginning"])


# "The ceasefire talks collapsed" tells nothing of a ceasefire.
_SOUGHT = frozenset(
    "talks talk negotiations negotiation negotiators negotiator proposal proposals offer offers call calls bid effort"
    " efforts initiative initiatives draft hopes appeal appeals discussions mediation mediators mediator push".split()
)
_NOT_YET = frozenset({"not", "yet", "never", "n't"})
# "He would not renew the truce", "they refused to prolong it".
_REFUSING = frozenset("not never n't refused refuses refusing declined declines declining without rejected".split())
_REFUSING_REACH = 4
_REGARD_REACH = 8


def is_sought(scene: Scene, match: Match[BreachTerm]) -> bool:
    """Whether a truce is only what something else is about: "ceasefire talks", "a truce proposal"."""
    return not _SOUGHT.isdisjoint(scene.doc.tokens.lowers[match.end : match.end + 1])


def cues_near(
    scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], forms: Iterable[str]
) -> list[Match[BreachTerm]]:
    """The words about a truce that stand near one mention of it."""
    low, high = max(sentence.first, match.start - CUE_REACH), min(sentence.past, match.end + CUE_REACH + 8)
    return [m for m in scene.breaches.between(low, high) if m.entry.form in forms]


def states_of(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> set[Standing]:
    """All that the words around one mention say of how its truce stands."""
    if is_sought(scene, match):
        return {"before"}
    states: set[Standing] = set()
    if _is_given_up(scene, match):
        states.add("ended")
    if is_called_for(scene, sentence, match):
        states.add("not begun")
    if any(_is_lasting(scene, cue) for cue in cues_near(scene, sentence, match, {"effect"})):
        states.add("lasting")
    if _is_ahead(scene, sentence):
        states.add("not begun")
    for cue in cues_near(scene, sentence, match, {"unborn", "end", "over", "hold", "effect", "explicit"}):
        if abs(scene.bars[cue.start] - scene.bars[match.start]) < HARD_COST and not in_time(scene, cue):
            state = _state_of(scene, match, cue)
            if state is not None:
                states.add(state)
            if cue.entry.form == "explicit" and (
                _is_broken(scene, sentence, match, cue) or _is_defied(scene, match, cue)
            ):
                states.add("broken")
    return states


def _is_given_up(scene: Scene, match: Match[BreachTerm]) -> bool:
    """Whether a truce is let run out: "would not renew the ceasefire", "refused to prolong the truce"."""
    near = scene.breaches.between(max(0, match.start - BEFORE_REACH), match.start)
    cue = next((m for m in reversed(near) if m.entry.kind == "extension"), None)
    if cue is None:
        return False
    return not _REFUSING.isdisjoint(scene.doc.tokens.lowers[max(0, cue.start - _REFUSING_REACH) : cue.start])


def is_called_for(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm]) -> bool:
    """Whether a day parts a call from its truce: "called on Sunday for a truce", "appealed again for a long pause"."""
    lowers = scene.doc.tokens.lowers
    low = max(sentence.first, match.start - CUE_REACH)
    at = next((k for k in range(match.start - 1, max(low, match.start - BEFORE_REACH), -1) if lowers[k] == "for"), None)
    if at is None:
        return False
    call = next((k for k in range(at - 1, low - 1, -1) if lowers[k] in _CALLS), None)
    if call is None or call == at - 1:
        return False
    timed = {k for t in scene.times.between(call, at) for k in range(t.first, t.past)}
    return all(k in timed or lowers[k] in _CALLED or lowers[k].endswith("ly") for k in range(call + 1, at))


def _is_broken(scene: Scene, sentence: SentenceSpan, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether a truce is told as broken, not only as one that could be: "rebels violated the truce"."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] not in _BROKEN or match.start - cue.end > _BROKEN_REACH:
        return False
    return _SUPPOSING.isdisjoint(lowers[max(sentence.first, cue.start - _SUPPOSING_REACH) : cue.start])


def _is_defied(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether something goes on against a truce that is there: "despite the truce", "the truce notwithstanding"."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] == "notwithstanding" and cue.start == match.end:
        return True
    first, past = cue.end, match.start
    if cue.entry.term != "despite" or not first <= past <= first + BEFORE_REACH:
        return False
    return not any(m.entry.form == "unborn" for m in scene.breaches.between(first, past))


def _is_ahead(scene: Scene, sentence: SentenceSpan) -> bool:
    """Whether a sentence dates a truce into the days to come: "a pause from next week"."""
    published = scene.doc.published_on
    lowers = scene.doc.tokens.lowers
    if any(m.entry.form == "end" and not _is_past(lowers[m.start]) for m in scene.breaches.of(sentence.index)):
        return False  # "it runs out next month"
    return published is not None and any(
        lowers[t.first : t.first + 2] in _COMING
        or (t.mention.first is not None and t.mention.first > published and lowers[t.first - 1 : t.first] in _AHEAD)
        for t in scene.times.of(sentence.index)
    )


def _is_past(word: str) -> bool:
    return word.endswith("ed")


def is_truce_here(scene: Scene, match: Match[BreachTerm]) -> bool:
    """Whether words that mean many things name a truce by what stands around them.

    "In violation of the peace accord", "a calm brokered by Egypt", "agreed on Friday to stop fighting".
    """
    kind = match.entry.kind
    if kind == "peace":
        return _is_near(scene, match, BEFORE_REACH, BEFORE_REACH, {"explicit"})
    if kind == "stopping":
        before = scene.breaches.between(match.start - _PROMISE_REACH, match.start)
        made = next((m for m in reversed(before) if m.entry.form in {"agree", "announce"}), None)
        return made is not None and abs(scene.bars[made.start] - scene.bars[match.start]) < HARD_COST
    return kind == "calm" and _is_made_calm(scene, match)


def _is_made_calm(scene: Scene, match: Match[BreachTerm]) -> bool:
    """Whether a calm is one that was made: "a lull brokered by Egypt", "the calm agreed on Monday", "breaking it"."""
    tokens = scene.doc.tokens
    of_talks = tokens.lowers[match.end : match.end + 1] in _OF_TALKS
    if match.start == 0 or (of_talks and not scene.places.between(match.end + 1, match.end + 2)):
        return False
    before = tokens.lowers[match.start - 1]
    if before.endswith(_BROKERED) or any(
        m.entry.form == "broker_suffix" for m in scene.breaches.between(match.start - 1, match.start)
    ):
        return True
    if before not in _ARTICLES and "-" not in before:
        return False
    return _is_near(scene, match, 0, CUE_REACH, {"agree", "effect"}) or _is_near(
        scene, match, BEFORE_REACH, 0, {"explicit", "agree"}
    )


def _is_near(scene: Scene, match: Match[BreachTerm], before: int, behind: int, forms: Iterable[str]) -> bool:
    """Whether a word of one of these forms stands so near in the same clause."""
    near = scene.breaches.between(match.start - before, match.end + behind)
    return any(m.entry.form in forms and abs(scene.bars[m.start] - scene.bars[match.start]) < HARD_COST for m in near)


def of_fighting(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether it is fighting that began: "where clashes began in 1998"."""
    before = scene.acts.between(cue.start - 3, cue.start)
    return any(m.end == cue.start and m.entry.form in {"noun", "war"} for m in before)


def in_time(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether a word belongs to a time ("at the end of August")."""
    near = scene.times.between(max(0, cue.start - CUE_REACH), cue.end)
    holds = cue.entry.form in {"hold", "end"}  # "the first day of a truce" is no time, "hours before" one is
    return any(t.first <= cue.start < t.past and not (holds and t.mention.kind == "vague") for t in near)


def is_before(scene: Scene, mention: TimeMention) -> bool:
    """Whether a time is read as one before the report."""
    published = scene.doc.published_on
    return published is not None and mention.first is not None and mention.first < published


def ends_war(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether it is the fighting that a truce ended: "the ceasefire that ended 11 days of fighting"."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] not in _ENDING:
        return False
    fought = (m for m in scene.acts.between(cue.end, cue.end + _ENDED_REACH) if m.entry.form in {"noun", "war"})
    return any(_UPON.isdisjoint(lowers[cue.end : m.start]) for m in fought)


def _state_of(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> Standing | None:
    """How one word says that the truce stands."""
    form, before = cue.entry.form, cue.end <= match.start
    gap = match.start - cue.end if before else cue.start - match.end
    if form == "effect" and of_fighting(scene, cue):
        return None
    if form == "effect" and _is_to_begin(scene, match, cue):
        awaited = scene.doc.tokens.lowers[cue.start - 1] in _TO_COME or _is_awaited(scene, cue)
        return "in force" if awaited and _is_due(scene, match, cue) else "not begun"
    if form in {"hold", "effect"} and (
        scene.doc.tokens.lowers[match.start - 1] == "no"
        or scene.doc.tokens.lowers[cue.start - 1] == "be"  # "a truce so that aid could be brought in"
        or _is_of_another(scene, match, cue)
    ):
        return None
    if form in {"hold", "effect"}:
        others = _only_wished(scene, match, cue) if before else scene.doc.tokens.lowers[cue.start - 1] in _A
        return None if others else "in force"
    if form == "over":
        between = scene.doc.tokens.kinds[match.end : cue.start]
        return "ended" if not before and set(between) <= {MARK} and not _spans(scene, cue) else None
    if form == "unborn":
        return _unborn(scene, match, cue, gap if before else None)
    if form == "end":
        near = BEFORE_REACH if scene.doc.tokens.lowers[cue.end - 1] == "of" else 2  # "the end of its 17-month truce"
        return None if _is_no_end(scene, match, cue) or gap > (near if before else BEFORE_REACH + 3) else "ended"
    if not _is_passive(scene, cue) or not 0 <= cue.start - match.end <= CUE_REACH:
        return None
    lowers = scene.doc.tokens.lowers
    around = (lowers[cue.start - 1], *lowers[cue.end : cue.end + BEFORE_REACH])
    return "ended" if _BROKEN_ON.isdisjoint(around) else "broken"


def _is_to_begin(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether the beginning of a truce is one to come: "to take effect", "has not yet begun", "begins on Monday"."""
    before = scene.doc.tokens.lowers[cue.start - 2 : cue.start]
    return (
        not _TO_COME.isdisjoint(before[-1:])
        or not _NOT_YET.isdisjoint(before)
        or _is_awaited(scene, cue)
        or begins_later(scene, match, cue)
    )


def begins_later(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """'A truce takes effect on Monday': the news tells of what has begun in the past tense, but for its titles."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] not in _BEGINS or not 0 <= cue.start - match.end <= BEFORE_REACH:
        return False
    sentence = scene.doc.sentence_at(scene.doc.tokens.starts[cue.start])
    days = scene.times.between(cue.end, min(sentence.past, cue.end + BEFORE_REACH))
    return not sentence.is_title and any(t.mention.kind == "day" and lowers[t.first] not in _TODAY for t in days)


def _is_no_end(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether a word of ending is told of something else, of days to come or of what might be."""
    if cue.entry.term == "suspended" and not _is_suspended(scene, match, cue):
        return True
    if scene.doc.tokens.lowers[cue.end - 1 : cue.end + 1] == ["failed", "to"]:
        return True
    return _is_scheduled(scene, cue) or _supposed(scene, match, cue) or ends_war(scene, cue)


def _is_scheduled(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether an end is one to come: "a truce that runs out on Tuesday"; "truce ends" in a title is told of today."""
    if scene.doc.tokens.lowers[cue.start] not in _TO_END:
        return False
    return not scene.doc.sentence_at(scene.doc.tokens.starts[cue.start]).is_title


def _is_suspended(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether it is the truce that is given up: "suspended the truce", "it was interrupted"; not "suspended raids"."""
    if cue.end <= match.start:
        return True
    return scene.doc.tokens.lowers[cue.start - 1] in _PASSIVE


def _spans(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether "over" tells how long or of what a truce is: "a ceasefire over Eid", "a truce over the holiday"."""
    tokens = scene.doc.tokens
    if tokens.texts[cue.start] != "over" or cue.end >= len(tokens.texts):
        return False
    return tokens.lowers[cue.end] in _ARTICLES or tokens.texts[cue.end][:1].isupper()


def _is_of_another(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether something else begins or holds while a truce is spoken of: "no truce as Ramadan begins"."""
    return cue.start > match.end and not _WHILE.isdisjoint(scene.doc.tokens.lowers[match.end : cue.start])


def _only_wished(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether it is the hope of a truce that something holds or lessens: "has reduced the chances of a truce"."""
    between = scene.breaches.between(cue.end, match.start)
    return any(m.entry.form == "unborn" and m.end - m.start > 1 for m in between)


def _unborn(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm], gap: int | None) -> Standing | None:
    """What a word says that calls for a truce or doubts one, so many words before it."""
    if _is_order(scene, cue):
        return "in force"
    if _is_of_deal(scene, cue) or _is_at_once(scene, match, cue):
        return None
    if gap is None and scene.doc.tokens.lowers[cue.end - 1] in {"effect", "force"}:
        return "not begun"  # "the truce is to take effect on Friday"
    if gap is None or gap > BEFORE_REACH or _is_made(scene, match, cue):
        return None
    if gap > 0 and "under" in scene.doc.tokens.lowers[max(cue.end, match.start - 2) : match.start]:
        return None  # "a deadline for their withdrawal under the ceasefire"
    if any(m.entry.form == "explicit" for m in scene.breaches.between(cue.end, match.start)):
        return None  # "a new breach of the truce"
    return "before" if scene.doc.tokens.lowers[cue.start] == "before" else "not begun"


def _is_of_deal(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether it is a deal already made that asks for a truce: "signed an accord calling for a ceasefire"."""
    before = scene.breaches.between(max(0, cue.start - CUE_REACH), cue.start)
    if scene.doc.tokens.lowers[cue.start] not in _ASKING:
        return False
    deal = next((m for m in reversed(before) if m.entry.form == "deal"), None)
    return deal is not None and any(m.entry.form == "agree" and m.end <= deal.start for m in before)


def _is_at_once(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether an immediate truce is made, not asked for: "declared an immediate truce", "one was signed"."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] != "immediate":
        return False
    before = scene.breaches.between(cue.start - 3, cue.start)
    behind = scene.breaches.between(match.end, match.end + 3)
    made = any(m.entry.form in {"agree", "announce"} and lowers[m.start].endswith("ed") for m in before)
    signed = lowers[match.end : match.end + 1] in (["was"], ["has"], ["had"])
    return made or (signed and any(m.entry.form in {"agree", "announce"} for m in behind))


def _is_awaited(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """ "The city awaits the start of a truce"."""
    if scene.doc.tokens.lowers[cue.end - 1] != "of":
        return False
    return any(m.entry.form == "unborn" for m in scene.breaches.between(cue.start - _AWAIT_REACH, cue.start))


def _is_lasting(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """ "The government's truce remains in force", whatever is told of another's."""
    return not _REMAINING.isdisjoint(scene.doc.tokens.lowers[max(0, cue.start - 2) : cue.start])


def _is_made(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether a truce is there to be kept or made longer: "no sign of a truce", "would abide by the truce"."""
    lowers = scene.doc.tokens.lowers
    between = lowers[cue.start : match.start]
    behind = lowers[match.end : match.end + CUE_REACH]
    return not (_SIGNS.isdisjoint(between) and _KEEPING.isdisjoint(between) and _LENGTHENED.isdisjoint(behind))


def _is_due(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether the hour of a truce has passed: "hours after a ceasefire was to take effect", or after it was to."""
    lowers = scene.doc.tokens.lowers
    words = (*lowers[max(0, match.start - _ORDINAL_REACH - 2) : match.start], *lowers[match.end : cue.start])
    return not _PASSED.isdisjoint(words)


def _is_order(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """Whether a demand is an order: "the Security Council demanded that all parties cease hostilities"."""
    lowers = scene.doc.tokens.lowers
    if lowers[cue.start] not in _DEMANDS:
        return False
    near = lowers[max(0, cue.start - CUE_REACH) : cue.end + CUE_REACH]
    if "council" not in near:
        return False
    days = scene.times.between(cue.start - CUE_REACH, cue.end + CUE_REACH)
    decided = any(t.mention.kind == "day" and is_before(scene, t.mention) for t in days)
    return decided or lowers[cue.start].startswith("demand") or not _PASSED_IT.isdisjoint(near)


def _supposed(scene: Scene, match: Match[BreachTerm], cue: Match[BreachTerm]) -> bool:
    """Whether an end is only feared or set: "if the truce collapses", "the truce is due to end at midnight"."""
    lowers = scene.doc.tokens.lowers
    first = min(match.start, cue.start)
    if lowers[cue.start - 1] in _A and not _NOT_YET.isdisjoint(lowers[max(0, cue.start - _REGARD_REACH) : cue.start]):
        return True  # "did not regard it as a collapse of the truce"
    return not _IFS.isdisjoint(lowers[max(0, first - 3) : first]) or not _COULD.isdisjoint(
        lowers[max(0, cue.start - 3) : cue.start]
    )


def _is_passive(scene: Scene, cue: Match[BreachTerm]) -> bool:
    """ "The truce was broken" ends it, "was broken by rebels in two raids" or "was violated" does not."""
    lowers = scene.doc.tokens.lowers
    return cue.entry.term == "broke" and cue.start > 0 and lowers[cue.start - 1] in {"was", "been", "is"}
