"""Figures of an article: counted people with what happened to them and who they are.

Belongs here: which phrases become figures, their population and side, and which figure is part of which. Does not:
when, where, by whom and according to whom (`claims`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.annotate import Annotated, SentenceSpan
from pipeline.extract.nouns import NounReader, Phrase, singulars
from pipeline.extract.predicates import UNRELATED, Link, SentenceLinker, overlapping
from pipeline.extract.quantities import Quantity, find_quantities
from pipeline.extract.reference import Reference
from pipeline.extract.scene import SideMention, scene_of
from pipeline.extract.time import number_spans
from pipeline.extract.tokens import NUMBER, WORD, Tokens

# A number right behind one of these names a thing ("Division 30", "Resolution 2254", "base 17").
NAMED_BY_NUMBER = frozenset(
    (
        "division brigade regiment battalion corps base resolution article no number unit channel road highway route "
        "page phase chapter section annex group camp room gate checkpoint area zone level grade class type model "
        "version figure table flight"
    ).split()
)
ORDINALS = frozenset(("st", "nd", "rd", "th"))
MONEY = frozenset(("$", "€", "£", "usd", "us$", "eur"))
# Fewer displaced people than this is a witness telling of a family (the guide's anecdotes), never a count.
SMALLEST_DISPLACEMENT = 10
GENERIC_HEADS = frozenset(
    (
        "members member elements element men people persons others leaders figures officials personnel supporters "
        "individuals"
    ).split()
)
# Heads that name nobody: "six others", "15 injured".
UNNAMED = frozenset(("others", "dead", "wounded", "injured"))
OPPOSED = frozenset(("opponents opposing rivals adversaries opponent rival").split())
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "two-thirds": 2 / 3, "three-quarters": 0.75}


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted group: bounds in `quantity`, tokens of the number and its phrase, and its fields decided so far."""

    sentence: SentenceSpan
    phrase: Phrase
    link: Link
    quantity: Quantity
    measure: str
    unit: str
    population: str
    affiliation: str | None
    actor: str | None
    basis: str
    parent: int | None = None
    included: bool = False
    trace: dict[str, str] = field(default_factory=dict)


def find_figures(doc: Annotated, reference: Reference) -> list[Figure]:
    """Every figure of the article in reading order; `parent` is an index into the list."""
    tokens = doc.tokens
    scene = scene_of(doc)
    masked = mask(doc)
    quantities = find_quantities(tokens, masked, reference.hedges)
    reader = NounReader(tokens, doc.persons, doc.measures, scene.sides.items, reference.things.find(tokens), masked)
    figures: list[Figure] = []
    cursor, counted = 0, 0
    for sentence in doc.sentences:
        while cursor < len(quantities) and quantities[cursor].start < sentence.first:
            cursor += 1
        here = []
        while cursor < len(quantities) and quantities[cursor].start < sentence.past:
            here.append(quantities[cursor])
            cursor += 1
        if not _tells_harm(reader, sentence):
            counted = max((q.value for q in here if _is_population(reader, q, sentence)), default=counted)
            continue
        here = sorted([*here, *_fractions(tokens, sentence, here, counted)], key=lambda q: q.start)
        figures.extend(_of_sentence(doc, reader, sentence, here, figures))
        counted = max((q.value for q in here if _is_population(reader, q, sentence)), default=counted)
    return figures


def _is_population(reader: NounReader, quantity: Quantity, sentence: SentenceSpan) -> bool:
    phrase = reader.read(quantity, sentence.past, -1)
    return phrase is not None and phrase.head is not None and phrase.head.unit == "people"


def _fractions(tokens: Tokens, sentence: SentenceSpan, here: Sequence[Quantity], counted: int) -> list[Quantity]:
    """'about half of them', 'a third of the 900 people': a share of a number told before or right behind."""
    lowers = tokens.lowers
    found = []
    for at in range(sentence.first, sentence.past - 2):
        if lowers[at] not in FRACTIONS or lowers[at + 1] != "of":
            continue
        whole = counted if lowers[at + 2] in ("them", "those", "whom") else 0
        if lowers[at + 2] in ("the", "these", "those"):
            whole = next((q.value for q in here if q.hedge_start in (at + 3, at + 4)), whole)
        if whole:
            start = at - 1 if at and lowers[at - 1] in ("a", "one") else at
            share = round(whole * FRACTIONS[lowers[at]])
            found.append(Quantity(start, at + 1, start, share, share, "about", after_end=at + 1))
    return found


def _tells_harm(reader: NounReader, sentence: SentenceSpan) -> bool:
    triggers, persons = reader.triggers, reader.persons
    return any(
        at in triggers or (at in persons and (persons[at].entry.role == "event" or persons[at].entry.word == "victims"))
        for at in range(sentence.first, sentence.past)
    )


def mask(doc: Annotated) -> list[bool]:
    """Which tokens are numbers of something else: dates, ages, clock times, names, percentages, money."""
    tokens = doc.tokens
    masked = [False] * len(tokens)
    for start, end in number_spans(doc.text):
        first, past = tokens.span(start, end)
        for at in range(first, past):
            masked[at] = True
    kinds = tokens.kinds
    for at in range(len(tokens)):
        if kinds[at] == NUMBER and not masked[at] and _names_or_measures(tokens, at):
            masked[at] = True
    return masked


def _names_or_measures(tokens: Tokens, at: int) -> bool:
    texts, lowers, starts, ends = tokens.texts, tokens.lowers, tokens.starts, tokens.ends
    if at:
        before = lowers[at - 1]
        if before in NAMED_BY_NUMBER or before in MONEY:
            return True
        if ends[at - 1] == starts[at]:
            if tokens.kinds[at - 1] == WORD and texts[at - 1].isupper():
                return True
            if before == "-" and at > 1 and ends[at - 2] == starts[at - 1] and tokens.kinds[at - 2] == WORD:
                return True
    if at + 1 < len(tokens):
        after, glued = lowers[at + 1], starts[at + 1] == ends[at]
        if after == "%" or (glued and after in ORDINALS):
            return True
        if glued and after == "-" and at + 2 < len(tokens) and starts[at + 2] == ends[at + 1]:
            return tokens.kinds[at + 2] == WORD
        if glued and after == ":" and at + 2 < len(tokens) and tokens.kinds[at + 2] == NUMBER:
            return True
    return False


def _of_sentence(
    doc: Annotated, reader: NounReader, sentence: SentenceSpan, quantities: list[Quantity], earlier: list[Figure]
) -> list[Figure]:
    phrases = _phrases(reader, sentence, quantities)
    if not phrases:
        return []
    links = SentenceLinker(reader, phrases, sentence.first, sentence.past).links()
    out: list[Figure] = []
    index_of: dict[int, int] = {}
    later: dict[int, int] = {}
    for i, (phrase, link) in enumerate(zip(phrases, links, strict=True)):
        if link is None or link.measure == UNRELATED or not _counts_people(doc.tokens, phrase, link):
            continue
        figure = _figure(doc, reader, sentence, phrase, link, out, earlier)
        if link.measure == "returned" and _were_displaced(phrase):
            displaced = replace(link, measure="displaced", term=None, rule="head-noun", basis=None)
            out.append(_figure(doc, reader, sentence, phrase, displaced, out, earlier))
        if link.subset_of is not None and link.subset_of > i:
            later[len(earlier) + len(out)] = link.subset_of
        parent = index_of.get(link.subset_of) if link.subset_of is not None else None
        if parent is None and link.subset_of is None and (figure.included or (phrase.partitive and not out)):
            parent = _whole_before(figure, earlier)
        index_of[i] = len(earlier) + len(out)
        out.append(replace(figure, parent=parent))
    for part, whole in later.items():
        out[part - len(earlier)] = replace(out[part - len(earlier)], parent=index_of.get(whole))
    return out


def _were_displaced(phrase: Phrase) -> bool:
    """'3,000 displaced people returned' tells of 3,000 who had been displaced as well as of their return."""
    noun = phrase.head is not None and phrase.head.measure == "displaced"
    adjective = phrase.adjective is not None and phrase.adjective.measure == "displaced"
    return noun or adjective or phrase.fate == "displaced"


def _phrases(reader: NounReader, sentence: SentenceSpan, quantities: list[Quantity]) -> list[Phrase]:
    found: list[Phrase] = []
    for n, quantity in enumerate(quantities):
        following = quantities[n + 1].hedge_start if n + 1 < len(quantities) else -1
        phrase = reader.read(quantity, sentence.past, following)
        if phrase is not None:
            found.append(phrase)
    numbers = frozenset(at for q in quantities for at in range(q.start, q.end))
    return overlapping([*found, *singulars(reader, sentence.first, sentence.past, numbers)])


def _counts_people(tokens: Tokens, phrase: Phrase, link: Link) -> bool:
    """Whether the phrase, tied as it is, counts people (or households)."""
    quantity, head = phrase.quantity, phrase.head
    adjacent = link.rule in ("subject-adjacent", "object", "object-noun", "head-noun", "adjective", "among")
    if quantity.value == 0 or tokens.lowers[max(0, phrase.start - 1)] in ("no", "not", "none", "nor"):
        return False
    if (
        link.term is not None
        and link.term.form == "active-fighters"
        and (head is None or head.population != "combatants")
    ):
        return False
    if head is not None and head.role == "dwelling":
        return (
            link.measure == "displaced"
            and link.rule.startswith("subject")
            and "evacuat" in (link.term.term if link.term else "")
        )
    if head is None and phrase.unknown is not None and phrase.unknown not in OPPOSED:
        capital = tokens.texts[phrase.head_at][:1].isupper()
        if quantity.value == 1 or not (adjacent or capital):
            return False
    if phrase.singular and head is not None and head.role == "perpetrator":
        return False
    if phrase.singular and not (adjacent or link.included or link.rule == "coordinated"):
        return False
    if quantity.value == 1 and head is None and not adjacent:
        return False
    small = quantity.value < SMALLEST_DISPLACEMENT and (head is None or head.unit == "people")
    return not (link.measure in ("displaced", "returned") and (small or phrase.possessed))


def _figure(
    doc: Annotated,
    reader: NounReader,
    sentence: SentenceSpan,
    phrase: Phrase,
    link: Link,
    here: list[Figure],
    earlier: list[Figure],
) -> Figure:
    trace = {"figure": link.rule if link.term is None else f"{link.rule} of «{link.term.term}»"}
    population, affiliation, actor = _who(doc, reader, phrase, link, here, earlier, trace)
    head = phrase.head
    unit = head.unit if head is not None else "people"
    if head is None and here and link.rule.startswith("coordinated") and phrase.unknown is None:
        unit = here[-1].unit
    basis = link.basis if link.basis and link.measure == "displaced" else "flow"
    if link.measure == "displaced" and doc.tokens.lowers[phrase.quantity.end - 1] in FRACTIONS:
        basis = "stock"
    return Figure(
        sentence, phrase, link, phrase.quantity, link.measure, unit, population, affiliation, actor, basis,
        included=link.included, trace=trace,
    )  # fmt: skip


def _who(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    link: Link,
    here: list[Figure],
    earlier: list[Figure],
    trace: dict[str, str],
) -> tuple[str, str | None, str | None]:
    """Population, side and named group of the counted."""
    head = phrase.head
    population = head.population if head is not None else "all"
    alias = _alias(reader, phrase, population)
    lowers = doc.tokens.lowers
    if any(word in OPPOSED for word in lowers[phrase.quantity.end : phrase.end]):
        side = _other_side(doc, [*earlier, *here])
        trace["population"] = "the other side of the figure before it"
        return "combatants", side, None
    if alias is not None and alias.role == "armed" and _may_be_fighters(head):
        trace["population"] = f"armed group «{' '.join(doc.tokens.texts[alias.first : alias.past])}»"
        return "combatants", alias.side, alias.actor
    if (head is None and phrase.unknown is None) or (head is not None and head.word in UNNAMED):
        copied = _elliptical(phrase, link, here, earlier)
        if copied is not None:
            trace["population"] = "as the figure before it"
            return copied.population, copied.affiliation, copied.actor
    if population == "combatants" and head is not None:
        trace["population"] = f"head noun «{head.word}»"
        side = alias.side if alias is not None else head.affiliation
        return population, side, alias.actor if alias is not None else None
    if head is not None:
        trace["population"] = f"head noun «{head.word}»"
    return population, None, None


def _may_be_fighters(head: object) -> bool:
    population = getattr(head, "population", "all")
    if head is None or population == "combatants":
        return True
    return population == "all" and (getattr(head, "word", "") in GENERIC_HEADS)


def _alias(reader: NounReader, phrase: Phrase, population: str) -> SideMention | None:
    best: tuple[int, SideMention] | None = None
    rank = {"name": 2, "generic": 1, "adjective": 0}
    for at in range(phrase.quantity.end, phrase.end):
        side = reader.actors.get(at)
        if side is None or side.past > phrase.end or (side.kind == "adjective" and population != "combatants"):
            continue
        if best is None or rank.get(side.kind, 0) > best[0]:
            best = (rank.get(side.kind, 0), side)
    return best[1] if best else None


def _elliptical(phrase: Phrase, link: Link, here: list[Figure], earlier: list[Figure]) -> Figure | None:
    """'five civilians were killed and 20 injured', 'six others', '22 of them': who the figure before it counted."""
    if here:
        previous = here[-1] if phrase.partitive else next((f for f in reversed(here) if not f.included), here[-1])
        if phrase.head is None or previous.population in ("civilians", "combatants"):
            return previous if previous.population not in ("children", "women") or phrase.partitive else None
        return None
    others = phrase.head is not None and phrase.head.word in UNNAMED
    if (phrase.partitive or others) and earlier and earlier[-1].population in ("civilians", "combatants"):
        return earlier[-1]
    return None


def _other_side(doc: Annotated, figures: Sequence[Figure]) -> str | None:
    """The side that fights the one counted last, by how often the text names each."""
    last = next((f.affiliation for f in reversed(figures) if f.affiliation), None)
    sides = Counter(s.side for s in scene_of(doc).sides.items if s.role == "armed")
    ordered = sorted((side for side in sides if side != last), key=lambda side: (-sides[side], side))
    return ordered[0] if ordered and last else None


def _whole_before(figure: Figure, earlier: list[Figure]) -> int | None:
    """The figure that 'among the dead were …' is part of: the last whole with the same measure."""
    for index in range(len(earlier) - 1, -1, -1):
        whole = earlier[index]
        if whole.measure == figure.measure and not whole.included and whole.quantity.value >= figure.quantity.value:
            return index if figure.sentence.index - whole.sentence.index <= 4 else None
    return None
