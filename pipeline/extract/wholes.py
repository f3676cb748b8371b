"""Which figure told before another is part of: the toll, the kind that its words name, what a sibling is part of.

Belongs here: looking back for a whole among the figures so far. Does not: whether the words tell of a part (`figures`,
`retelling`, `dividing`), parts known by their sum (`sums`) or by their event (`parts`).
"""

from pipeline.extract.clause import HARMED
from pipeline.extract.figure import Figure

# Sentences back to the whole of "among the dead were 12" and of "12 of the dead", which names it.
DIVIDED_NEAR, DIVIDED_FAR = 4, 12
ONE_OF_THEM = 20


def whole_of_nationals(figure: Figure, told: list[Figure]) -> int | None:
    """The peacekeepers of whom "one Cambodian" was one."""
    for index in range(len(told) - 1, -1, -1):
        if figure.sentence.index - told[index].sentence.index > DIVIDED_FAR:
            return None
        head = told[index].phrase.head
        peace = head is not None and head.word.startswith("peacekeeper")
        if peace and told[index].measure == figure.measure and told[index].quantity.value > figure.quantity.value:
            return index
    return None


def whole_of_kind(figure: Figure, told: list[Figure]) -> int | None:
    """The last count of those of whom "seven of the soldiers" are some."""
    for index in range(len(told) - 1, -1, -1):
        whole = told[index]
        if figure.sentence.index - whole.sentence.index > DIVIDED_NEAR:
            return None
        alike = (whole.measure, whole.population, whole.unit) == (figure.measure, figure.population, figure.unit)
        alike = alike and (None in (whole.affiliation, figure.affiliation) or whole.affiliation == figure.affiliation)
        if alike and not whole.included and whole.quantity.value > figure.quantity.value:
            return index
    return None


def of_sibling_clause(told: list[Figure]) -> int | None:
    """'The army killed 591 of them, rebels 33': parts of one whole."""
    return next((f.parent for f in reversed(told) if not f.included), None)


def whole_of_sibling(figure: Figure, last: Figure, told: list[Figure]) -> int | None:
    """'Five of those killed were bombers. Another 11 died in clashes': parts of the toll told before both."""
    if last.measure != figure.measure or figure.measure not in HARMED or last.sentence is figure.sentence:
        return None
    top = last.parent
    while top is not None and (above := told[top].parent) is not None and told[above].measure == figure.measure:
        last, top = told[top], above
    if top is None or not told[top].sentence.index < last.sentence.index < figure.sentence.index:
        return None
    fits = figure.quantity.value + last.quantity.value <= told[top].quantity.value
    return top if fits and counts_such(told[top], figure) else None


def whole_of_others(figure: Figure, sibling: Figure, told: list[Figure]) -> int | None:
    """The whole that "the other five" leave of: the widest that they make full with a part told before."""
    found, full = None, False
    while sibling.parent is not None:
        whole, both = told[sibling.parent], sibling.quantity.value + figure.quantity.value
        if both == whole.quantity.value or (both < whole.quantity.value and not full):
            found, full = sibling.parent, full or both == whole.quantity.value
        sibling = whole
    return found


def counts_such(whole: Figure, part: Figure) -> bool:
    """Whether people of the part's kind are counted in the whole."""
    if "all" in (whole.population, part.population) or whole.population == part.population:
        return True
    return whole.population == "civilians" and part.population != "combatants"


def whole_before(figure: Figure, earlier: list[Figure], reach: int = DIVIDED_NEAR) -> int | None:
    """The figure that 'among the dead were …' is part of: the toll, or else the last whole of the same measure."""
    reach = DIVIDED_FAR if figure.phrase.fate is not None else reach
    if figure.included and figure.phrase.singular:
        reach = ONE_OF_THEM  # "a woman whose niece was among those killed": of the story's own toll
    found = vague = None
    for index in range(len(earlier) - 1, -1, -1):
        whole = earlier[index]
        if figure.sentence.index - whole.sentence.index > reach:
            break
        larger = whole.quantity.value >= max(2, figure.quantity.value)
        if whole.measure == figure.measure and not whole.included and larger and counts_such(whole, figure):
            if whole.quantity.qualifier == "vague":
                vague = index if vague is None else vague
                continue
            if whole.link.rule.startswith("toll") or figure.link.rule != "among":
                return index if found is None or whole.quantity.value > earlier[found].quantity.value else found
            found = index if found is None else found
    return vague if found is None else found
