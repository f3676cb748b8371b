"""Whether a text gives a figure only as an earlier count, which another one has replaced.

Belongs here: the wordings that say so ("up from 69", "had earlier been put at 39"). Does not: which figure governs
(the ledger decides).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.bounds import CHANGED
from pipeline.extract.nouns import Phrase
from pipeline.extract.scene import Scene
from pipeline.extract.toll_words import COUNTS

_BEFORE_NUMBER = frozenset("the a an its their his earlier previous initial first".split())
_CHANGED = CHANGED | {"dropped", "lowered", "corrected"}
_EARLIER = frozenset("earlier previous previously initial initially".split())
_COUNTED = frozenset("that which it they he she reported counted given announced told put".split())
_BACK = _EARLIER | {"before"}
_TOLD_FORMS = frozenset({"verb", "tally"})
# "climbed on Monday morning from 12", "that the hospital had counted a day earlier": words between, with room to spare.
_CHANGE_REACH, _EARLIER_REACH, _BEHIND_REACH = 8, 6, 9


def told_as_outdated(scene: Scene, sentence: SentenceSpan, phrase: Phrase) -> bool:
    """Whether the words around a counted phrase make it an earlier count of the same."""
    start = min(phrase.start, phrase.quantity.hedge_start)
    return (
        _changed_from(scene, sentence, start)
        or _earlier_count(scene, sentence, start)
        or _counted_earlier(scene, sentence, phrase.end)
    )


def _changed_from(scene: Scene, sentence: SentenceSpan, start: int) -> bool:
    """'up from the 69', 'rose from 12 to 15'."""
    lowers, at = scene.doc.tokens.lowers, start - 1
    while at > sentence.first and lowers[at] in _BEFORE_NUMBER:
        at -= 1
    if at <= sentence.first or lowers[at] != "from":
        return False
    near = lowers[max(sentence.first, at - _CHANGE_REACH) : at]
    return near[-1] in {"up", "down"} or not _CHANGED.isdisjoint(near)


def _earlier_count(scene: Scene, sentence: SentenceSpan, start: int) -> bool:
    """'an earlier toll of 19', 'it earlier gave 33 dead', 'had earlier been put at 39'; not 'had earlier killed 12'."""
    lowers = scene.doc.tokens.lowers
    for at in range(start - 1, max(sentence.first, start - _EARLIER_REACH) - 1, -1):
        if lowers[at] == ",":
            return False
        if lowers[at] in _EARLIER:
            named = not COUNTS.isdisjoint(lowers[at:start])
            opens = at == sentence.first  # "Earlier the police said that seven died" in another place
            return named or (not opens and _is_told(scene, at - 2, start) and not scene.measures.between(at, start))
    return False


def _counted_earlier(scene: Scene, sentence: SentenceSpan, end: int) -> bool:
    """'the 69 that it had counted a day earlier', 'the 40 reported earlier'."""
    lowers, stop = scene.doc.tokens.lowers, min(sentence.past, end + _BEHIND_REACH)
    if end >= stop or lowers[end] not in _COUNTED:
        return False
    back = next((at for at in range(end + 1, stop) if lowers[at] in _BACK), None)
    return back is not None and _is_told(scene, end, back) and not scene.measures.between(end, back)


def _is_told(scene: Scene, first: int, past: int) -> bool:
    return any(m.entry.form in _TOLD_FORMS for m in scene.reports.between(first, past))
