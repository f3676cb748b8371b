"""Breaches that open a story of others, acts that are said to break nothing, acts that are owned up to.

Belongs here: which breaches of an article only lead on to those told behind them, which the text clears, which one
side tells of itself behind another's account. Does not: finding breaches (`violations`), one act told twice
(`breaches`).
"""

from collections.abc import Sequence

from pipeline.extract.breach_words import MANY, is_ever_since
from pipeline.extract.breaches import Breach
from pipeline.extract.scene import Scene
from pipeline.extract.statement_words import AGAIN_AND_AGAIN

# Sentences of title and lead.
_LEAD = 2
_AGAIN_REACH = 4
_AMID = frozenset({"amid", "amidst", "despite", "with", "through", "although", "though"})
_SCATTERED = frozenset("scattered sporadic isolated occasional intermittent minor limited small-scale renewed".split())
_AMID_REACH = 4
# "The raid was no breach of the truce": sentences behind the act, words before the breach.
_CLEARED_REACH, _CLEARED_WORDS = 2, 6
# Sentences in which a charge goes on to the acts charged.
_OPENING = 2
# "It said its soldiers had opened fire at men who came near", behind what befell those men.
_OWNED = frozenset({"shooting", "shelling", "unspecified"})
_OWN, _SAYING = frozenset({"its", "their", "our"}), frozenset({"said", "says", "admitted", "confirmed", "acknowledged"})
_MEN, _OWN_REACH = frozenset("troops soldiers forces men units guards gunners tanks".split()), 7
DEEDS = frozenset(
    "killing killings murder attack attacks assault shelling strike strikes raid raids ambush bombing blast shooting"
    " incident incidents incursion bombardment fire clash clashes offensive move capture seizure advance".split()
)
DENYING = frozenset({"no", "not", "never", "n't", "neither", "nor"})


def leads_on(scene: Scene, lead: Breach, found: Sequence[Breach]) -> bool:
    """Whether a charge only opens the story of it: the acts of those charged, or of both, are told behind it."""
    charged = any(m.entry.form == "accuse" for m in scene.breaches.of(lead.sentence))
    if (lead.sentence > _LEAD and not charged) or lead.counted:
        return False
    if lead.own_act:
        return _is_scattered(scene, lead) and any(b is not lead and b.own_act for b in found)
    if _is_deed(scene, lead):
        return False
    behind = [b for b in found if b.own_act and b.violator and b.sentence > lead.sentence]
    if lead.violator is None:
        return len({b.violator for b in behind}) > 1
    if charged and _is_again(scene, lead):
        return False
    return any(b.violator == lead.violator and b.sentence <= lead.sentence + _OPENING for b in behind)


def _is_again(scene: Scene, lead: Breach) -> bool:
    """Whether more is charged than one act: "of breaking it several times", "of repeated violations"."""
    lowers = scene.doc.tokens.lowers
    first, past = scene.doc.tokens.span(lead.start, lead.end)
    near = lowers[max(0, first - _AGAIN_REACH) : past + 2 * _AGAIN_REACH]
    return lowers[first] in MANY or not (AGAIN_AND_AGAIN | {"times", "twice"}).isdisjoint(near)


def _is_deed(scene: Scene, lead: Breach) -> bool:
    """Whether a breach is a deed of its own, no act of war, or a charge of all that was done since the truce.

    "They moved tanks into the zone in breach of the deal", "traded charges of having broken it ever since".
    """
    first = scene.doc.tokens.span(lead.start, lead.end)[0]
    if scene.doc.tokens.lowers[first - 1] == "in":
        return True
    word = next((m for m in scene.breaches.of(lead.sentence) if m.start == first), None)
    return word is not None and is_ever_since(scene, scene.doc.sentences[lead.sentence], word)


def is_cleared(scene: Scene, breach: Breach) -> bool:
    """Whether one of the next sentences says that it broke no truce, which leaves those whom it hit out of it."""
    if breach.how != "inferred" or not breach.own_act:
        return False
    for sentence in scene.doc.sentences[breach.sentence : breach.last + 1 + _CLEARED_REACH]:
        words = scene.breaches.of(sentence.index)
        if not any(m.entry.form == "exclude" for m in words):
            continue
        lowers = scene.doc.tokens.lowers
        for word in words:
            before = lowers[max(sentence.first, word.start - _CLEARED_WORDS) : word.start]
            if word.entry.form == "explicit" and not (DENYING.isdisjoint(before) or DEEDS.isdisjoint(before)):
                return True
    return False


def is_owned(scene: Scene, breach: Breach, found: Sequence[Breach]) -> bool:
    """Whether a side says of itself what was just told of it: "the army said its troops had fired at suspects"."""
    if breach.own_time or breach.placed or breach.act not in _OWNED or breach.how != "inferred":
        return False
    lowers, sentence = scene.doc.tokens.lowers, scene.doc.sentences[breach.sentence]
    first = scene.doc.tokens.span(breach.start, breach.end)[0]
    before = lowers[max(sentence.first, first - _OWN_REACH) : first]
    if _OWN.isdisjoint(before) or _MEN.isdisjoint(before) or _SAYING.isdisjoint(before):
        return False
    return any(
        b.sentence == breach.sentence - 1 and b.own_act and b.violator in {None, breach.violator} and b.act in _OWNED
        for b in found
    )


def _is_scattered(scene: Scene, lead: Breach) -> bool:
    """Whether fighting nowhere in particular opens the story: "it entered its third day amid scattered clashes"."""
    if lead.act != "clash" or (lead.placed and lead.place is not None and lead.place.precision != "country"):
        return False
    first = scene.doc.tokens.span(lead.start, lead.end)[0]
    before = scene.doc.tokens.lowers[max(0, first - _AMID_REACH) : first]
    return not (_AMID.isdisjoint(before) or _SCATTERED.isdisjoint(before))
