"""Whom an armed side boasts to have killed: "the army claimed to have killed 60", "Al Qaeda said that it killed nine".

Belongs here: numbers without a noun in such claims. Does not: what a side tells of its own dead (`losses`), other
numbers without a noun (`unnamed`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.belonging import Counted, Identity
from pipeline.extract.blame import only_foe
from pipeline.extract.clause import HARMED, Link
from pipeline.extract.nouns import Phrase
from pipeline.extract.parties import SideMention
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side

_IT = frozenset(("it", "they"))
# "Said it had killed", "claimed to have killed": from the verb of killing back to that of telling, and to who tells.
_BOASTS = frozenset("said says say claimed claims claim".split())
_BOAST_REACH, _TELLER_REACH = 8, 6


def of_boast(doc: Annotated, phrase: Phrase, link: Link, earlier: Sequence[Counted]) -> Identity | None:
    """'Al Qaeda said that it killed nine', 'the army claimed to have killed 60': the foes of whom a side boasts."""
    if link.rule != "object" or link.term is None or link.measure not in HARMED:
        return None
    scene, sentence = scene_of(doc), doc.sentence_at(doc.tokens.starts[phrase.start])
    if (boasting := _boasting(doc, sentence, link.term_at)) is None:
        return None
    last = earlier[-1] if earlier else None
    near = last is not None and last.phrase.start >= doc.sentences[max(0, sentence.index - 1)].first
    if last is not None and near and last.population == "combatants" and last.affiliation != boasting.side:
        return Identity("combatants", last.affiliation, last.actor, "as the figure of the other account")
    home = home_side(scene.country)
    foe = only_foe(scene, boasting.side) or (home if boasting.side != home else "opposition")
    return Identity("combatants", foe, None, "of whom an armed side boasts")


def _boasting(doc: Annotated, sentence: SentenceSpan, verb: int) -> SideMention | None:
    """The armed side that tells what it did itself: "the rebels say they killed", "claimed to have killed"."""
    lowers, low = doc.tokens.lowers, max(sentence.first, verb - _BOAST_REACH)
    itself = not _IT.isdisjoint(lowers[max(low, verb - 2) : verb]) or lowers[max(low, verb - 2) : verb] == [
        "to",
        "have",
    ]
    said = next((k for k in range(verb - 1, low - 1, -1) if lowers[k] in _BOASTS), None) if itself else None
    if said is None:
        return None
    before = scene_of(doc).sides.between(max(sentence.first, said - _TELLER_REACH), said)
    return before[-1] if before and before[-1].role == "armed" and before[-1].past >= said - 1 else None
