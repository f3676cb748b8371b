"""Where the counted lived: "Subedar Munir Khan, 44, resident of Mardan, died in the clash".

Belongs here: places that only tell whose home they are. Does not: where people came from or fled from (`spots`,
`flight`), where they were struck at home ("killed two residents of the town").
"""

from collections.abc import Sequence

from pipeline.extract.scene import Placed, Scene

_DWELLERS = frozenset("resident residents native natives inhabitant".split())
_HAILING = frozenset("hailing hailed hails belonging originally".split())
# "A resident of the village of Tahab in Pulwama": from the dweller to the name.
_REACH = 7
_BETWEEN = frozenset("of the town village city district area hamlet in , and".split())
_APPOSED = frozenset({",", "(", "–", "—"})


def is_home(scene: Scene, index: int, placed: Placed) -> bool:
    """Whether a place is only the home of somebody told before it: ", a resident of Tahab", "who hailed from Uri"."""
    sentence, lowers, texts = scene.doc.sentences[index], scene.doc.tokens.lowers, scene.doc.tokens.texts
    low, at = max(sentence.first, placed.first - _REACH), placed.first - 1
    while at > low and (lowers[at] in _BETWEEN or texts[at][:1].isupper()) and lowers[at] not in _DWELLERS:
        at -= 1
    if lowers[at] == "from" and lowers[at - 1] in _HAILING:
        return True
    if lowers[at] not in _DWELLERS:
        return _is_of_one_of_age(lowers, placed.first)
    before = at - 1 - (lowers[at - 1] in {"a", "both", "all", "an"})
    if any(m.entry.form == "verb" for m in scene.reports.between(sentence.first, at)):
        return False  # "I counted nine bodies, said Omar Haddad, a resident of Tahab"
    return lowers[before] in _APPOSED and lowers[at + 1] == "of"


def _is_of_one_of_age(lowers: Sequence[str], first: int) -> bool:
    """'Juan Cruz, 34, of Cebu'."""
    return lowers[max(0, first - 2) : first] == [",", "of"] and lowers[max(0, first - 3)].isdigit()
