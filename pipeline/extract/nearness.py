"""How near a place stands to a number: words and joints between them, and what they say against it.

Belongs here: the price of one place for one number. Does not: choosing the cheapest (`placing`), places that hold for
others alone (`beside`).
"""

from pipeline.extract.beside import AREA_WORDS, answers, holds_behind
from pipeline.extract.numerals import plain_number, small
from pipeline.extract.scene import HARD_COST, Placed, Scene
from pipeline.extract.spots import names_speaker

_STANDS_REACH = 4
_ITEM_REACH = 3
_TIME_REACH = 2
_TYPES = frozenset("city town village province governorate district region state county area".split())


def opens_item(scene: Scene, placed: Placed) -> bool:
    """Whether a place heads what is told behind a colon: "Aleppo: 12 killed, Homs: four"."""
    return scene.doc.tokens.lowers[placed.past : placed.past + 1] == [":"]


def place_price(scene: Scene, placed: Placed, first: int, past: int) -> int:
    """How far a place stands from a number, with what the words between say against it."""
    if opens_item(scene, placed) and 0 < first - placed.past <= _ITEM_REACH:
        return 0
    if placed.first >= past:
        gap = 0 if _stands_in(scene, placed, past) else scene.distance(past - 1, placed.first)
    else:
        gap = 0 if _lists(scene, placed, first, past) else scene.distance(min(placed.past - 1, first), first) + 2
    before = scene.doc.tokens.lowers[placed.first - 1] if placed.first else ""
    if placed.past < first and answers(scene, placed, first):
        gap += HARD_COST + 2
    if placed.past < first and _goes_on(scene, placed) and _is_taken(scene, placed):
        gap += HARD_COST + 2
    if placed.first >= past and _is_of_next(scene, placed, past):
        gap += HARD_COST
    if (before in {"with", "to", "from", "by"} and not holds_behind(scene, placed, first)) or names_speaker(
        scene, placed
    ):
        gap += 8
    return gap + (4 if placed.mention.direction else 0)


def _lists(scene: Scene, placed: Placed, first: int, past: int) -> bool:
    """Whether a bare number stands right behind a place: "Lebanon 1.1 million, Iraq 235,000 and Egypt 136,000"."""
    return placed.past == first and scene.doc.tokens.lowers[past : past + 1] in ([","], [";"], ["."], ["and"])


def _is_of_next(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether others are counted before a place, behind one of these: "died near Gao and three were shot in Kidal"."""
    lowers = scene.doc.tokens.lowers
    joint = next((k for k in range(placed.first - 1, past, -1) if lowers[k] in {"and", "while"}), None)
    if joint is None or not any(_counts(lowers[k]) for k in range(joint + 1, min(placed.first, joint + 3))):
        return False
    return bool(scene.places.between(past, joint))


def _counts(word: str) -> bool:
    return plain_number(word) is not None or small(word) is not None or word == "another"


def _goes_on(scene: Scene, placed: Placed) -> bool:
    """Whether another statement follows a place: "in Aden, and three were killed by a bomb in Lahj"."""
    lowers = scene.doc.tokens.lowers
    past = placed.past + (lowers[placed.past : placed.past + 1] != [] and lowers[placed.past] in _TYPES)
    dated = next(iter(scene.times.between(past, past + _TIME_REACH)), None)
    past = dated.past if dated is not None else past  # "in Aden on Friday, and three"
    words = lowers[past : past + 2]
    return words[:1] == ["and"] or (words[:1] in ([","], [";"]) and words[1:2] in (["and"], ["while"], ["but"]))


def _is_taken(scene: Scene, placed: Placed) -> bool:
    """Whether a place is that of what was told before the "and": "was shot in Mosul and two were killed near Hit"."""
    sentence = scene.doc.sentence_at(placed.mention.start)
    return bool(scene.measures.between(sentence.first, placed.first))


def _stands_in(scene: Scene, placed: Placed, past: int) -> bool:
    """Whether a place follows the counted at once: "one in the town of Harasta"."""
    words = scene.doc.tokens.lowers[past : placed.first]
    return 0 < len(words) <= _STANDS_REACH and words[0] in {"in", "at"} and AREA_WORDS.issuperset(words[1:])
