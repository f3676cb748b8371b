"""Which claims of one document are the same.

Belongs here: merging repeated figures. Does not: sums (`sums`), finding figures (`figures`), dating them (`situate`).
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.extract.figure import Figure
from pipeline.extract.model import Place, Window
from pipeline.extract.places import same_area
from pipeline.extract.placing import ACROSS, COUNTED_UP, NATIONWIDE
from pipeline.extract.totals import MAIN_EVENT, WHOLE_COUNTRY

# Bounds a day apart are the same window (the benchmark's grace; "overnight" and time zones blur a day).
GRACE_DAYS = 1
# A headline's plural is loose: "dozens" is said from a dozen on, "hundreds" from a hundred, and a later count may pass
# it. Twelve to 17 dead stand under "Dozens killed" in several FA-KES articles, never fewer.
LOOSE_LOW, LOOSE_HIGH = 2, 2
# Distinct claims of one number that a figure is compared with: no report tells so many; it keeps the work linear.
MOST_ALIKE = 50
# A headline is told again in the lead: the first sentences of the body, of which the second often repeats the first.
LEAD_SENTENCES = 2
# A headline tells no time: a number as large as this is the body's of the same measure, whatever day that gives.
TELLING = 10
# Parts are told within this many figures of their total; it keeps a text of thousands of figures linear.
SUM_REACH = 40
# Sentences from a figure to "another seven", which comes on top of it.
ADDED_NEAR = 3
# So many are seldom counted twice in one story: what other sentences lend to one of them does not part two figures.
MANY = 5
# "The three soldiers" are those told before; "the two" may be any pair.
KNOWN = 3
FINE = {"exact", "admin2"}

# Sides whose men are called militants and terrorists.
INSURGENTS = frozenset(("islamic_state", "opposition", "kurdish_forces"))
MAN = frozenset(("man", "male"))
MEN = frozenset(("men", "males"))
# Nouns that may mean anyone: "a civilian" of the title is "a shepherd" of the body.
GENERIC = frozenset(
    "person individual civilian citizen resident member villager local national fighter official".split()
)
# Those who saw it need no name.
_WHO_SAW = frozenset("residents villagers witnesses locals eyewitnesses survivors relatives".split())
_VAGUE = frozenset(
    (
        "an official",
        "official",
        "officials",
        "source",
        "sources",
        "a source",
        "mayor",
        "governor",
        "authorities",
        "reports",
    )
)
_FINENESS = {"exact": 3, "admin2": 2, "admin1": 1, "country": 0}


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
    # The other places that its sentence names: "in Mucojo, in Macomia district" under "Five killed in Macomia".
    beside: frozenset[str] = frozenset()

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
        if not told.included and (told.measure != "injured" or added.measure != "killed"):
            near = added.sentence.index - told.sentence.index <= ADDED_NEAR
            alike = told.measure == added.measure and not (told.adds or told.sentence.is_title)
            return k if near and alike else -1
    return -1


def _headlines_sharpened(drafts: Sequence[Draft]) -> dict[int, int]:
    """Vague words of a headline ("Dozens killed") that a number of the body fills in: the number governs.

    Annotators keep both. Of 383 FA-KES tolls the first figure is right in .828 so, and in .783 with both; their own
    figures give .79, and .85 without the vague ones.
    """
    return {
        h: b
        for h, headline in enumerate(drafts)
        if opens_vaguely(headline.figure, ("killed",))
        for b in [next((b for b, body in enumerate(drafts) if _sharpens(body, headline)), None)]
        if b is not None
    }


def opens_vaguely(figure: Figure, measures: Collection[str]) -> bool:
    """'Dozens killed' in the headline or the lead."""
    vague = figure.measure in measures and figure.quantity.qualifier == "vague"
    return vague and figure.sentence.index <= LEAD_SENTENCES


def fills_in(body: Draft, headline: Draft) -> bool:
    """Whether a number of the body may be what a vague word says loosely, whenever each of them was."""
    a, b = body.figure, headline.figure
    low, high = (b.quantity.low or 0) // LOOSE_LOW, (b.quantity.high or 0) * LOOSE_HIGH
    return (
        a.sentence.index > 0
        and not a.included
        and a.quantity.qualifier != "vague"
        and (a.measure, a.unit, a.basis) == (b.measure, b.unit, b.basis)
        and low <= a.quantity.value <= high
        and same_people(a, b)
    )


def _sharpens(body: Draft, headline: Draft) -> bool:
    return fills_in(body, headline) and windows_meet(body.window, headline.window)


def same_claim(a: Draft, b: Draft) -> bool:
    """Whether two figures of one document are the same claim."""
    left, right = a.figure, b.figure
    headline = left.sentence.is_title != right.sentence.is_title  # "two million displaced" says not since when
    if left.measure != right.measure or left.unit != right.unit or (left.basis != right.basis and not headline):
        return False
    if not _same_number(left, right) or not same_people(left, right):
        return False
    if left.included != right.included and left.quantity.value < 3:
        return False
    if _counts_anew(a, b) or _listed_together(left, right) or _are_vague_elsewhere(a, b):
        return False
    if right.known and right.sentence.index > left.sentence.index and left.quantity.value >= KNOWN:
        return True
    if (left.quantity.value == 1 and _are_two(left, right)) or _in_two_quarters(a, b):
        return False
    if left.sentence.is_title or right.sentence.is_title:
        return windows_meet(a.window, b.window) or min(left.quantity.value, right.quantity.value) >= TELLING
    many = left.quantity.value >= MANY and left.quantity.qualifier != "vague"
    at_a_time = windows_agree(a.window, b.window) or (many and _is_carried(a, b, "window"))
    return at_a_time and (_places_agree(a.place, b.place) or (many and _is_carried(a, b, "place")))


def _counts_anew(a: Draft, b: Draft) -> bool:
    """Whether another speaker says "40" of those whom the text, or somebody else, put at "at least 40"."""
    left, right = a.figure, b.figure
    hedged = left.quantity.qualifier != right.quantity.qualifier and left.quantity.value >= KNOWN
    told = hedged and not (left.sentence.is_title or right.sentence.is_title)
    return told and b.source is not None and a.source != b.source


def _are_vague_elsewhere(a: Draft, b: Draft) -> bool:
    """'Dozens were hurt across the country ... in Bor dozens were hurt': such a word is said of a part as well."""
    vague = a.figure.quantity.qualifier == b.figure.quantity.qualifier == "vague"
    body = not (a.figure.sentence.is_title or b.figure.sentence.is_title)
    told = all(d.trace["place"] == NATIONWIDE or "in its sentence" in d.trace["place"] for d in (a, b))
    return vague and body and told and a.place != b.place


def _listed_together(left: Figure, right: Figure) -> bool:
    """'Two policemen and two soldiers died': one list does not count the same people twice."""
    a, b = left.phrase.head, right.phrase.head
    if left.sentence is not right.sentence or a is None or b is None or a.word == b.word:
        return False
    plain = "all" in (left.population, right.population) or not GENERIC.isdisjoint((a.word, b.word))
    plain = plain and MEN.isdisjoint((a.word, b.word))  # "five men and five women"
    listed = right.link.rule == "coordinated" or (right.link.rule, right.link.term_at) == ("toll", left.link.term_at)
    listed = listed or (left.link.rule == "subject-listed" and right.link.term_at == left.link.term_at)
    listed = listed or left.link.rule == right.link.rule == "included"  # "the dead included a captain, a lieutenant"
    return listed and not plain


def _is_carried(a: Draft, b: Draft, field: str) -> bool:
    """Whether one of two figures has its time or place only from another sentence."""
    return any("carried" in draft.trace[field] for draft in (a, b))


def _in_two_quarters(a: Draft, b: Draft) -> bool:
    """Small numbers told of two places: "five died in al-Midan ... another shell killed five in al-Zahra"."""
    return a.figure.quantity.value < TELLING and are_apart(a, b)


def are_apart(a: Draft, b: Draft) -> bool:
    """Whether their sentences tell two towns or quarters, neither the city after which its province is called."""
    one, other = a.place, b.place
    if one is None or other is None or one == other or other.precision != "exact":
        return False
    if one.precision not in FINE or a.figure.sentence is b.figure.sentence:
        return False
    if a.figure.sentence.is_title and one.name in b.beside:
        return False
    told = all("in its sentence" in draft.trace["place"] for draft in (a, b))
    return told and not any(place.admin1 and place.name.startswith(place.admin1) for place in (one, other))


def _are_two(left: Figure, right: Figure) -> bool:
    """Two single people: 'one in Kfar and another in Bani', 'her sister' and 'a boy of eight'."""
    a, b = left.phrase.head, right.phrase.head
    together = left.sentence is right.sentence
    if a is None or b is None:
        return together and (left if a is None else right).phrase.singular
    if a.word.split()[-1] == b.word.split()[-1] or "event" in (a.role, b.role):
        return False  # "an army soldier ... the soldier"
    if together:
        return a.population != b.population or "subject-listed" in (left.link.rule, right.link.rule)
    if MAN & {a.word, b.word}:
        return not {"women", "children"}.isdisjoint((a.population, b.population))
    return GENERIC.isdisjoint((a.word, b.word))


def _same_number(left: Figure, right: Figure) -> bool:
    a, b = left.quantity, right.quantity
    if (a.low, a.high) == (b.low, b.high):
        return True
    if a.value != b.value or "exact" not in (a.qualifier, b.qualifier):
        return False
    # "kills 18" beside "at least 18": one of them dropped the hedge; a title drops any.
    hedge = a.qualifier if b.qualifier == "exact" else b.qualifier
    return hedge in ("at_least", "about") or (hedge != "vague" and (left.sentence.is_title or right.sentence.is_title))


def same_people(left: Figure, right: Figure) -> bool:
    """Whether two figures may count the same people, by who those are."""
    if left.affiliation and right.affiliation and left.affiliation != right.affiliation:
        return _are_foes_unnamed(left, right)
    if left.population == right.population or _is_kind_told_shorter(left, right):
        return True
    return "all" in (left.population, right.population) and not (left.included or right.included)


def _are_foes_unnamed(left: Figure, right: Figure) -> bool:
    """'23 terrorists' of the title are the '23 Daesh members' of the body, whichever side the word seemed to mean."""
    sides, groups = {left.affiliation, right.affiliation}, (left.actor, right.actor)
    unnamed = sides <= INSURGENTS and None in groups
    return unnamed and left.quantity.value >= TELLING and left.population == right.population


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
        population=population_of_both(governs.figure, other.figure),
        affiliation=_named(governs.figure, other.figure).affiliation,
        actor=_named(governs.figure, other.figure).actor,
    )
    source, credit = _credit(governs, other)
    return governs._replace(
        figure=figure,
        trace={**governs.trace, "attributed_to": credit},
        window=governs.window if governs.window.end or governs.window.start else other.window,
        place=finer_place(governs, other),
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


def _named(governs: Figure, other: Figure) -> Figure:
    """The mention that tells whose men they are: one that names the group, else the one that governs."""
    if governs.affiliation is None or (governs.actor is None and other.actor is not None and other.affiliation):
        return other
    return governs


def _credit(governs: Draft, other: Draft) -> tuple[str | None, str]:
    """The speaker of both mentions: one credited beside a number before one whose account it only stands in.

    Of two credited one with a name goes before "an official".
    """
    told = [(draft.source, draft.trace["attributed_to"]) for draft in (governs, other) if draft.source]
    return min(told, key=_vagueness, default=(None, governs.trace["attributed_to"]))


def _vagueness(credit: tuple[str, str]) -> tuple[bool, bool, bool]:
    speaker, trace = credit
    described = speaker.islower() and speaker.split()[-1] not in _WHO_SAW
    return not trace.startswith("«"), speaker in _VAGUE, described


def population_of_both(governs: Figure, other: Figure) -> str:
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


def finer_place(governs: Draft, other: Draft) -> Place | None:
    """The finer of two places, but none that is only carried where the text tells of the whole country."""
    wide = governs.trace["place"].endswith((NATIONWIDE, COUNTED_UP, ACROSS))
    if governs.trace["place"] == WHOLE_COUNTRY and MAIN_EVENT in other.trace["place"]:
        return governs.place
    if wide and (other.figure.sentence.is_title or "in its sentence" not in other.trace["place"]):
        return governs.place
    return _finer(governs.place, other.place)


def _finer(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if _FINENESS[b.precision] > _FINENESS[a.precision] and same_area(a, b) else a


def windows_meet(a: Window, b: Window) -> bool:
    """Windows that share a day, give or take the grace; an open bound reaches any day."""
    return _not_before(a.end, b.start) and _not_before(b.end, a.start)


def _not_before(end: date | None, start: date | None) -> bool:
    return end is None or start is None or (start - end).days <= GRACE_DAYS
