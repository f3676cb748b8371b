"""Acts of those who are no party to a truce by the words of the report itself.

Belongs here: groups and places of which a sentence says that the truce is none of theirs, and the acts told there.
Does not: sides that a truce leaves out by name (`truce_mentions`), which truce binds whom (`binding`).
"""

from pipeline.extract.acts import Act
from pipeline.extract.grammar import ITS
from pipeline.extract.scene import Scene

# "Not covered by the truce", "have not signed a ceasefire", "which is not part of it".
_TRUCE_REACH = 6
_IT = frozenset({"it", "them"})
# "Its fighters shelled", "The group attacked".
_TAKING_UP = ITS | frozenset({"they", "it"})
_GROUPS = frozenset("group movement faction militia guerrillas rebels militants insurgents organisation".split())
_OPENING = 2
_THEIRS = frozenset({"whose", "who"})


def is_strangers(scene: Scene, act: Act) -> bool:
    """Whether an act is that of a group which its own sentence, or the one that it takes up, sets outside the truce."""
    if _sets_outside(scene, act.sentence) or _leaves_out(scene, act):
        return True
    if act.sentence == 0 or not _takes_up(scene, act.sentence) or not _sets_outside(scene, act.sentence - 1):
        return False
    first = scene.doc.sentences[act.sentence].first
    return not any(s.past <= act.first and s.actor for s in scene.sides.between(first, act.first))


def _sets_outside(scene: Scene, index: int) -> bool:
    """Whether a sentence says of a group that a truce is none of its: "who have not signed the ceasefire"."""
    cue = next((m for m in scene.breaches.of(index) if m.entry.kind == "group"), None)
    if cue is None:
        return False
    past = min(scene.doc.sentences[index].past, cue.end + _TRUCE_REACH)
    named = any(m.entry.names_truce for m in scene.breaches.between(cue.end, past))
    return named or scene.doc.tokens.lowers[cue.end] in _IT


def _leaves_out(scene: Scene, act: Act) -> bool:
    """Whether an act is told of those whom a truce does not bind: "it does not cover the Croats, whose guns fired"."""
    lowers = scene.doc.tokens.lowers
    cues = scene.breaches.between(scene.doc.sentences[act.sentence].first, act.first)
    cue = next((m for m in cues if m.entry.form == "exclude"), None)
    return cue is not None and not _THEIRS.isdisjoint(lowers[cue.end : act.first])


def _takes_up(scene: Scene, index: int) -> bool:
    """Whether a sentence goes on with the subject of the one before: "Its men", "They", "The group"."""
    first = scene.doc.sentences[index].first
    words = scene.doc.tokens.lowers[first : first + _OPENING]
    return words[0] in _TAKING_UP or (words[0] == "the" and not _GROUPS.isdisjoint(words[1:]))
