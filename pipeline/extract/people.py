"""Who the counted are: population, side and named group.

Belongs here: reading them from the phrase, its whole and the figure before it. Does not: actors' names (`scene`).
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from pipeline.extract.ages import are_minors
from pipeline.extract.annotate import Annotated
from pipeline.extract.clause import SAYING, Link
from pipeline.extract.demonyms import people_between, people_of_side
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.reference import PersonNoun
from pipeline.extract.scene import SideMention, scene_of, side_of_state
from pipeline.extract.tokens import NUMBER

# The rule of a number that repeats what was counted before.
RETOLD = "figure told again"
GENERIC_HEADS = frozenset(
    (
        "members member elements element men people persons others leaders figures officials official personnel"
        " supporters individuals"
    ).split()
)
MERE = frozenset("national nationals chief chiefs leader leaders foreigner foreigners citizen citizens".split())
# Heads that name nobody: "six others", "15 injured".
UNNAMED = frozenset(("others", "dead", "wounded", "injured"))
OPPOSED = frozenset(("opponents opposing rivals adversaries opponent rival").split())
# "ten people were killed in the village on Friday night, all of them believed to be civilians"
ALL_REACH = 12
BEFORE_ALL = frozenset((",", "(", "-", "–", "—"))
BEHIND_ALL = frozenset(("of", "them", "whom", "were", "was", "are", "believed", "to", "be", "but", "local"))
AMONG = frozenset(("among", "of"))
LOSER_REACH = 5
SUFFERING = frozenset(("suffered", "suffering", "sustained", "lost"))
LOSSES = frozenset(("lost", "lose", "loses", "losing"))
MILITARY_LOSSES = frozenset(("military losses", "battlefield losses", "combat losses"))
UNITS = frozenset(("unit", "battalion", "brigade", "force", "regiment", "militia", "group"))
MILITARY = frozenset(("military", "battlefield", "combat"))
FORCES = frozenset(("forces", "army", "troops", "military", "militia", "ranks"))
OWN = frozenset(("its", "their"))
# "Two of his men" are fighters, "two of his sons" are not.
HIS = frozenset(("his", "our", "my"))
MEN = frozenset(("men", "fighters", "soldiers", "troops", "comrades"))
# "On the Israeli side, 73 soldiers were killed": words before a number in which its side is told.
SIDE_REACH = 10
OWN_REACH = 4
# Words back to the group that "a commander of the group" belongs to.
GROUP_REACH = 80
# "ambushed a large group of rebels": from the verb to those on whom it falls.
STRUCK_REACH = 7
AGENT = frozenset(("by", "between", "and"))
# Words between a position and those who died in it.
HIT_REACH = 10
# From "number of" to the noun of those it counts, or to the harm word behind it.
NUMBERED_REACH = 8
TOLLS = ("toll", "object-noun")
# Figures before "the toll" that tell whom it counts.
TOLD_REACH = 3
# An unqualified soldier fights for the government of the country that the report is about, unless another state's
# forces were named just before.
STATES = frozenset(("turkey", "russia", "israel", "iran", "us_coalition", "other"))


class Counted(Protocol):
    """What is looked at in a figure found before."""

    @property
    def measure(self) -> str:
        """Value of the contract's measure."""

    @property
    def population(self) -> str:
        """Value of the contract's population."""

    @property
    def affiliation(self) -> str | None:
        """Side of the counted."""

    @property
    def actor(self) -> str | None:
        """Named group of the counted."""

    @property
    def included(self) -> bool:
        """Whether it is told as part of another."""


class Identity(NamedTuple):
    """Population, side and named group of a figure's people, and how they were decided."""

    population: str
    affiliation: str | None = None
    actor: str | None = None
    trace: str | None = None


def identify(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    link: Link,
    here: Sequence[Counted],
    earlier: Sequence[Counted],
) -> Identity:
    """Who a phrase counts; `here` are the figures of its sentence before it, `earlier` those of sentences before."""
    head = phrase.head
    alias = _alias(reader, phrase, head.population if head is not None else "combatants")
    lowers = doc.tokens.lowers
    if head is not None and head.population == "combatants" and _are_of_two_sides(reader, phrase):
        return Identity("combatants", None, None, "fighters of two sides")
    if any(word in OPPOSED for word in lowers[phrase.quantity.end : phrase.end]):
        return Identity(
            "combatants", _other_side(doc, [*earlier, *here]), None, "the other side of the figure before it"
        )
    if alias is None and _possessed(lowers, phrase):
        alias = _owner(doc, phrase)
    if _is_loss(link, alias):
        alias = _loser(doc, link) or alias
    if alias is not None and _names_fighters(alias, phrase, lowers):
        words = " ".join(doc.tokens.texts[alias.first : alias.past])
        return Identity("combatants", _side_meant(doc, alias), alias.actor, f"armed group «{words}»")
    if _unnamed(phrase) and (told := _of_unnamed(doc, reader, phrase, link, here, earlier)) is not None:
        return told
    if head is None or head.population == "all":
        whole = _told_by_others(doc, reader, phrase, link, alias, here)
        if whole is not None:
            return whole
    return _part_of_known(link, alias, here) if head is None else _by_head(doc, reader, phrase, head, link, alias, here)


def _are_of_two_sides(reader: NounReader, phrase: Phrase) -> bool:
    """'70 regime and rebel fighters': nobody's alone."""
    lowers = reader.tokens.lowers
    if "and" not in lowers[phrase.quantity.end : phrase.head_at]:
        return False
    joint = lowers.index("and", phrase.quantity.end)
    sides = [reader.actors[at] for at in range(phrase.quantity.end, phrase.head_at) if at in reader.actors]
    before = {side.side for side in sides if side.past <= joint}
    behind = {side.side for side in sides if side.first > joint}
    return bool(before) and bool(behind) and before.isdisjoint(behind)


def _fellows(doc: Annotated, reader: NounReader, phrase: Phrase) -> PersonNoun | None:
    """'six officers and soldiers': the second noun tells whose the first are."""
    if doc.tokens.lowers[phrase.end : phrase.end + 1] != ["and"]:
        return None
    found = reader.persons.get(phrase.end + 1)
    return found.entry if found is not None and found.entry.affiliation is not None else None


def _listed_with(doc: Annotated, reader: NounReader, phrase: Phrase) -> SideMention | None:
    """'120 soldiers and pro-government militiamen': they are of one side."""
    if doc.tokens.lowers[phrase.end : phrase.end + 1] != ["and"]:
        return None
    side = reader.actors.get(phrase.end + 1)
    return side if side is not None and side.kind != "name" else None


def _by_head(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    head: PersonNoun,
    link: Link,
    alias: SideMention | None,
    here: Sequence[Counted],
) -> Identity:
    """Who the noun itself says that they are."""
    lowers = doc.tokens.lowers
    if head.word == "men" and not HIS.isdisjoint(lowers[phrase.quantity.end : phrase.head_at]):
        return Identity("combatants", None, None, "men of an officer")
    if head.word == "men" and not UNITS.isdisjoint(lowers[phrase.quantity.end : phrase.head_at]):
        owner = _owner(doc, phrase)
        return Identity("combatants", owner and owner.side, owner and owner.actor, "men of a unit")
    if head.word == "men" and link.term is not None and link.term.term in LOSSES:
        return Identity("combatants", None, None, "men lost")
    if head.population in ("all", "civilians") and are_minors(doc.tokens, phrase.end):
        return Identity("children", None, None, "their ages")
    if head.population == "all" and link.included and phrase.pronoun and (kind := _of_whole(here)) is not None:
        return Identity(kind, None, None, "as the whole it is part of")
    if head.population != "combatants":
        population = _of_harm(head, link) if head.population == "civilians" else head.population
        return Identity(population, None, None, f"head noun «{head.word}»")
    alias = alias or _group_told(doc, phrase) or _listed_with(doc, reader, phrase)
    side = alias.side if alias is not None else _side_of(doc, head, phrase) or _side_hit(doc, phrase)
    if side is None and (fellow := _fellows(doc, reader, phrase)) is not None:
        side = _side_of(doc, fellow, phrase)
    if side is None and link.included:
        side = _part_of_known(link, None, here).affiliation
    return Identity("combatants", side, alias.actor if alias is not None else None, f"head noun «{head.word}»")


def _of_whole(here: Sequence[Counted]) -> str | None:
    """'Five children, four of them brothers': the kind of those told before, where that is one of the people."""
    whole = next((f.population for f in reversed(here) if not f.included), None)
    return whole if whole in ("children", "women", "civilians") else None


def _group_told(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'a commander of the group': the armed group named last."""
    past = phrase.head_at + 1
    words = doc.tokens.lowers[past : past + 3]
    if words[:2] not in (["of", "the"], ["from", "the"], ["of", "that"]) or words[2:] not in (["group"], ["militia"]):
        return None
    before = scene_of(doc).sides.between(max(0, phrase.start - GROUP_REACH), phrase.start)
    return next((side for side in reversed(before) if side.role == "armed" and side.kind == "name"), None)


def _side_hit(doc: Annotated, phrase: Phrase) -> str | None:
    """'Shells hit a militia position, leaving six fighters dead': those whose position was hit."""
    scene = scene_of(doc)
    for side in reversed(scene.sides.between(max(0, phrase.start - HIT_REACH), phrase.start)):
        if any(m.entry.form == "position" for m in scene.acts.between(side.past, side.past + 2)):
            return side.side
    return None


def _of_harm(head: PersonNoun, link: Link) -> str:
    """Villagers or passengers who are killed are civilians; those who flee are everyone there."""
    fled = link.measure in ("displaced", "returned") and not head.word.endswith(("civilian", "civilians"))
    return "all" if fled else head.population


def _of_unnamed(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    link: Link,
    here: Sequence[Counted],
    earlier: Sequence[Counted],
) -> Identity | None:
    """Who a number without a noun counts, by what stands before it."""
    told = _told_before(doc, reader, phrase, link) or _retold(link, here, earlier)
    if told is None and link.rule == "object" and (phrase.pronoun or not here):
        told = _struck(doc, reader, link)
    if told is None and not here and link.rule.startswith(TOLLS):
        told = _own_dead(doc, phrase) or _same_dead(link, earlier)
    if told is not None or link.rule.startswith("toll"):
        return told
    copied = _elliptical(doc.tokens.lowers, phrase, here, earlier)
    if copied is None:
        return None
    return Identity(copied.population, copied.affiliation, copied.actor, "as the figure before it")


def _told_by_others(
    doc: Annotated, reader: NounReader, phrase: Phrase, link: Link, alias: SideMention | None, here: Sequence[Counted]
) -> Identity | None:
    """Who the counted are by words that stand apart from them: 'all civilians', 'the fighters including a national'."""
    told = _all_of_them(doc, reader, phrase, link)
    if told is not None:
        side = _side_of(doc, told, phrase) if told.population == "combatants" else None
        return Identity(told.population, side, None, f"«all {told.word}» behind the number")
    if phrase.head is not None and phrase.head.word in MERE:
        part = _part_of_known(link, alias, here)
        return part if part.affiliation else None
    return None


def _told_before(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> Identity | None:
    """'the toll among the soldiers has reached 480', 'the group suffered three dead'."""
    lowers = doc.tokens.lowers
    military = link.term is None and lowers[link.term_at - 1] in MILITARY
    if military or (link.term is not None and link.term.term in MILITARY_LOSSES):
        owner = _owner(doc, phrase)
        return Identity("combatants", owner and owner.side, owner and owner.actor, "military losses")
    if phrase.start and lowers[phrase.start - 1] in SUFFERING:
        side = _loser(doc, link._replace(term_at=phrase.start - 1))
        return Identity("combatants", side.side, side.actor, "of the group that lost them") if side else None
    numbered = _numbered(doc, reader, phrase, link) if link.rule.startswith("toll") else None
    if numbered is not None:
        return numbered
    for at in range(phrase.start - 1, link.term_at - 1, -1) if link.rule.startswith("toll") else ():
        noun = reader.persons.get(at)
        if noun is not None and noun.entry.plural and noun.entry.measure is None and AMONG & set(lowers[at - 3 : at]):
            if noun.entry.population == "all":
                return None
            fighters = noun.entry.population == "combatants"
            side_of = _side_of(doc, noun.entry, phrase) if fighters else None
            return Identity(noun.entry.population, side_of, None, f"«{noun.entry.word}» of the toll")
    return None


def _numbered(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> Identity | None:
    """'the number of rebels killed has risen to 39', 'updated to 18 its toll for the number of rebels killed'."""
    lowers = doc.tokens.lowers
    low, past = max(0, min(link.term_at, phrase.start) - NUMBERED_REACH), link.term_at + NUMBERED_REACH
    if "number" not in lowers[low:past]:
        return None
    number = lowers.index("number", low)
    if lowers[number + 1 : number + 2] != ["of"] or doc.sentence_at(doc.tokens.starts[phrase.start]).first > number:
        return None
    near = range(number + 2, number + NUMBERED_REACH)
    noun = next((m for at in near if (m := reader.persons.get(at)) is not None and m.entry.plural), None)
    if noun is None or noun.entry.measure is not None or noun.entry.population == "all":
        return None
    sides = {s.side for s in scene_of(doc).sides.between(number, noun.end)}
    told = sides.pop() if len(sides) == 1 else None if sides else _side_of(doc, noun.entry, phrase)
    side = told if noun.entry.population == "combatants" else None
    return Identity(noun.entry.population, side, None, f"the number of «{noun.entry.word}»")


def _struck(doc: Annotated, reader: NounReader, link: Link) -> Identity | None:
    """'The army ambushed a group of rebels, killing 15': those who were struck."""
    if link.term is None or not link.term.term.endswith("ing"):
        return None
    scene, sentence = scene_of(doc), doc.sentence_at(doc.tokens.starts[link.term_at])
    for side in reversed(scene.sides.between(sentence.first, link.term_at)):
        noun = reader.persons.get(side.past - 1)
        struck = any(
            m.entry.form == "verb"
            for m in scene.acts.between(max(sentence.first, side.first - STRUCK_REACH), side.first)
        )
        if struck and noun is not None and noun.entry.plural and noun.entry.population == "combatants":
            if AGENT.isdisjoint(doc.tokens.lowers[side.first - 2 : side.first]):
                return Identity("combatants", _side_meant(doc, side), side.actor, "those who were struck")
            return None
    return None


def _retold(link: Link, here: Sequence[Counted], earlier: Sequence[Counted]) -> Identity | None:
    """'Ten civilians died, the army said. The union counted 14': those of the figure that it repeats."""
    if link.rule != RETOLD:
        return None
    last = next(
        (f for f in reversed([*earlier[-TOLD_REACH:], *here]) if f.measure == link.measure and not f.included), None
    )
    return Identity(last.population, last.affiliation, last.actor, "as the figure it repeats") if last else None


def _own_dead(doc: Annotated, phrase: Phrase) -> Identity | None:
    """'The militia put the number of its own dead at 97'."""
    if "own" not in doc.tokens.lowers[max(0, phrase.start - OWN_REACH) : phrase.start]:
        return None
    side = _owner(doc, phrase)
    return Identity("combatants", side.side, side.actor, "its own dead") if side is not None else None


def _same_dead(link: Link, earlier: Sequence[Counted]) -> Identity | None:
    """'The monitor put the number of dead at 80': the fighters, where all the dead told before are those."""
    told = [f for f in earlier[-TOLD_REACH:] if f.measure == link.measure]
    sides = {(f.population, f.affiliation, f.actor) for f in told if not f.included}
    if len(sides) != 1 or told[-1].population != "combatants":
        return None
    return Identity(*sides.pop(), "as the figures before it")


def _possessed(lowers: Sequence[str], phrase: Phrase) -> bool:
    """'Six of its fighters', 'two of his men'."""
    words = lowers[phrase.quantity.end : phrase.end]
    if not OWN.isdisjoint(words):
        return True
    return phrase.head is not None and phrase.head.word in MEN and not HIS.isdisjoint(words)


def _all_of_them(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> PersonNoun | None:
    """'ten people, all of them civilians, were killed', 'ten people were killed, all civilians'."""
    lowers, kinds = doc.tokens.lowers, doc.tokens.kinds
    for at in range(phrase.end, min(len(lowers) - 1, max(phrase.end, link.term_at + 1) + ALL_REACH)):
        if kinds[at] == NUMBER or lowers[at] in (".", ";"):
            return None
        if lowers[at] == "all" and lowers[at - 1] in BEFORE_ALL:
            noun = at + 1
            while noun < len(lowers) and lowers[noun] in BEHIND_ALL:
                noun += 1
            found = reader.persons.get(noun)
            return found.entry if found is not None and found.entry.plural and found.entry.measure is None else None
    return None


def _is_loss(link: Link, alias: SideMention | None) -> bool:
    """'the group lost 28 jihadist fighters': they are those of the group."""
    lost = link.term is not None and link.term.form == "active-fighters" and link.term.term in LOSSES
    return lost and (alias is None or alias.kind != "name")


def _loser(doc: Annotated, link: Link) -> SideMention | None:
    """'the group has lost 28 fighters': the side right before the verb."""
    before = scene_of(doc).sides.between(max(0, link.term_at - LOSER_REACH), link.term_at)
    return before[-1] if before else None


def _owner(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'six of its fighters': the group that speaks, or the one named last before that did not harm them."""
    lowers = doc.tokens.lowers
    low = max(0, phrase.start - 40)
    if not HIS.isdisjoint(lowers[phrase.quantity.end : phrase.end]):
        low = max(low, doc.sentence_at(doc.tokens.starts[phrase.start]).first)  # an officer speaks of his own
    before = scene_of(doc).sides.between(low, phrase.start)
    armed = [side for side in reversed(before) if side.role == "armed" and lowers[side.first - 1] != "by"]
    named = next((s for s in armed if s.kind == "name"), None)
    if named is not None and armed[0].kind != "name" and lowers[armed[0].past - 1] == "group":
        armed.insert(0, named)  # "the Islamic State terrorist group"
    speaking = (side for side in armed if not SAYING.isdisjoint(lowers[side.past : side.past + 2]))
    return next(speaking, armed[0] if armed else None)


def _side_meant(doc: Annotated, alias: SideMention) -> str:
    """'jihadists', 'militants': the only rebel side that the text names, where it is the Islamic State."""
    if alias.kind != "generic" or alias.side != "opposition":
        return alias.side
    named = _armed_sides(doc)
    return "islamic_state" if "islamic_state" in named and "opposition" not in named else alias.side


@lru_cache(maxsize=2)
def _armed_sides(doc: Annotated) -> frozenset[str]:
    """The sides of the armed groups that an article names."""
    return frozenset(s.side for s in scene_of(doc).sides.items if s.kind == "name" and s.role == "armed")


def _names_fighters(alias: SideMention, phrase: Phrase, lowers: Sequence[str]) -> bool:
    head = phrase.head
    if head is not None and head.word in UNNAMED and "among" in lowers[phrase.head_at : phrase.end]:
        return alias.role == "armed"
    if alias.role != "armed" and FORCES.isdisjoint(lowers[phrase.quantity.end : phrase.end]):
        return False
    if head is None:
        return phrase.unknown is None or alias.kind != "adjective"
    return head.population == "combatants" or (head.population == "all" and head.word in GENERIC_HEADS)


def _unnamed(phrase: Phrase) -> bool:
    head = phrase.head
    return (head is None and phrase.unknown is None) or (head is not None and head.word in UNNAMED)


def _part_of_known(link: Link, alias: SideMention | None, here: Sequence[Counted]) -> Identity:
    """'among them 18 Iranians': part of fighters told before, with a side of their own."""
    whole = next((f for f in reversed(here) if not f.included), None)
    if link.included and whole is not None and whole.population == "combatants":
        return Identity("combatants", alias.side if alias else whole.affiliation, None, "as the whole it is part of")
    return Identity("all")


def _side_of(doc: Annotated, head: PersonNoun, phrase: Phrase) -> str | None:
    if head.affiliation != "government":
        return head.affiliation
    abroad = _of_other_state(doc, phrase)
    if abroad is not None:
        return abroad
    before = scene_of(doc).sides.between(max(0, phrase.start - 40), phrase.start)
    named = [side.side for side in before if side.side == "government" or side.side in STATES]
    return named[-1] if named and named[-1] != "other" else "government"


def _of_other_state(doc: Annotated, phrase: Phrase) -> str | None:
    """'Thirteen South African soldiers', 'on the Israeli side, 73 soldiers': the side of another state."""
    scene = scene_of(doc)
    people = people_between(doc, phrase.quantity.end, phrase.end) or people_of_side(doc, phrase.start, SIDE_REACH)
    if people is None or people.place.country is None or people.place.country == scene.country:
        return None
    return side_of_state(people.place.country, scene.country)


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


def _elliptical(
    lowers: Sequence[str], phrase: Phrase, here: Sequence[Counted], earlier: Sequence[Counted]
) -> Counted | None:
    """'five civilians were killed and 20 injured', 'six others', '22 of them': who the figure before it counted."""
    if here:
        previous = here[-1] if phrase.partitive else next((f for f in reversed(here) if not f.included), here[-1])
        if phrase.head is None or previous.population in ("civilians", "combatants"):
            return previous if previous.population not in ("children", "women") or phrase.partitive else None
        return None
    others = (phrase.head is not None and phrase.head.word == "others") or "another" in lowers[
        phrase.start - 1 : phrase.quantity.start
    ]
    if (phrase.partitive or others) and earlier and earlier[-1].population in ("civilians", "combatants"):
        return earlier[-1]
    return None


@lru_cache(maxsize=2)
def _armed_counts(doc: Annotated) -> Counter[str]:
    return Counter(s.side for s in scene_of(doc).sides.items if s.role == "armed")


def _other_side(doc: Annotated, figures: Sequence[Counted]) -> str | None:
    """The side that fights the one counted last, by how often the text names each."""
    last = next((f.affiliation for f in reversed(figures) if f.affiliation), None)
    sides = _armed_counts(doc)
    ordered = sorted((side for side in sides if side != last), key=lambda side: (-sides[side], side))
    return ordered[0] if ordered and last else None
