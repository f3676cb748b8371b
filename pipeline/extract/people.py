"""Who the counted are: population, side and named group.

Belongs here: reading them from the phrase, its noun and its whole. Does not: numbers without a noun (`unnamed`), how a
side is found (`belonging`), actors' names (`parties`).
"""

from collections.abc import Sequence

from pipeline.extract.ages import are_minors, is_grown
from pipeline.extract.aid_staff import of_aid
from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import (
    Counted,
    Identity,
    are_of_two_sides,
    foreign,
    group_told,
    loser,
    other_side,
    side_hit,
    side_meant,
    side_of,
    side_of_heading,
    side_of_losers,
    side_of_nationals,
    side_of_rivals,
    state_that_lost,
)
from pipeline.extract.blame import side_that_tells
from pipeline.extract.clause import HARMED, Link
from pipeline.extract.comrades import ABROAD, of_those_before, possessed
from pipeline.extract.demonyms import people_between
from pipeline.extract.foes import foe_of_killers
from pipeline.extract.losses import own_losses
from pipeline.extract.nouns import BODIES, NounReader, Phrase, company_past
from pipeline.extract.numerals import small
from pipeline.extract.own_men import GUARDS, HIS, owner, side_of_guarded, side_of_rank
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import PersonNoun
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side
from pipeline.extract.tokens import NUMBER
from pipeline.extract.unnamed import UNNAMED, are_own_losses, is_unnamed, of_unnamed, on_side, same_dead

GENERIC_HEADS = frozenset(
    (
        "members member elements element men people persons others leaders figures officials official personnel"
        " supporters individuals tribesmen tribesman dissidents loyalists holdouts defectors remnants"
    ).split()
)
MEMBERS = frozenset(("members", "elements", "leaders"))
COMRADES = frozenset(("comrade", "comrades"))
# Words that tell whose men they are by who speaks of them; armies have the first of them, other groups all. Ranks
# (captain, sergeant) are a state's as soldiers are, unless the words around tell another's (`person_nouns`).
OF_ARMIES = frozenset("major majors adviser advisers advisor advisors pilot pilots".split())
RANKS = OF_ARMIES | frozenset(("commander", "commanders"))
# "The leader of the teachers' union": from the leader to the body.
LEADERS, CIVIL_REACH = frozenset(("leader", "leaders")), 6
CIVIL_BODIES = frozenset(
    "association associations union unions community communities cooperative council congregation church parish tribe"
    " village neighbourhood neighborhood ngo charity".split()
)
MERE = frozenset(
    "national nationals native natives chief chiefs leader leaders foreigner foreigners citizen citizens".split()
)
# "One Cambodian and seven Moroccans": words of nations, and figures back to the peacekeepers that they are.
NATIONAL = ("an", "ans", "ese", "ish", "i", "is")
NATIONALS_REACH = 6
NATIONALS = "nationals of those counted before"
# From a side's name to the rank right behind it: "Islamic State West Africa Province commander Bukar Gana".
TITLED_REACH = 6
# From women or children to "among", and from there to the fighters that they were of.
AMONG_REACH = 4
# Heads that name nobody: "six others", "15 injured".
OPPOSED = frozenset(("opponents opposing rivals adversaries opponent rival").split())
# "ten people were killed in the village on Friday night, all of them believed to be civilians"
ALL_REACH = 12
BEFORE_ALL = frozenset((",", "(", "-", "–", "—"))
BEHIND_ALL = frozenset(("of", "them", "whom", "were", "was", "are", "believed", "to", "be", "but", "local"))
LOSSES = frozenset(("lost", "lose", "loses", "losing", "cost", "costs", "costing"))
UNITS = frozenset(("unit", "battalion", "brigade", "force", "regiment", "militia", "group"))
FORCES = frozenset(("forces", "army", "troops", "military", "militia", "ranks"))
# "22 corpses in uniform", "nine bodies in army fatigues"
UNIFORMS = frozenset(("uniform", "uniforms", "fatigues", "camouflage"))
UNIFORM_REACH = 3


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
    told = _of_several_sides(doc, reader, phrase, here, earlier) or own_losses(doc, reader, phrase, link, here)
    if told is not None:
        return told
    alias = _side_named(doc, reader, phrase, link, here)
    if alias is not None and _names_fighters(alias, phrase, doc.tokens.lowers):
        words = " ".join(doc.tokens.texts[alias.first : alias.past])
        return Identity("combatants", side_meant(doc, alias), alias.actor, f"armed group «{words}»")
    if is_unnamed(phrase) and (told := of_unnamed(doc, reader, phrase, link, here, earlier)) is not None:
        return told
    if head is not None and head.population == "all" and (told := on_side(doc, phrase, link)) is not None:
        return told
    if head is None or head.population == "all":
        whole = _told_by_others(doc, reader, phrase, link, alias, here, earlier)
        if whole is not None:
            return whole
    if head is None:
        return (
            _counted_behind(doc, reader, phrase, link, earlier)
            or _part_without_noun(phrase, here)
            or _part_of_known(link, alias, here)
        )
    told = of_aid(doc, phrase, _by_head(doc, reader, phrase, head, link, alias, here))
    told = told if alias is not None else of_those_before(doc, phrase, told, here, earlier)
    if told.population in ("children", "women"):
        return _of_fighters(doc, phrase, told, link, here)
    # "Three guards died. Four of the attackers were shot dead"
    attackers = head.role == "perpetrator" and head.word in doc.tokens.lowers[phrase.start : phrase.quantity.end + 3]
    whole = same_dead(link, earlier) if phrase.partitive and told.affiliation is None and not attackers else None
    if whole is not None and told.population == "combatants":
        return told._replace(affiliation=whole.affiliation, actor=whole.actor)  # "five of those killed were attackers"
    return told


def _of_fighters(doc: Annotated, phrase: Phrase, told: Identity, link: Link, here: Sequence[Counted]) -> Identity:
    """Women and children with the side of the fighters of whom they are told to be."""
    theirs = _among_whom(doc, phrase)
    if theirs is None and link.included:
        theirs = _part_of_known(link, None, here).affiliation
    return told if theirs is None else told._replace(affiliation=theirs)


def _among_whom(doc: Annotated, phrase: Phrase) -> str | None:
    """'Three women were among the rebels killed', 'two children among the Taliban fighters': the side of those."""
    lowers = doc.tokens.lowers
    at = next((k for k in range(phrase.end, phrase.end + AMONG_REACH) if lowers[k : k + 1] == ["among"]), None)
    side = next(iter(scene_of(doc).sides.between(at + 1, at + AMONG_REACH)), None) if at is not None else None
    return side.side if side is not None and side.role == "armed" else None


def _counted_behind(
    doc: Annotated, reader: NounReader, phrase: Phrase, link: Link, earlier: Sequence[Counted]
) -> Identity | None:
    """'Two of the five American soldiers killed': those of whom they are a part."""
    if phrase.of_whole is None or phrase.partitive is False:
        return None
    past = doc.sentence_at(doc.tokens.starts[phrase.start]).past
    whole = reader.head_of(phrase._replace(partitive=False, of_whole=None), phrase.of_whole + 1, past, -1)
    if whole is None or whole.head is None or whole.head.role == "event":
        return None
    return identify(doc, reader, whole, link, (), earlier)


def _part_without_noun(phrase: Phrase, here: Sequence[Counted]) -> Identity | None:
    """'Six children, two of them under ten': as the whole."""
    kind = _of_whole(here) if phrase.pronoun else None
    return Identity(kind, None, None, "as the whole it is part of") if kind is not None else None


def _of_several_sides(
    doc: Annotated, reader: NounReader, phrase: Phrase, here: Sequence[Counted], earlier: Sequence[Counted]
) -> Identity | None:
    """Fighters of two sides, those of the other side, rebels with their families."""
    lowers = doc.tokens.lowers
    if phrase.head is not None and phrase.head.population == "combatants" and are_of_two_sides(reader, phrase):
        return Identity("combatants", None, None, "fighters of two sides")
    across = phrase.head is None and lowers[phrase.end : phrase.end + 4] == ["on", "the", "other", "side"]
    if across or not OPPOSED.isdisjoint(lowers[phrase.quantity.end : phrase.end]):
        return Identity(
            "combatants", other_side(doc, [*earlier, *here]), None, "the other side of the figure before it"
        )
    if phrase.head is not None and phrase.head.unit == "people" and company_past(lowers, phrase.end) > phrase.end:
        return Identity("all", None, None, "with their families")
    return None


def _side_named(
    doc: Annotated, reader: NounReader, phrase: Phrase, link: Link, here: Sequence[Counted]
) -> SideMention | None:
    """The side that a phrase names or owns up to: 'rebels', 'six of its fighters', 'the group lost nine'."""
    alias = _alias(reader, phrase, phrase.head.population if phrase.head is not None else "combatants")
    lowers = doc.tokens.lowers
    if _is_loss(link, alias):
        alias = loser(doc, link) or state_that_lost(doc, phrase.head, link) or alias
    alias = alias or _side_titled(doc, phrase) or side_of_heading(doc, phrase) or side_of_nationals(doc, phrase)
    if alias is None and (possessed(lowers, phrase) or are_own_losses(lowers, phrase)):
        alias = None if _are_among_theirs(lowers, phrase, link, here) else owner(doc, phrase)
    return alias and foreign(doc, phrase, alias)


def _side_titled(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'Troops killed ISWAP commander Bukar Gana': the side before a rank without an article."""
    head = phrase.head
    if not phrase.singular or head is None or head.population != "combatants":
        return None
    before = scene_of(doc).sides.between(max(0, phrase.head_at - TITLED_REACH), phrase.head_at)
    return next((side for side in before if side.past == phrase.head_at and side.role == "armed"), None)


def _fellows(doc: Annotated, reader: NounReader, phrase: Phrase) -> PersonNoun | None:
    """'six officers and soldiers': the second noun tells whose the first are."""
    if doc.tokens.lowers[phrase.end : phrase.end + 1] != ["and"]:
        return None
    found = reader.persons.get(phrase.end + 1)
    return found.entry if found is not None and found.entry.population == "combatants" else None


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
    if (men := _as_men(doc, reader, phrase, head, link) or _as_leader(doc, phrase, head, alias)) is not None:
        return men
    if head.word in MEMBERS and (fellow := _fellows(doc, reader, phrase)) is not None:
        head = fellow  # "175 members and commanders of the militia"
    if head.population in ("all", "civilians") and are_minors(doc.tokens, phrase.end):
        return Identity("children", None, None, "their ages")
    if head.population == "children" and phrase.singular and is_grown(doc.tokens, phrase.end):
        return Identity("all", None, None, "of age")
    of_them = phrase.pronoun or head.word not in MEMBERS
    if head.population == "all" and link.included and of_them and (kind := _of_whole(here)) is not None:
        return Identity(kind, None, None, "as the whole it is part of")
    if head.population != "combatants":
        population = _of_harm(head, link)
        return Identity(population, None, None, f"head noun «{head.word}»")
    alias = _serving(head, alias) or group_told(doc, phrase) or _listed_with(doc, reader, phrase)
    side = alias.side if alias is not None else side_of(doc, head, phrase) or side_hit(doc, phrase)
    if side is None and (fellow := _fellows(doc, reader, phrase)) is not None:
        side = side_of(doc, fellow, phrase)
    if side is None and head.affiliation is None:
        side = side_of_rivals(doc, phrase)
    if side is None:
        side = _side_carried(doc, head, phrase, link, here)
    return Identity("combatants", side, alias.actor if alias is not None else None, f"head noun «{head.word}»")


def _as_leader(doc: Annotated, phrase: Phrase, head: PersonNoun, alias: SideMention | None) -> Identity | None:
    """'The leader of a peasant association', 'a leader of the teachers' union': no fighter."""
    if head.word not in LEADERS or alias is not None:
        return None
    lowers = doc.tokens.lowers
    at = next((k for k in range(phrase.start, phrase.end) if lowers[k] == head.word), phrase.head_at) + 1
    if lowers[at : at + 1] != ["of"] or CIVIL_BODIES.isdisjoint(lowers[at : at + CIVIL_REACH]):
        return None
    return Identity("civilians", None, None, f"head noun «{head.word}» of a civil body")


def _as_men(doc: Annotated, reader: NounReader, phrase: Phrase, head: PersonNoun, link: Link) -> Identity | None:
    """Fighters by the words around a noun that names anyone: 'two of his men', 'men lost', 'bodies in uniform'."""
    lowers = doc.tokens.lowers
    if head.word in BODIES and UNIFORMS & set(lowers[phrase.end : phrase.end + UNIFORM_REACH]):
        return Identity("combatants", None, None, "bodies in uniform")
    if head.word != "men":
        return None
    words = lowers[phrase.quantity.end : phrase.head_at]
    if not HIS.isdisjoint(words):
        return Identity("combatants", side_of_rank(doc, phrase.start), None, "men of an officer")
    if not UNITS.isdisjoint(words):
        whose = owner(doc, phrase)
        return Identity("combatants", whose and whose.side, whose and whose.actor, "men of a unit")
    lost = link.term is not None and link.term.term in LOSSES
    return Identity("combatants", side_of_losers(doc, reader, phrase, link), None, "men lost") if lost else None


def _serving(head: PersonNoun, alias: SideMention | None) -> SideMention | None:
    """The side that the words name; 'one Senegalese peacekeeper' serves no state of his own, a Russian one does."""
    nation = alias is not None and alias.kind == "adjective" and alias.side not in ("russia", "turkey")
    return None if nation and head.affiliation == "other" else alias


def _side_carried(doc: Annotated, head: PersonNoun, phrase: Phrase, link: Link, here: Sequence[Counted]) -> str | None:
    """The side of a part's whole; of 'attackers' and 'gunmen' the only ones of whom the story tells."""
    part = link.included or _are_among_theirs(doc.tokens.lowers, phrase, link, here)
    side = next((f.affiliation for f in reversed(here) if not f.included), None) if part else None
    if side is None and head.word in COMRADES and here:
        return here[-1].affiliation
    if side is None and head.word in GUARDS:
        return side_of_guarded(doc, phrase)
    if side is None and head.word in RANKS:
        return _of_rank(doc, head, phrase, here)
    if side is None:
        return foe_of_killers(doc, phrase, head.role)
    return side


def _of_rank(doc: Annotated, head: PersonNoun, phrase: Phrase, here: Sequence[Counted]) -> str | None:
    """'A Turkish colonel and two sergeants'; officers of whom their own side tells: "Hezbollah said two commanders"."""
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    joined = here and doc.tokens.lowers[here[-1].phrase.end : phrase.start] in (["and"], [","])
    if joined and here[-1].affiliation and here[-1].population == "combatants":
        return here[-1].affiliation
    scene = scene_of(doc)
    side = side_that_tells(scene, sentence, phrase.start)
    # An army tells of its foe's commanders, and of officers of its own.
    theirs = side in (None, home_side(scene.country)) and head.word not in OF_ARMIES
    return None if theirs else side


def _nationals(doc: Annotated, phrase: Phrase, link: Link, told: Sequence[Counted]) -> Identity | None:
    """'One Cambodian was killed': of the peacekeepers counted before, as who serve abroad are told by their nation."""
    of_nation = phrase.unknown is not None or (phrase.head is not None and phrase.head.word == "national")
    word = doc.tokens.lowers[phrase.head_at] if of_nation else ""
    if not word.endswith(NATIONAL) or not doc.tokens.texts[phrase.head_at][:1].isupper() or link.measure not in HARMED:
        return None
    people = people_between(doc, phrase.quantity.end, phrase.head_at + 1)
    if people is not None and people.place.country == scene_of(doc).country:
        return None  # "Two Ugandan peacekeepers died. Some 900 Somalis were killed in the month"
    last = next((f for f in reversed(told[-NATIONALS_REACH:]) if f.affiliation in ABROAD), None)
    if last is None or last.population != "combatants":
        return None
    return Identity("combatants", last.affiliation, None, NATIONALS)


def _of_whole(here: Sequence[Counted]) -> str | None:
    """'Five children, four of them brothers': the kind of those told before, where that is one of the people."""
    whole = next((f.population for f in reversed(here) if not f.included), None)
    return whole if whole in ("children", "women", "civilians") else None


def _of_harm(head: PersonNoun, link: Link) -> str:
    """Villagers, passengers or refugees who are killed are civilians; those who flee are everyone there."""
    if head.population == "all" and link.measure in HARMED:
        return "civilians" if head.measure == "displaced" else "all"
    if head.population != "civilians":
        return head.population
    fled = link.measure in ("displaced", "returned") and not head.word.endswith(("civilian", "civilians"))
    return "all" if fled else head.population


def _told_by_others(
    doc: Annotated,
    reader: NounReader,
    phrase: Phrase,
    link: Link,
    alias: SideMention | None,
    here: Sequence[Counted],
    earlier: Sequence[Counted],
) -> Identity | None:
    """Who the counted are by words that stand apart from them: 'all civilians', 'the fighters including a national'."""
    told = _all_of_them(doc, reader, phrase, link)
    if told is not None:
        side = side_of(doc, told, phrase) if told.population == "combatants" else None
        return Identity(told.population, side, None, f"«all {told.word}» behind the number")
    if (foreign := _nationals(doc, phrase, link, [*earlier, *here])) is not None:
        return foreign
    if phrase.head is not None and phrase.head.word in MERE:
        part = _part_of_known(link, alias, here)
        return part if part.affiliation else None
    return None


def _are_among_theirs(lowers: Sequence[str], phrase: Phrase, link: Link, here: Sequence[Counted]) -> bool:
    """'The army killed 60 militants, including three of their commanders': part of the foes counted before."""
    if "their" not in lowers[phrase.quantity.end : phrase.end] or not here or here[-1].population != "combatants":
        return False
    return link.included or lowers[phrase.end : phrase.end + 2] == ["among", "them"]


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
    if link.term is None:
        return False
    lost = (link.term.form == "active-fighters" and link.term.term in LOSSES) or link.term.term.startswith("loss of")
    return lost and (alias is None or alias.kind != "name")


def _names_fighters(alias: SideMention, phrase: Phrase, lowers: Sequence[str]) -> bool:
    head = phrase.head
    if "fighting" in lowers[phrase.quantity.end : alias.first]:
        return True  # "five Chechens fighting alongside the rebels"
    if head is not None and head.word in UNNAMED and "among" in lowers[phrase.head_at : phrase.end]:
        return alias.role == "armed"
    if head is not None and head.word.islower() and alias.role == "armed" and alias.first < phrase.head_at < alias.past:
        return True  # "six VDP volunteers", "four Dozo hunters"
    if alias.first >= phrase.end and (head is None or not head.word.islower()):
        return not phrase.singular  # "two Tuaregs of the MNLA"
    if alias.role != "armed" and FORCES.isdisjoint(lowers[phrase.quantity.end : phrase.end]):
        return False
    if head is None:
        return phrase.unknown is None or alias.kind != "adjective"
    return head.population == "combatants" or (head.population == "all" and head.word in GENERIC_HEADS)


def _part_of_known(link: Link, alias: SideMention | None, here: Sequence[Counted]) -> Identity:
    """'among them 18 Iranians': part of fighters told before, with a side of their own."""
    whole = next((f for f in reversed(here) if not f.included), None)
    if link.included and whole is not None and whole.population == "combatants":
        return Identity("combatants", alias.side if alias else whole.affiliation, None, "as the whole it is part of")
    return Identity("all")


def _alias(reader: NounReader, phrase: Phrase, population: str) -> SideMention | None:
    best: tuple[int, SideMention] | None = None
    rank = {"name": 2, "generic": 1, "adjective": 0}
    for at in range(phrase.quantity.end, phrase.end):
        side = reader.actors.get(at)
        joined = reader.tokens.lowers[at - 1] == "and"
        if joined and (reader.tokens.kinds[at] == NUMBER or small(reader.tokens.lowers[at]) is not None):
            break  # "two Indian and three Pakistani soldiers"
        if side is None or side.past > phrase.end or (side.kind == "adjective" and population != "combatants"):
            continue
        if best is None or rank.get(side.kind, 0) > best[0]:
            best = (rank.get(side.kind, 0), side)
    return best[1] if best else None
