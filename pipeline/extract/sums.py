"""Numbers that add up to a total told elsewhere in the article.

Belongs here: sums, in any order and depth, and what is left of a total. Does not: the same figure told twice (`sets`),
parts known by their words (`figures`, `parts`, `sharing`).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import sub

from pipeline.extract.figure import Figure
from pipeline.extract.model import Place
from pipeline.extract.places import same_area
from pipeline.extract.sets import SUM_REACH, TELLING, Draft, are_apart, windows_meet
from pipeline.extract.unnamed import RETOLD

# "at least 500" is borne out by 346 + 170, "almost 100" by 51 + 45: a told total and its parts differ by rounding only.
ROUNDING = 0.10
# Sentences between two parts of one total: seven in the widest round-up of the dev sets.
PARTS_APART = 7
# Longer lists of parts than this are not told in one news report's sentence group; it also bounds the search.
MOST_PARTS = 6
# A country's toll, its provinces', a province's towns'.
MOST_LEVELS = 3
# A count as near as this, by another speaker, is a rival of the whole.
RIVALRY = 0.05
# Rival counts between two parts.
RIVALS = 2
# A total is told out in its sentence or the next, which may repeat it first.
TOLD_OUT = 2
PAIR = 2
# Smaller numbers of several places add up to another by chance.
LEAST_BY_CHANCE = 10
# "At least 70" may be 30 and 39; "at least nine" are no eight.
ROUND_FROM = 20
MEN = frozenset(("man", "men"))
# Nouns of all who work in one field.
KINDS = frozenset("medics journalists staff workers volunteers rescuers".split())
ADDS_UP = "adds up with its neighbours to the total told"
# The rules of numbers that one word of harm before them counts up.
LISTS = frozenset(("toll", "included"))
CIVILIANS = frozenset(("civilians", "children", "women", "medics", "journalists", "aid_workers", "all"))


def tie_sums(drafts: Sequence[Draft]) -> list[Draft]:
    """Parts whose sum is a told total become its parts: 39 = 22 + 17, 'almost 100' = 51 + 45.

    A sum may be a summand itself, so what was tied in one round leaves the others of the next to add up.
    """
    out = list(drafts)
    values = [draft.figure.quantity.value for draft in out]
    totals = _totals(out)
    for total in totals:
        _tie(total, _divided(total, out) or _told_out(total, out), out)
    for total in reversed(totals):
        _tie(total, _others_of(total, out, values), out)
    for total in reversed(totals):
        _tie(total, _told_next(total, out), out)
    for _ in range(MOST_LEVELS):
        tied = [total for total in totals if _tie(total, _parts_of(total, out, values), out)]
        if not tied:
            break
    for total in totals:
        _tie(total, _others_of(total, out, values), out)
    for total in totals:
        if _tie(total, _of_two_sides(total, out), out):
            out[total] = out[total]._replace(figure=out[total].figure._replace(affiliation=None, actor=None))
    return out


def _divided(total: int, drafts: Sequence[Draft]) -> list[int]:
    """Bare numbers behind a total in its sentence that make it full, wherever they are: "19 died, 12 in Bor, seven"."""
    whole = drafts[total]
    group: list[int] = []
    for k in range(total + 1, min(len(drafts), total + 1 + MOST_PARTS)):
        part = drafts[k].figure
        bare = part.phrase.bare
        alike = (part.measure, part.unit) == (whole.figure.measure, whole.figure.unit) and drafts[k].parent is None
        if part.sentence is not whole.figure.sentence or not (bare and alike) or part.link.rule == RETOLD:
            break
        group.append(k)
        if len(group) > 1 and sum(drafts[n].figure.quantity.value for n in group) == whole.figure.quantity.value:
            return group if _may_divide(whole, drafts[group[0]]) else []
    return []


def _may_divide(whole: Draft, part: Draft) -> bool:
    """'Three died in Homs, two in Hama and one in Bor' add up by chance: the first number has a place of its own."""
    many = whole.figure.quantity.value >= LEAST_BY_CHANCE
    return whole.parent is None and whole.figure.quantity.qualifier != "vague" and (many or whole.place == part.place)


def _of_two_sides(total: int, drafts: Sequence[Draft]) -> list[int]:
    """Fighters of two sides told beside each other whose sum is a toll that seemed to be of one."""
    whole = drafts[total]
    if whole.figure.affiliation is None or whole.parent is not None:
        return []
    for k in range(total + 1, min(len(drafts) - 1, total + SUM_REACH)):
        one, other = (drafts[n].figure for n in (k, k + 1))
        both = (
            one.sentence is other.sentence and one.quantity.value + other.quantity.value == whole.figure.quantity.value
        )
        if both and None not in (one.affiliation, other.affiliation) and one.affiliation != other.affiliation:
            anyone = whole._replace(figure=whole.figure._replace(affiliation=None))
            if all(_may_be_part(drafts[n], anyone) for n in (k, k + 1)):
                return [k, k + 1]
    return []


def _others_of(total: int, drafts: Sequence[Draft], values: Sequence[int]) -> list[int]:
    """What is left of a total: "31 died, ten of them on a bus. ... 21 others died in the east"."""
    whole = drafts[total]
    near = range(total + 1, min(len(drafts), total + 1 + SUM_REACH))
    around = range(max(0, total - SUM_REACH), near.stop)  # the title may have told a part first
    told = sum(values[k] for k in around if drafts[k].parent == total)
    left = values[total] - told
    fitting = [k for k in near if values[k] == left and drafts[k].figure.adds] if told else []
    return [k for k in fitting if _may_be_part(drafts[k], whole)][:1]


def _tie(total: int, parts: list[int], drafts: list[Draft]) -> bool:
    """Give the parts their total; whether there were any."""
    for k in parts:
        drafts[k] = drafts[k]._replace(parent=total, trace={**drafts[k].trace, "part_of": ADDS_UP})
    return bool(parts)


def _told_out(total: int, drafts: Sequence[Draft]) -> list[int]:
    """The parts of a total that its sentence or the next tells: "killed nine: six men, three boys"."""
    whole = drafts[total]
    reach = TOLD_OUT if whole.figure.quantity.value > PAIR else 1
    told = whole.figure.sentence.index
    near = [
        (k, d.figure.sentence.index - told) for k, d in enumerate(drafts[total + 1 : total + 1 + MOST_PARTS], total + 1)
    ]
    for past in range(reach + 1):
        group = [k for k, apart in near if apart == past and _may_be_part(drafts[k], whole)]
        parts = [drafts[k].figure for k in group]
        if len(group) > 1 and (_adds_up(whole.figure, _sum(parts)) or _nearly_adds_up(whole.figure, parts)):
            return group
    return []


def _told_next(total: int, drafts: Sequence[Draft]) -> list[int]:
    """The parts of a total that the next sentences tell, with nothing else of the kind between."""
    whole = drafts[total]
    if whole.figure.quantity.value < TELLING:
        return []
    group: list[int] = []
    for k in range(total + 1, min(len(drafts), total + 1 + SUM_REACH)):
        if drafts[k].figure.sentence.index - whole.figure.sentence.index > PARTS_APART or len(group) > MOST_PARTS:
            break
        if drafts[k].figure.measure == whole.figure.measure and drafts[k].parent is None:
            if not _may_be_part(drafts[k], whole):
                if drafts[k].figure.quantity.value >= whole.figure.quantity.value:
                    continue
                break
            group.append(k)
            if len(group) > 1 and sum(drafts[n].figure.quantity.value for n in group) == whole.figure.quantity.value:
                return group
    return []


def _nearly_adds_up(whole: Figure, parts: list[Figure]) -> bool:
    """'At least 70 fighters have died. ... 30 soldiers and 39 rebels were killed': told out, the number was rounded."""
    total, value = _sum(parts), whole.quantity.value
    return whole.quantity.qualifier == "at_least" and value >= ROUND_FROM and value * (1 - ROUNDING) <= total < value


def _totals(drafts: Sequence[Draft]) -> list[int]:
    """Possible totals, those that count everyone first, then the larger."""
    candidates = [
        k
        for k, d in enumerate(drafts)
        if d.figure.quantity.qualifier not in ("vague", "range") and d.figure.quantity.value > 1
    ]
    return sorted(candidates, key=lambda k: (drafts[k].figure.population != "all", -drafts[k].figure.quantity.value, k))


def _parts_of(total: int, drafts: Sequence[Draft], values: Sequence[int]) -> list[int]:
    whole = drafts[total]
    near = range(max(0, total - SUM_REACH), min(len(drafts), total + SUM_REACH + 1))
    if not _may_add_up(values[total], values[near.start : near.stop]):
        return []
    free = [k for k in near if values[k] < values[total] and _may_be_part(drafts[k], whole)]
    sums = [0, *accumulate(values[k] for k in free)]
    for size in range(min(MOST_PARTS, len(free)), 1, -1):
        for start, told in enumerate(map(sub, sums[size:], sums)):
            if _adds_up(whole.figure, told) and _close(drafts, free[start : start + size]):
                group = free[start : start + size]
                return group if whole.figure.quantity.value > PAIR or _pairs_up(drafts, whole, group) else []
    return _apart(whole, drafts, free)


def _may_add_up(value: int, numbers: Sequence[int]) -> bool:
    """Whether two of the numbers are small enough to be parts: what is asked before anything dearer."""
    smaller = sorted(number for number in numbers if number < value)
    return len(smaller) > 1 and smaller[0] + smaller[1] <= value * (1 + ROUNDING)


def _apart(whole: Draft, drafts: Sequence[Draft], free: list[int]) -> list[int]:
    """Two parts with a rival count between them: "40 died in the east (45, said another), nine in the west"."""
    value = whole.figure.quantity.value
    if value < ROUND_FROM:
        return []
    for at, one in enumerate(free):
        for other in free[at + 2 : at + 2 + RIVALS]:
            if drafts[one].figure.quantity.value + drafts[other].figure.quantity.value == value and _close(
                drafts, [one, other]
            ):
                return [one, other]
    return []


def _pairs_up(drafts: Sequence[Draft], whole: Draft, group: list[int]) -> bool:
    """Whether two people are those just counted: "killed two people. A man and a woman died"; one and one is chance."""
    first, last = (drafts[k].figure.sentence for k in (group[0], group[-1]))
    told = whole.figure.sentence
    return first is last and (told.is_title or 0 <= first.index - told.index <= 1)


def _may_be_part(draft: Draft, whole: Draft) -> bool:
    a, b = draft.figure, whole.figure
    return (
        draft.parent is None
        and a.quantity.value < b.quantity.value
        and (whole.parent is None or whole.trace.get("part_of") == ADDS_UP)
        and not (draft.is_outdated or whole.is_outdated)
        and (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and counts_such(b, a)
        and a.link.rule != RETOLD  # a rival count is no part
        and not is_rival(draft, whole)
        and not beside(a, b)
        and a.quantity.qualifier in ("exact", "at_least", "about", "at_most")
        and windows_meet(draft.window, whole.window)
        and not (_of_another_day(draft, whole) or (are_apart(draft, whole) and not _heads(whole)))
        and _lies_in(draft.place, whole)
    )


def beside(part: Figure, whole: Figure) -> bool:
    """'So had 800 people of Bor, 300 of Yei and 1,100 of Wau': one of a list is no total of the others."""
    if part.sentence is not whole.sentence:
        return False
    together = part.link.term_at == whole.link.term_at or part.link.term is whole.link.term is None
    if part.link.rule in LISTS and whole.link.rule in LISTS and together:
        return part.phrase.start > whole.phrase.start  # "Among the dead are three cooks, two guards and a nurse"
    if whole.link.rule == "subject-listed" and part.link.rule.startswith("subject") and together:
        return True  # "a couple and their baby were killed"
    if part.link.rule != "coordinated":
        return False
    listed = whole.link.rule == "object" and whole.link.term_at == part.link.term_at
    return listed or whole.link.rule == "coordinated"  # "killed a couple and their daughter"


def is_rival(draft: Draft, whole: Draft) -> bool:
    """Whether another speaker counts nearly as many: "32 died, a doctor said. ... The monitor has 31 dead"."""
    near = draft.figure.quantity.value >= whole.figure.quantity.value * (1 - RIVALRY)
    return near and None not in (draft.source, whole.source) and draft.source != whole.source


def _of_another_day(draft: Draft, whole: Draft) -> bool:
    """Whether one happened on another day than the other, as their sentences tell."""
    days = draft.window, whole.window
    told = all("in its sentence" in d.trace["window"] for d in (draft, whole))
    return told and all(w.start == w.end for w in days) and days[0].start != days[1].start


def _are_peers(noun: str, population: str, other: str) -> bool:
    """'Four doctors three nurses and a driver', 'two men a woman and a child': one list, nobody's total."""
    if noun in MEN:
        return other in ("women", "children")
    return population == other and population in ("medics", "journalists", "aid_workers") and noun not in KINDS


def counts_such(whole: Figure, part: Figure) -> bool:
    """Fighters are no part of a number of civilians, nor the other side's of one side's."""
    a, b = whole.phrase.head, part.phrase.head
    if a is not None and b is not None and a.word != b.word and _are_peers(a.word, whole.population, part.population):
        return False
    if whole.population == "combatants":
        sides = whole.affiliation, part.affiliation
        return part.population == "all" or (part.population == "combatants" and (None in sides or sides[0] == sides[1]))
    if whole.population == "civilians":
        return part.population in CIVILIANS
    return whole.population in ("all", part.population)


def _lies_in(place: Place | None, whole: Draft) -> bool:
    """A headline sums up several places under the first it names; elsewhere the part lies in the whole's place."""
    if place is None or whole.place is None or same_area(place, whole.place):
        return True
    told = not whole.figure.sentence.is_title and "in its sentence" in whole.trace["place"]
    return _heads(whole) and not (told and place.admin1 != whole.place.admin1)


def _heads(whole: Draft) -> bool:
    """Whether a total stands in the title, alone or told again by the body."""
    return whole.figure.sentence.is_title or whole.shown.sentence.is_title


def _sum(parts: list[Figure]) -> int:
    return sum(part.quantity.value for part in parts)


def _adds_up(whole: Figure, total: int) -> bool:
    """Whether parts of so many people in all are the whole."""
    value = whole.quantity.value
    kind = whole.quantity.qualifier
    if kind == "exact":
        return total == value
    if kind == "at_least":
        return value <= total <= value * (1 + ROUNDING)
    if kind in ("nearly", "at_most"):
        return value * (1 - ROUNDING) <= total <= value
    return abs(total - value) <= value * ROUNDING / 2


def _close(drafts: Sequence[Draft], group: list[int]) -> bool:
    """Whether the parts stand near one another: a round-up has some sentences between one place and the next."""
    return all(
        drafts[b].figure.sentence.index - drafts[a].figure.sentence.index <= PARTS_APART for a, b in pairwise(group)
    )
