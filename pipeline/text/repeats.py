"""Sentences that come back word for word: a form filled in again and again, or damaged text.

Belongs here: which of them are told. Does not: lines that come back (`chrome`), texts that do (`stories`).
"""

from collections import Counter

from pipeline.text.sentences import split_sentences

# Half as long again as the longest paragraph of the sample reports that still has all its lines; running text of whole
# articles goes through too, and says nothing four times.
_LONGEST_PARAGRAPH = 5_000
# A refrain may come back; what is said more often than this adds nothing.
_TOLD = 3


def without_repeats(block: str) -> str:
    """A long stretch of text with each sentence no more than three times."""
    if len(block) <= _LONGEST_PARAGRAPH:
        return block
    told: Counter[str] = Counter()
    kept: list[str] = []
    spans = split_sentences(block)
    for (begin, end), (following, _) in zip(spans, [*spans[1:], (len(block), 0)], strict=True):
        sentence = block[begin:end]
        told[sentence] += 1
        if told[sentence] <= _TOLD:
            kept.append(block[begin:following])
    return "".join(kept).rstrip() if len(kept) < len(spans) else block
