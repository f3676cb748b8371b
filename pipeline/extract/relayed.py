"""Speakers whose words an outlet relays: "the governor was quoted by Reuters as saying", "medics quoted by AFP said".

Belongs here: that the one quoted speaks there and the outlet only carries it, and that who has no name is told with who
carries the words. Does not: who the speakers are (`voices`).
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.frame import Frame
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.phrases import Voice
from pipeline.extract.recalled import CARRIERS
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene

_COPULAS = frozenset("was were is are been being".split())
_QUOTED = frozenset({"quoted", "cited"})
_CITING = frozenset({"quoting", "citing"})
# A state's medium says itself what its sources without a name say.
_OF_STATE, _NAMELESS = "state_media", ("source", "sources")
_ANYBODY = (*_NAMELESS, "official", "officials", "officer", "officers")
_WIDELY = frozenset("also later widely earlier separately since".split())


def is_quoting(scene: Scene, term: Match[ReportingTerm]) -> bool:
    """Whether a crediting phrase is a form of "quoted" or "cited"."""
    return term.entry.form == "before_speaker" and scene.doc.tokens.lowers[term.start] in _QUOTED


def as_passive(scene: Scene, sentence: SentenceSpan, term: Match[ReportingTerm]) -> Match[ReportingTerm] | None:
    """The verb of "was quoted by Reuters as saying", from its auxiliary on; none where somebody quotes himself."""
    lowers, at = scene.doc.tokens.lowers, term.start - 1
    while at > sentence.first and lowers[at] in _WIDELY:
        at -= 1
    if not is_quoting(scene, term) or at <= sentence.first or lowers[at] not in _COPULAS:
        return None
    while at - 1 > sentence.first and (lowers[at - 1] in HAVE or lowers[at - 1] in _COPULAS):
        at -= 1
    return term._replace(start=at)


def relayed(scene: Scene, frames: Sequence[Frame]) -> list[Frame]:
    """The frames of a sentence; "Reuters reported, citing medics" and "Citing medics, Reuters said" are the medics'."""
    told = list(frames)
    for k, (left, right) in enumerate(pairwise(frames)):
        for cited, carrier in ((left, right), (right, left)):
            if carrier.kind in CARRIERS and _cites(scene, cited) and _is_beside(scene, left, right):
                told[k : k + 2] = (spoken_through(left, cited, carrier), spoken_through(right, cited, carrier))
                break
    return told


def spoken_through(frame: Frame, cited: Frame, carrier: Frame | Voice) -> Frame:
    """A frame with the word of one whom an outlet cites."""
    if carrier.kind == _OF_STATE and cited.speaker.endswith(_NAMELESS):
        return replace(frame, speaker=carrier.speaker, kind=carrier.kind)
    body = cited.kind == "official" and not cited.speaker.endswith(_ANYBODY)
    unnamed = carrier.kind in CARRIERS and cited.speaker[:1].islower() and not body
    return replace(frame, speaker=cited.speaker, kind=cited.kind, carrier=carrier.speaker if unnamed else None)


def with_carrier(frame: Frame) -> Frame:
    """A frame whose speaker is told with who carries the words: "medics (AFP)"."""
    if frame.carrier is None:
        return frame
    return replace(frame, speaker=f"{frame.speaker.removeprefix('the ')} ({frame.carrier})")


def _cites(scene: Scene, frame: Frame) -> bool:
    cue = next(iter(scene.reports.between(frame.first, frame.first + 1)), None)
    return cue is not None and cue.entry.form == "before_speaker" and scene.doc.tokens.lowers[cue.start] in _CITING


def _is_beside(scene: Scene, left: Frame, right: Frame) -> bool:
    """Whether nothing but a comma stands between two phrases."""
    return left.past <= right.first and scene.doc.tokens.texts[left.past : right.first] in ([], [","])
