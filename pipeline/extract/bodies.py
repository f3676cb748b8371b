"""Bodies told before that a description means: "the ministry's spokesman", "the rebel group", "the alliance".

Belongs here: which body a description with an article takes up. Does not: pronouns and surnames (`recalled`), how far a
description reaches (`phrases`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import OWNING
from pipeline.extract.lexicon import Match
from pipeline.extract.phrases import MEMORY, Phrases, Spoken, Voice
from pipeline.extract.recalled import Recalled
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene

_OWNED_REACH = 4
_BASED = "-based"
# "According to the same police source".
_SAME, _SAME_REACH = "same", 3
_GROUPS = frozenset(
    {"group", "groups", "organisation", "organization", "charity", "ngo", "network", "watchdog", "monitor"}
)
_BODIES_OF_MANY = frozenset({"monitor", "rights_group", "rescue", "activists"})
_ALLIED = frozenset({"alliance", "coalition"})
_FIGHTING = frozenset({"group", "movement", "militia", "faction", "guerrillas", "insurgents", "militants"}) | _ALLIED
_MISSION, _MISSION_REACH = "mission", 2
_RESCUERS = frozenset({"rescuers", "rescuer", "rescue workers", "rescue worker"})
_PLAIN = _FIGHTING | frozenset(
    "the rebel militant armed jihadist islamist guerrilla insurgent separatist paramilitary extremist terror military"
    " western".split()
)


class Bodies:
    """Asked whom a description takes up, with the speakers credited before."""

    def __init__(self, scene: Scene, phrases: Phrases, recalled: Recalled) -> None:
        self._scene = scene
        self._phrases = phrases
        self._recalled = recalled

    def meant(self, sentence: SentenceSpan, noun: Match[ReportingTerm], voice: Voice) -> Spoken | None:
        """The body of "the ministry's spokesman", "a spokesman for the agency" and "the Geneva-based group"."""
        lowers = self._scene.doc.tokens.lowers
        word = lowers[noun.end - 1]
        same = self.same(noun.start, noun.end)
        if same is not None:
            return same
        if lowers[voice.first] == "the" and (word == _MISSION or noun.entry.term in _RESCUERS):
            return self._named_in_full(noun)
        if lowers[voice.first] == "the" and _BASED in voice.words and word in _GROUPS:
            told = reversed(self._phrases.spoken[-MEMORY:])
            return next((s for s in told if s.kind in _BODIES_OF_MANY and s.speaker[:1].isupper()), None)
        fighting = lowers[voice.first] == "the" and _PLAIN.issuperset(lowers[voice.first : noun.end])
        if fighting and word in _ALLIED:
            return self._allied()
        if fighting and word in _FIGHTING:
            return self._recalled.armed(sentence.index, voice.first)
        for cue in self._scene.reports.between(max(sentence.first, noun.start - _OWNED_REACH), noun.end + _OWNED_REACH):
            if cue.entry.form != "anaphor" or cue.entry.kind != "body":
                continue
            owns = cue.end < noun.start and lowers[cue.end] in OWNING
            if owns or (cue.start > noun.end and self._phrases.is_linked(noun, cue.start)):
                return self._recalled.last(sentence.index, cue)
        return None

    def same(self, first: int, past: int) -> Spoken | None:
        """The speaker told before that "the same source" is: the last who is called so, else the last."""
        lowers, told = self._scene.doc.tokens.lowers, self._phrases.spoken[-MEMORY:]
        if not told or _SAME not in lowers[max(0, first - _SAME_REACH) : first]:
            return None
        noun = lowers[past - 1].rstrip("s")
        return next((s for s in reversed(told) if noun in s.speaker.lower()), told[-1])

    def _named_in_full(self, noun: Match[ReportingTerm]) -> Spoken | None:
        """The mission or the rescue service named before: "the mission said", "the rescuers said"."""
        lowers = self._scene.doc.tokens.lowers
        is_mission = lowers[noun.end - 1] == _MISSION
        for match in reversed(self._scene.speakers.between(0, noun.start)):
            entry = match.entry
            if entry.kind == "generic":
                continue
            if is_mission and _MISSION in (
                *entry.alias.lower().split(),
                *lowers[match.end : match.end + _MISSION_REACH],
            ):
                return Spoken(0, entry.speaker, entry.kind)
            if not is_mission and entry.kind == "rescue":
                return Spoken(0, entry.speaker, entry.kind)
        return None

    def _allied(self) -> Spoken | None:
        """The coalition credited before that "the alliance" is."""
        told = reversed(self._phrases.spoken[-MEMORY:])
        return next((s for s in told if not _ALLIED.isdisjoint(s.speaker.lower().split())), None)
