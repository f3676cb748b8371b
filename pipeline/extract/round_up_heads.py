"""Places that head the paragraphs of a round-up: "SRINAGAR - Two men were shot", "DONETSK REGION." over its news.

Belongs here: finding them. Does not: items in one line (`placing`), places of writing (`theatre`).
"""

from pipeline.extract.annotate import Annotated
from pipeline.extract.memo import per_article
from pipeline.extract.scene import Placed, Scene, scene_of
from pipeline.extract.spots import sentence_of, shouts

_HEADING = 4
_SHORTEST = 4


@per_article
def headings(doc: Annotated) -> dict[int, Placed]:
    """The places that head the paragraphs of a round-up ("SRINAGAR - ..."); a story filed at one place has none."""
    scene = scene_of(doc)
    heads: dict[int, Placed] = {}
    for sentence in doc.sentences:
        for placed in scene.places.of(sentence.index)[:1]:
            at_head = placed.first == sentence.first and sentence.paragraph not in heads and not _abbreviates(placed)
            if at_head and (placed.mention.dateline or shouts(scene, placed) or _is_heading(scene, placed)):
                heads[sentence.paragraph] = placed
    below = {p.mention.place for p in heads.values() if sentence_of(scene, p) > 0}
    return heads if len(below) > 1 else {}


def _abbreviates(placed: Placed) -> bool:
    """Whether a place is told by letters that are always capitals: "U.S. forces said", "UAE officials"."""
    return sum(map(str.isalpha, placed.mention.surface)) < _SHORTEST


def _is_heading(scene: Scene, placed: Placed) -> bool:
    """Whether a sentence is only a place in capitals: "DONETSK REGION.", over what is told of it."""
    sentence = scene.doc.sentence_at(placed.mention.start)
    words = [word for word in scene.doc.tokens.texts[sentence.first : sentence.past] if word.isalpha()]
    return not sentence.is_title and len(words) <= _HEADING and all(map(str.isupper, words))
