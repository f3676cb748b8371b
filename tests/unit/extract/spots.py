"""Where words of a text under test stand, in the extractor's own terms.

Belongs here: finding them. Does not: what is expected there.
"""

from pipeline.extract.annotate import Annotated


def spot(annotated: Annotated, words: str) -> tuple[int, int, int]:
    """The sentence of some words, their first token and the one past them."""
    start = annotated.text.index(words)
    first, past = annotated.tokens_of(start, start + len(words))
    return annotated.sentence_at(start).index, first, past
