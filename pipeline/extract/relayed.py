"""Speakers whose words an outlet relays: "the governor was quoted by Reuters as saying", "medics quoted by AFP said".

Belongs here: that the one quoted speaks there and the outlet only carries it. Does not: outlets that cite somebody by
a verb of their own ("SANA quoted a doctor"), who the speakers are (`voices`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import ReportingTerm
from pipeline.extract.scene import Scene

_COPULAS = frozenset("was were is are been being".split())
_QUOTED = frozenset({"quoted", "cited"})
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
