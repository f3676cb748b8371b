"""Which claims of one document are the same, and which are parts of another.

Belongs here: merging repeated figures, sums that match. Does not: finding figures (`figures`) and
dating them (`situate`).
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.figures import Figure
from pipeline.extract.model import Place, Window
from pipeline.extract.places import same_area
from pipeline.extract.unnamed import RETOLD

# Bounds a day apart are the same window (the benchmark's grace; "overnight" and time zones blur a day).
GRACE_DAYS = 1
# "at least 500" is borne out by 346 + 170, "almost 100" by 51 + 45: a told total and its parts differ by rounding only.
ROUNDING = 0.10
# Sentences between two parts of one total: seven in the widest round-up of the dev sets.
PARTS_APART = 7
# Parts are told within this many figures of their total; it keeps a text of thousands of figures linear.
SUM_REACH = 40
# A headline's plural is loose: "dozens" is said from a dozen on, "hundreds" from a hundred, and a later count may pass
# it. Twelve to 17 dead stand under "Dozens killed" in several FA-KES articles, never fewer.
LOOSE_LOW, LOOSE_HIGH = 2, 2
# Distinct claims of one number that a figure is compared with: no report tells so many; it keeps the work linear.
MOST_ALIKE = 50
# A headline is told again in the lead: the first sentences of the body, of which the second often repeats the first.
LEAD_SENTENCES = 2
# A headline tells no time: a number as large as this is the body's of the same measure, whatever day that gives.
TELLING = 10
# Sentences from a figure to "another seven", which comes on top of it.
ADDED_NEAR = 3
# So many are seldom counted twice in one story: what other sentences lend to one of them does not part two figures.
MANY = 5
# Longer lists of parts than this are not told in one news report's sentence group; it also bounds the search.
MOST_PARTS = 6
# A country's toll, its provinces', a province's towns'.
MOST_LEVELS = 3
# Rival counts between two parts.
RIVALS = 2
# A total is told out in its sentence or the next, which may repeat it first.
TOLD_OUT = 2
PAIR = 2
FINE = {"exact", "admin2"}
# "At least 70" may be 30 and 39; "at least nine" are no eight.
ROUND_FROM = 20
ADDS_UP = "adds up with its neighbours to the total told"

MEN = frozenset(("man", "men"))
# Nouns of all who work in one field.
KINDS = frozenset("medics journalists staff workers volunteers rescuers".split())
MAN = frozenset(("man", "male"))
# Nouns that may mean anyone: "a civilian" of the title is "a shepherd" of the body.
GENERIC = frozenset(
    "person individual civilian citizen resident member villager local national fighter official".split()
)


class Draft(NamedTuple):
    """A figure with its setting, not yet a claim. `parent` is an index into the list it stands in."""

    figure: Figure
    window: Window
    place: Place | None
    source: str | None
    perpetrator: str | None
    cause: str | None
    origin: str | None
    destination: str | None
    trace: dict[str, str]
    parent: int | None = None
    mentions: int = 1
    first: Figure | None = None
    absorbed: tuple[str, ...] = ()
    is_outdated: bool = False

    @property
    def shown(self) -> Figure:
        """The mention that the claim points at: the first one."""
        return self.first or self.figure


def merge_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a distinct figure, parents renumbered; the body's bounds and setting govern over the title's."""
    sharper = _headlines_sharpened(drafts)
    kept: list[Draft] = []
    home: dict[int, int] = {}
    by_key: dict[tuple[str, int], list[int]] = {}
    for index, draft in enumerate(drafts):
        if index in sharper:
            continue
        key = (draft.figure.measure, draft.figure.quantity.value)
        other = home.get(_added_to(index, drafts), -1) if draft.figure.adds else -1
        alike = by_key.get(key, ())[-MOST_ALIKE:]
        twin = next((k for k in alike if k != other and same_claim(kept[k], draft)), None)
        if twin is None:
            by_key.setdefault(key, []).append(len(kept))
            home[index] = len(kept)
            kept.append(draft)
        else:
            home[index] = twin
            kept[twin] = _merged(kept[twin], draft)
    for headline, body in sharper.items():
        home[headline] = home[body]
        kept[home[body]] = kept[home[body]]._replace(mentions=kept[home[body]].mentions + 1)
    return [
        draft
        if draft.parent is None
        else draft._replace(parent=whole if (whole := home.get(draft.parent)) != k else None)
        for k, draft in enumerate(kept)
    ]


def _added_to(index: int, drafts: Sequence[Draft]) -> int:
    """The figure that "another seven" comes on top of: the last of its measure told before it; -1 where none is."""
    added = drafts[index].figure
    for k in range(index - 1, max(-1, index - 1 - SUM_REACH), -1):
        told = drafts[k].figure
        if not told.included:
            near = added.sentence.index - told.sentence.index <= ADDED_NEAR
            alike = told.measure == added.measure and not (told.adds or told.sentence.is_title)
            return k if near and alike else -1
    return -1


def _headlines_sharpened(drafts: Sequence[Draft]) -> dict[int, int]:
    """Vague words of a headline ("Dozens killed") that a number of the body fills in: the number governs."""
    return {
        h: b
        for h, headline in enumerate(drafts)
        if _opens_vaguely(headline.figure)
        for b in [next((b for b, body in enumerate(drafts) if _sharpens(body, headline)), None)]
        if b is not None
    }


def _opens_vaguely(figure: Figure) -> bool:
    """'Dozens killed' in the headline or the lead."""
    vague = figure.measure == "killed" and figure.quantity.qualifier == "vague"
    return vague and figure.sentence.index <= LEAD_SENTENCES


def _sharpens(body: Draft, headline: Draft) -> bool:
    a, b = body.figure, headline.figure
    low, high = (b.quantity.low or 0) // LOOSE_LOW, (b.quantity.high or 0) * LOOSE_HIGH
    return (
        a.sentence.index > 0
        and not a.included
        and a.quantity.qualifier != "vague"
        and (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and low <= a.quantity.value <= high
        and _same_people(a, b)
        and _windows_meet(body.window, headline.window)
    )


def same_claim(a: Draft, b: Draft) -> bool:
    """Whether two figures of one document are the same claim."""
    left, right = a.figure, b.figure
    if left.measure != right.measure or left.unit != right.unit or left.basis != right.basis:
        return False
    if not _same_number(left, right) or not _same_people(left, right):
        return False
    if left.included != right.included and left.quantity.value < 3:
        return False
    if (left.quantity.value == 1 and _are_two(left, right)) or _in_two_quarters(a, b):
        return False
    if left.sentence.is_title or right.sentence.is_title:
        return windows_agree(a.window, b.window) or min(left.quantity.value, right.quantity.value) >= TELLING
    many = left.quantity.value >= MANY and left.quantity.qualifier != "vague"
    at_a_time = windows_agree(a.window, b.window) or (many and _is_carried(a, b, "window"))
    return at_a_time and (_places_agree(a.place, b.place) or (many and _is_carried(a, b, "place")))


def _is_carried(a: Draft, b: Draft, field: str) -> bool:
    """Whether one of two figures has its time or place only from another sentence."""
    return any("carried" in draft.trace[field] for draft in (a, b))


def _in_two_quarters(a: Draft, b: Draft) -> bool:
    """Small numbers told of two places: "five died in al-Midan ... another shell killed five in al-Zahra"."""
    return a.figure.quantity.value < TELLING and _are_apart(a, b)


def _are_apart(a: Draft, b: Draft) -> bool:
    """Whether their sentences tell two towns or quarters, neither the city after which its province is called."""
    one, other = a.place, b.place
    if one is None or other is None or one == other or other.precision != "exact":
        return False
    if one.precision not in FINE or a.figure.sentence is b.figure.sentence:
        return False
    told = all("in its sentence" in draft.trace["place"] for draft in (a, b))
    return told and not any(place.admin1 and place.name.startswith(place.admin1) for place in (one, other))


def _are_two(left: Figure, right: Figure) -> bool:
    """Two single people: 'one in Kfar and another in Bani', 'her sister' and 'a boy of eight'."""
    a, b = left.phrase.head, right.phrase.head
    together = left.sentence is right.sentence
    if a is None or b is None:
        return together and (left if a is None else right).phrase.singular
    if a.word == b.word or "event" in (a.role, b.role):
        return False
    if together:
        return a.population != b.population or "subject-listed" in (left.link.rule, right.link.rule)
    if MAN & {a.word, b.word}:
        return not {"women", "children"}.isdisjoint((a.population, b.population))
    return GENERIC.isdisjoint((a.word, b.word))


def _same_number(left: Figure, right: Figure) -> bool:
    a, b = left.quantity, right.quantity
    if (a.low, a.high) == (b.low, b.high):
        return True
    # "kills 18" beside "at least 18": one of them dropped the hedge.
    return a.value == b.value and {a.qualifier, b.qualifier} in ({"exact", "at_least"}, {"exact", "about"})


def _same_people(left: Figure, right: Figure) -> bool:
    if left.affiliation and right.affiliation and left.affiliation != right.affiliation:
        return False
    if left.population == right.population or _is_kind_told_shorter(left, right):
        return True
    return "all" in (left.population, right.population) and not (left.included or right.included)


def _is_kind_told_shorter(left: Figure, right: Figure) -> bool:
    """'four medical staff' are 'the four staff' told later."""
    a, b = left.phrase.head, right.phrase.head
    if a is None or b is None or a.word == b.word or "all" not in (left.population, right.population):
        return False
    longer, shorter = (a, b) if right.population == "all" else (b, a)
    return longer.word.endswith(f" {shorter.word}")


def windows_agree(a: Window, b: Window) -> bool:
    """Bounds that are told by both agree within a day."""
    return _near(a.start, b.start) and _near(a.end, b.end)


def _near(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= GRACE_DAYS


def _places_agree(a: Place | None, b: Place | None) -> bool:
    return a is None or b is None or a == b or same_area(a, b)


def _merged(kept: Draft, draft: Draft) -> Draft:
    """The richer statement governs; what it leaves open is taken from the other."""
    governs, other = kept, draft
    if _weight(draft) > _weight(kept):
        governs, other = draft, kept
    exact = governs.figure.quantity.qualifier == "exact" and not other.figure.sentence.is_title
    hedged = other.figure if exact else governs.figure
    figure = governs.figure._replace(
        quantity=governs.figure.quantity._replace(
            low=hedged.quantity.low,
            high=hedged.quantity.high,
            qualifier=hedged.quantity.qualifier,
        ),
        population=_population(governs.figure, other.figure),
        affiliation=governs.figure.affiliation or other.figure.affiliation,
        actor=governs.figure.actor or other.figure.actor,
    )
    source, credit = _credit(governs, other)
    return governs._replace(
        figure=figure,
        trace={**governs.trace, "attributed_to": credit},
        window=governs.window if governs.window.end or governs.window.start else other.window,
        place=_finer(governs.place, other.place),
        source=source,
        perpetrator=governs.perpetrator or other.perpetrator,
        cause=governs.cause or other.cause,
        origin=governs.origin or other.origin,
        destination=governs.destination or other.destination,
        parent=governs.parent if governs.parent is not None else other.parent,
        mentions=kept.mentions + draft.mentions,
        is_outdated=kept.is_outdated and draft.is_outdated,
        first=_shown(kept, draft),
    )


def _credit(governs: Draft, other: Draft) -> tuple[str | None, str]:
    """The speaker of both mentions: one credited beside a number before one whose account it only stands in."""
    told = [(draft.source, draft.trace["attributed_to"]) for draft in (governs, other) if draft.source]
    return min(told, key=lambda credit: not credit[1].startswith("«"), default=(None, governs.trace["attributed_to"]))


def _population(governs: Figure, other: Figure) -> str:
    """Fighters stay fighters where the body says only how many there were; civilians where it says just as many."""
    alike = governs.quantity.qualifier == other.quantity.qualifier
    named = other.population == "combatants" or (other.population == "civilians" and alike)
    named = named or _is_kind_told_shorter(governs, other)
    return other.population if governs.population == "all" and named else governs.population


def _shown(kept: Draft, draft: Draft) -> Figure:
    """The mention to point at: the first, but a headline's part ("kills 11 children") where its whole is told."""
    part = draft.figure.included and not kept.figure.included and kept.shown.sentence.is_title
    return draft.figure if part else kept.shown


def _weight(draft: Draft) -> tuple[bool, bool, bool]:
    figure = draft.figure
    return (not figure.sentence.is_title, figure.population != "all", figure.quantity.qualifier != "exact")


_FINENESS = {"exact": 3, "admin2": 2, "admin1": 1, "country": 0}


def _finer(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if _FINENESS[b.precision] > _FINENESS[a.precision] and same_area(a, b) else a


def tie_sums(drafts: Sequence[Draft]) -> list[Draft]:
    """Parts whose sum is a told total become its parts: 39 = 22 + 17, 'almost 100' = 51 + 45.

    A sum may be a summand itself, so what was tied in one round leaves the others of the next to add up.
    """
    out = list(drafts)
    totals = _totals(out)
    for total in totals:
        _tie(total, _told_out(total, out), out)
    for _ in range(MOST_LEVELS):
        tied = [total for total in totals if _tie(total, _parts_of(total, out), out)]
        if not tied:
            break
    return out


def _tie(total: int, parts: list[int], drafts: list[Draft]) -> bool:
    """Give the parts their total; whether there were any."""
    for k in parts:
        drafts[k] = drafts[k]._replace(parent=total, trace={**drafts[k].trace, "part_of": ADDS_UP})
    return bool(parts)


def _told_out(total: int, drafts: Sequence[Draft]) -> list[int]:
    """The parts of a total that its sentence or the next tells: "killed nine: six men, three boys"."""
    whole = drafts[total]
    reach = TOLD_OUT if whole.figure.quantity.value > PAIR else 1
    for past in range(reach + 1):
        sentence = whole.figure.sentence.index + past
        group = [
            k
            for k in range(total + 1, min(len(drafts), total + 1 + MOST_PARTS))
            if drafts[k].figure.sentence.index == sentence and _may_be_part(drafts[k], whole)
        ]
        parts = [drafts[k].figure for k in group]
        if len(group) > 1 and (_adds_up(whole.figure, parts) or _nearly_adds_up(whole.figure, parts)):
            return group
    return []


def _nearly_adds_up(whole: Figure, parts: list[Figure]) -> bool:
    """'At least 70 fighters have died. ... 30 soldiers and 39 rebels were killed': told out, the number was rounded."""
    total, value = sum(part.quantity.value for part in parts), whole.quantity.value
    return whole.quantity.qualifier == "at_least" and value >= ROUND_FROM and value * (1 - ROUNDING) <= total < value


def _totals(drafts: Sequence[Draft]) -> list[int]:
    """Possible totals, those that count everyone first, then the larger."""
    candidates = [
        k
        for k, d in enumerate(drafts)
        if d.figure.quantity.qualifier not in ("vague", "range") and d.figure.quantity.value > 1
    ]
    return sorted(candidates, key=lambda k: (drafts[k].figure.population != "all", -drafts[k].figure.quantity.value, k))


def _parts_of(total: int, drafts: Sequence[Draft]) -> list[int]:
    whole = drafts[total]
    near = range(max(0, total - SUM_REACH), min(len(drafts), total + SUM_REACH + 1))
    free = [k for k in near if k != total and _may_be_part(drafts[k], whole)]
    for size in range(min(MOST_PARTS, len(free)), 1, -1):
        for start in range(len(free) - size + 1):
            group = free[start : start + size]
            if _adds_up(whole.figure, [drafts[k].figure for k in group]) and _close(drafts, group):
                return group if whole.figure.quantity.value > PAIR or _pairs_up(drafts, whole, group) else []
    return _apart(whole, drafts, free)


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
        and (whole.parent is None or whole.trace.get("part_of") == ADDS_UP)
        and not (draft.is_outdated or whole.is_outdated)
        and (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and _counts_such(b, a)
        and a.link.rule != RETOLD  # a rival count is no part
        and a.quantity.qualifier in ("exact", "at_least", "about")
        and a.quantity.value < b.quantity.value
        and _windows_meet(draft.window, whole.window)
        and not (_of_another_day(draft, whole) or (_are_apart(draft, whole) and not b.sentence.is_title))
        and _lies_in(draft.place, whole)
    )


def _of_another_day(draft: Draft, whole: Draft) -> bool:
    """Whether one happened on another day than the other, as their sentences tell."""
    days = draft.window, whole.window
    told = all("in its sentence" in d.trace["window"] for d in (draft, whole))
    return told and all(w.start == w.end for w in days) and days[0].start != days[1].start


CIVILIANS = frozenset(("civilians", "children", "women", "medics", "journalists", "aid_workers", "all"))


def _are_peers(noun: str, population: str, other: str) -> bool:
    """'Four doctors three nurses and a driver', 'two men a woman and a child': one list, nobody's total."""
    if noun in MEN:
        return other in ("women", "children")
    return population == other and population in ("medics", "journalists", "aid_workers") and noun not in KINDS


def _counts_such(whole: Figure, part: Figure) -> bool:
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


def _windows_meet(a: Window, b: Window) -> bool:
    """Windows that share a day, give or take the grace; an open bound reaches any day."""
    return _not_before(a.end, b.start) and _not_before(b.end, a.start)


def _not_before(end: date | None, start: date | None) -> bool:
    return end is None or start is None or (start - end).days <= GRACE_DAYS


def _lies_in(place: Place | None, whole: Draft) -> bool:
    """A headline sums up several places under the first it names; elsewhere the part lies in the whole's place."""
    if place is None or whole.place is None or whole.figure.sentence.is_title:
        return True
    return same_area(place, whole.place)


def _adds_up(whole: Figure, parts: list[Figure]) -> bool:
    total = sum(part.quantity.value for part in parts)
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
