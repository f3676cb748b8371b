"""Whether a sentence tells of the time before a truce: what led up to it, the war that it ended, the days of no feast.

Belongs here: the words of time between an act and a truce of its own sentence. Does not: days of acts and truces
(`binding`), what else breaks no truce (`exempt`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.acts import Act
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import BreachTerm
from pipeline.extract.scene import Scene
from pipeline.extract.truces import Truce

_TRUCE_REACH = 4
_AHEAD = frozenset({"before", "eve"})
_PRECEDING = frozenset({"preceded", "preceding", "precede"})
_LEADING_UP = frozenset({("up", "to"), ("prior", "to")})
# "Hours before it took effect", "a day before both sides signed a ceasefire".
_BEFORE_IT = (["before", "it"], ["until", "it"])
_ORDER_REACH, _HOURS = 12, frozenset({"hours", "minutes", "day", "days", "hour", "shortly", "just"})
# "Since it took effect", "two days after it began".
_LATER = frozenset({"since", "after", "when", "despite", "as", "while", "though", "although"})
_WAR_REACH = 12
_INTO_WAR = frozenset({"in", "during"})
_THAT_WAR = frozenset({"the", "last", "recent", "their", "that", "year's"})


def is_before_truce(scene: Scene, act: Act) -> bool:
    """Whether the sentence tells of the time before a truce began: "before the truce the army had taken it"."""
    lowers = scene.doc.tokens.lowers
    cues = scene.breaches.of(act.sentence)
    if any(m.entry.form in {"end", "over", "explicit"} for m in cues):
        return False
    if any(m.entry.form == "effect" and lowers[m.start - 2 : m.start] in _BEFORE_IT for m in cues):
        return True
    if any(m.entry.names_truce and _leads_up(scene, act, m) for m in cues):
        return True
    if any(_began_after(scene, act, m) for m in cues if m.entry.form == "effect"):
        return True
    for match in cues:
        if match.entry.names_truce:
            before = lowers[max(0, match.start - _TRUCE_REACH) : match.start]
            if _is_hours_before(scene, act, match):
                return True
            opening = next((k for k, word in enumerate(before) if word in _AHEAD), None)
            if opening is not None and {".", ","}.isdisjoint(before[opening:]):
                return True
    return False


def _is_hours_before(scene: Scene, act: Act, truce: Match[BreachTerm]) -> bool:
    """Whether an act came so long before a truce was made: "on Monday, hours before both ordered a ceasefire"."""
    lowers = scene.doc.tokens.lowers
    low = max(act.past, truce.start - _ORDER_REACH)
    at = next((k for k in range(low + 1, truce.start) if lowers[k] == "before"), None)
    if at is None or lowers[at - 1] not in _HOURS:
        return False
    return {".", ",", ";"}.isdisjoint(lowers[at : truce.start])


def _leads_up(scene: Scene, act: Act, truce: Match[BreachTerm]) -> bool:
    """Whether an act came before a truce: "the fighting that preceded the accord", "raids leading up to it"."""
    lowers = scene.doc.tokens.lowers
    between = lowers[max(act.past, truce.start - _TRUCE_REACH) : truce.start]
    return not _PRECEDING.isdisjoint(between) or any(pair in _LEADING_UP for pair in pairwise(between))


def _began_after(scene: Scene, act: Act, cue: Match[BreachTerm]) -> bool:
    """Whether the truce began only after an act: "it took effect on Monday, hours after they had clashed"."""
    lowers = scene.doc.tokens.lowers
    opening = lowers[scene.doc.sentences[act.sentence].first : cue.start]
    return cue.end <= act.first and "after" in lowers[cue.end : act.first] and _LATER.isdisjoint(opening)


def is_of_war_told(scene: Scene, act: Act) -> bool:
    """Whether an act is one of the war that the truce ended: "he had led attacks in the recent war"."""
    sentence = scene.doc.sentences[act.sentence]
    behind = scene.doc.tokens.lowers[act.past : min(sentence.past, act.past + _WAR_REACH)]
    war = next((k for k, word in enumerate(behind) if word == "war"), None)
    if war is None:
        return False
    opening = behind[max(0, war - 4) : war]
    return not _INTO_WAR.isdisjoint(opening) and not _THAT_WAR.isdisjoint(opening)


def is_before_feast(scene: Scene, act: Act, truces: Sequence[Truce]) -> bool:
    """Whether the sentence tells of the days before the feast that a truce is named after ("before Eid")."""
    sentence = scene.doc.sentences[act.sentence]
    words = scene.doc.tokens.lowers[sentence.first : sentence.past]
    if "before" not in words:
        return False
    names = {word for t in truces for word in t.mention.name.lower().split()} - {"the", "a"}
    return any(before == "before" and name in names for before, name in pairwise(words))
