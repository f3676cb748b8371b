"""Whether a hostile act is told as done: not denied, only possible, stopped or of long ago.

Belongs here: the words around an act that take it back. Does not: grouping act words (`acts`), what a speaker or the
sentences around it say of it (`events`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.numerals import small
from pipeline.extract.reference import ActTerm
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import NUMBER

# "No repeat of the barrage of tank and helicopter fire" holds for its whole phrase, a single "no" for what is next.
DOUBT_REACH = 8
_PHRASE = 3
_DATED = 4
_DENYING = frozenset({"denied", "denies", "deny", "denying"})
_DENIED = (["that"], ["it"], ["they"], ["having"])
_DENIAL_REACH = 10
_NOT, _NOT_REACH = frozenset({"not", "never", "n't", "neither", "nor"}), 3
_MODALS = frozenset({"would", "could", "can", "may", "might", "will", "cannot"})
_SENSED = frozenset({"heard", "seen"})
_STOPPED = frozenset(
    {"stopped", "ceased", "subsided", "eased", "calmed", "lessened", "abated", "dwindled", "decreased", "diminished"}
)
_DIED_DOWN = (["died", "down"], ["died", "away"], ["let", "up"], ["calmed", "down"], ["tapered", "off"])
_CEASING = frozenset({"cease", "stop", "end", "halt"})
_CEASE_REACH = 3
_DYING_REACH = 6
_STRETCHES = frozenset({"weekend", "night", "days", "weeks", "months", "years", "week", "month", "year", "rounds"})
_SINCE_THEN = frozenset({"after", "following", "ending", "end", "ended", "ends"})
# "That ended a 17-day offensive", "halting months of raids": what is ended stands right behind with its adjectives.
_ENDING = frozenset("ended ending halted halting stopped stopping paused pausing".split())
_ENDED_WHAT = frozenset("a an the its their his more over nearly almost some about weeks months years days of".split())
_ENDED_REACH = 7
_OF_REACH, _SINCE_REACH = 3, 5
# "As a clear violation".
_AS_REACH = 4


def doubts(scene: Scene, sentence: SentenceSpan, first: int) -> tuple[bool, bool, bool]:
    """Whether an act is denied, only possible, or an old one ("earlier bouts of fighting")."""
    forms: set[str] = set()
    lowers = scene.doc.tokens.lowers
    judged = any(m.entry.kind == "judgement" for m in scene.reports.between(max(sentence.first, first - 8), first))
    if judged and not _is_called_breach(scene, sentence, first):
        forms.add("past")
    for match in scene.acts.between(max(sentence.first, first - DOUBT_REACH), first):
        phrase = match.entry.form == "negation" and match.end - match.start >= _PHRASE
        if not phrase and (match.start < first - 4 or "and" in lowers[match.end : first]):
            continue
        if scene.bars[first] == scene.bars[match.end - 1] and not (match.entry.form == "past" and _dates(scene, match)):
            forms.add(match.entry.form)
    if _is_denied(lowers[max(sentence.first, first - _DENIAL_REACH) : first]):
        forms.add("negation")
    if lowers[first - 2 : first] == ["outbreak", "of"]:
        forms.add("past")  # "for the first time since the outbreak of hostilities"
    if _is_since_then(scene, sentence, first):
        forms.add("past")  # "they agreed to it after weeks of fighting"
    if any(m.entry.form == "weapon" for m in scene.acts.between(first, first + 1)) and _may_do(lowers, first):
        forms.add("modal")
    return "negation" in forms, "modal" in forms, "past" in forms


def _is_called_breach(scene: Scene, sentence: SentenceSpan, first: int) -> bool:
    """Whether a judgement is what tells of an act: "condemned the shelling on Monday as a breach of the truce"."""
    if not any(timed.mention.kind == "day" for timed in scene.times.of(sentence.index)):
        return False  # a judgement on what is told elsewhere
    explicit = (m.start for m in scene.breaches.between(first, sentence.past) if m.entry.form == "explicit")
    return any("as" in scene.doc.tokens.lowers[at - _AS_REACH : at] for at in explicit)


def _is_since_then(scene: Scene, sentence: SentenceSpan, first: int) -> bool:
    """Whether fighting came before: "after four days of the worst fighting"; not "shaky after days of raids"."""
    lowers = scene.doc.tokens.lowers
    if _is_ended(scene, sentence, first):
        return True
    of = next((k for k in range(first - 1, first - _OF_REACH - 1, -1) if lowers[k] == "of"), None)
    if of is None or lowers[of - 1] not in _STRETCHES:
        return False
    if _SINCE_THEN.isdisjoint(lowers[max(sentence.first, of - _SINCE_REACH) : first]):
        return False
    return not any(m.entry.form == "implied" for m in scene.breaches.between(sentence.first, first))


def _is_ended(scene: Scene, sentence: SentenceSpan, first: int) -> bool:
    """Whether an act is what something ended: "the accord that ended a 17-day offensive"; not "raids ended, shots"."""
    lowers = scene.doc.tokens.lowers
    low = max(sentence.first + 1, first - _ENDED_REACH)
    end = next((k for k in range(first - 1, low - 1, -1) if lowers[k] in _ENDING), None)
    if end is None or end == first - 1 or scene.bars[first] != scene.bars[end]:
        return False
    behind = lowers[end + 1]
    opens = behind in _ENDED_WHAT or "-" in behind or scene.doc.tokens.kinds[end + 1] == NUMBER or small(behind)
    return bool(opens) and not any(m.entry.form == "verb" for m in scene.acts.between(end + 1, first))


def _is_denied(before: list[str]) -> bool:
    """ "The army denied that it had targeted the hospital"; "he denied guilt and blamed the army" denies no act."""
    at = next((k for k, word in enumerate(before) if word in _DENYING), None)
    return at is not None and before[at + 1 : at + 2] in _DENIED and {",", "and", "but"}.isdisjoint(before[at:])


def _dates(scene: Scene, cue: Match[ActTerm]) -> bool:
    """Whether a word of the past only dates the act: "a few hours earlier the militia had fired"."""
    return any(t.past >= cue.end for t in scene.times.between(cue.start - _DATED, cue.start + 1))


def _may_do(lowers: list[str], first: int) -> bool:
    """Whether a weapon is only told to be able to act: "its drones would not fly"."""
    words = lowers[first + 1 : first + 5]
    return not _MODALS.isdisjoint(words[:2]) and _SENSED.isdisjoint(words)


def is_not_done(lowers: Sequence[str], group: list[Match[ActTerm]], past: int) -> bool:
    """Whether those with the weapons are told not to have used them: "the air force did not carry out air strikes"."""
    if group[0].entry.form != "weapon":
        return False
    return not _NOT.isdisjoint(lowers[group[0].end : max(past, group[0].end + _NOT_REACH)])


def dies_down(words: list[str]) -> bool:
    """Whether an act is only told to end: "shelling stopped on Thursday", "shelling of the town eased"."""
    end = next(
        (k for k, word in enumerate(words[:_DYING_REACH]) if word in _STOPPED or words[k : k + 2] in _DIED_DOWN), None
    )
    return end is not None and (end == 0 or words[0] == "of") and words[end + 1 : end + 2] != ["only"]


def has_stopped(words: list[str]) -> bool:
    """Whether an act is told to be over: "where raids have all but stopped"."""
    if any(a == "to" and b in _CEASING for a, b in pairwise(words[:_CEASE_REACH])):
        return True  # "hostilities were to cease at noon"
    end = next((k for k, word in enumerate(words) if word in _STOPPED or words[k : k + 2] in _DIED_DOWN), None)
    before = words[:end] if end is not None else []
    return not HAVE.isdisjoint(before) and "not" not in before and "," not in before
