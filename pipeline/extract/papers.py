"""Outlets of no list, known by the word their name ends in: "the Gwadar Post reported", "as reported by Sama News".

Belongs here: where such a name begins and ends. Does not: listed outlets (`speakers.csv`), outlets told by a common
noun ("the website Panjgur Today"), which are descriptions (`phrases`), people's names (`named`).
"""

from pipeline.extract.grammar import ARTICLES
from pipeline.extract.phrases import Voice, spelled
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import WORD

# "The Balochistan Daily Times"
_LONGEST = 4


def paper_before(scene: Scene, past: int, low: int) -> Voice | None:
    """The outlet whose name ends right before a verb."""
    if past <= low or not _is_ending(scene, past - 1):
        return None
    first = past - 1
    while first > max(low, past - _LONGEST) and _is_capital(scene, first - 1):
        first -= 1
    return _voice(scene, first, past)


def paper_at(scene: Scene, first: int, stop: int) -> Voice | None:
    """The outlet whose name opens behind a verb or "as reported by"; more of the sentence stands behind a mark."""
    tokens = scene.doc.tokens
    first += first < stop and tokens.lowers[first] in ARTICLES
    past = first
    while past < min(stop, first + _LONGEST) and _is_capital(scene, past):
        past += 1
    return _voice(scene, first, past) if past > first and _is_ending(scene, past - 1) else None


def _voice(scene: Scene, first: int, past: int) -> Voice | None:
    texts, lowers = scene.doc.tokens.texts, scene.doc.tokens.lowers
    first += lowers[first] in ARTICLES
    if past - first < 2 or scene.times.between(first, past) or scene.speakers.between(first, past):
        return None
    name = spelled(texts[first:past])
    return Voice(first, past, name, "outlet", name)


def _is_ending(scene: Scene, position: int) -> bool:
    """Whether a word ends the name of an outlet: "Times", "Herald"."""
    if not _is_capital(scene, position):
        return False
    return any(m.entry.form == "outlet_name" for m in scene.reports.between(position, position + 1))


def _is_capital(scene: Scene, position: int) -> bool:
    tokens = scene.doc.tokens
    return tokens.kinds[position] == WORD and tokens.texts[position][0].isupper()
