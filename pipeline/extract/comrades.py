"""Fighters of whom the words tell no side: those of the force whose dead were counted right before.

Belongs here: men of a side told before, soldiers of a force that serves abroad. Does not: whose men a possessive points
to (`own_men`), what nouns say themselves (`people`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import Counted, Identity
from pipeline.extract.grammar import ITS
from pipeline.extract.nouns import Phrase
from pipeline.extract.own_men import GUARDS, HIS
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side

ABROAD = frozenset(("other", "us_coalition"))
SOLDIERS = frozenset(("soldier", "soldiers", "troops", "servicemen"))
MEN = GUARDS | {"men", "fighters", "soldiers", "troops", "comrades"}


def of_those_before(
    doc: Annotated, phrase: Phrase, told: Identity, here: Sequence[Counted], earlier: Sequence[Counted]
) -> Identity:
    """Fighters without a side of their own as those of the sentence before."""
    return _comrades_abroad(doc, phrase, _more_of_its(doc, phrase, told, earlier), here, earlier)


def _more_of_its(doc: Annotated, phrase: Phrase, told: Identity, earlier: Sequence[Counted]) -> Identity:
    """'Chad lost 13 soldiers. Another ten of its men died': fighters of the side counted right before."""
    head = phrase.head
    if told.affiliation is not None or head is None or head.word not in MEN or not possessed(doc.tokens.lowers, phrase):
        return told
    last = earlier[-1] if earlier else None
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    near = last is not None and last.phrase.start >= doc.sentences[max(0, sentence.index - 1)].first
    if last is None or not near or last.population != "combatants" or scene_of(doc).sides.of(sentence.index):
        return told
    return Identity("combatants", last.affiliation, last.actor, "of those counted before")


def _comrades_abroad(
    doc: Annotated, phrase: Phrase, told: Identity, here: Sequence[Counted], earlier: Sequence[Counted]
) -> Identity:
    """'Ten Burundian peacekeepers died. Twenty soldiers were hurt': soldiers of a force that serves abroad."""
    last = earlier[-1] if earlier and not here else None
    if last is None or last.population != "combatants" or last.affiliation not in ABROAD:
        return told
    if phrase.head is None or phrase.head.word not in SOLDIERS or told.affiliation != home_side(scene_of(doc).country):
        return told
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    if last.phrase.start < doc.sentences[max(0, sentence.index - 1)].first or scene_of(doc).sides.of(sentence.index):
        return told
    return told._replace(affiliation=last.affiliation, trace="of the foreign force counted before")


def possessed(lowers: Sequence[str], phrase: Phrase) -> bool:
    """'Six of its fighters', 'two of his men'."""
    words = lowers[phrase.quantity.end : phrase.end]
    if not ITS.isdisjoint(words):
        return True
    return phrase.head is not None and phrase.head.word in MEN and not HIS.isdisjoint(words)
