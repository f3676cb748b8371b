"""Which side the counted belong to: whose men they are, whose loss, whose position was hit.

Belongs here: finding the side by the words around a counted phrase. Does not: who the counted are (`people`,
`unnamed`), actors' names (`parties`).
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pipeline.extract.annotate import Annotated
from pipeline.extract.blame import side_that_tells
from pipeline.extract.clause import GAPPED, SAYING, Link
from pipeline.extract.demonyms import people_between, people_of_side
from pipeline.extract.events import acts_of
from pipeline.extract.grammar import HAVE
from pipeline.extract.memo import per_article
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.numerals import small
from pipeline.extract.parties import SideMention, are_terrorists_elsewhere
from pipeline.extract.reference import PersonNoun
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side, side_of_state
from pipeline.extract.tokens import NUMBER

LOSER_REACH = 5
RIVALS = frozenset(("rival", "rivals", "infighting", "factional", "factions"))
# From the head of a sentence to the side that is its subject, without a word that makes it anything else.
SUBJECT_REACH = 5
AWAY = frozenset(("by", "against", "with", "from", "near", "between", "on"))
# "On the Israeli side, 73 soldiers were killed": words before a number in which its side is told.
SIDE_REACH = 10
# Words back to the group that "a commander of the group" belongs to.
GROUP_REACH = 80
PEACEKEEPING = frozenset(("peacekeeper", "peacekeepers", "peacekeeping"))
# No "group" and no "militia".
ARMIES = frozenset("army military forces police troops navy soldiers".split())
_THE_GROUP = (["the", "group"], ["the", "movement"])
# Words between a position and those who died in it.
HIT_REACH = 10
# "Soldiers from the United Arab Emirates".
HOME_REACH = 3
# What armies do with their own dead.
TELLING = SAYING | frozenset("put puts listed lists announced acknowledged admitted admits admit announces".split())
TELLING_REACH = 4
# An unqualified soldier fights for the government of the country that the report is about, unless another state's
# forces were named just before.
STATES = frozenset(("turkey", "russia", "israel", "iran", "us_coalition", "other"))


# What a state does to another's soldiers without its own being there.
AFAR = frozenset(("air_strike", "shelling"))
AIMED = frozenset(("hit", "struck", "targeted"))
# "An Ethiopian convoy was ambushed", "stormed a base of the force": words between a force and what befell it.
STRUCK_REACH = 7
BEEN = frozenset(("was", "were", "been", "came"))


# Whom reports on Syria call so fight the Islamic State as well.
REBELS = frozenset(("rebel", "rebels", "opposition"))


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

    @property
    def parent(self) -> int | None:
        """The figure that it is told to be part of."""

    @property
    def phrase(self) -> Phrase:
        """The words that count."""


class Identity(NamedTuple):
    """Population, side and named group of a figure's people, and how they were decided."""

    population: str
    affiliation: str | None = None
    actor: str | None = None
    trace: str | None = None


def are_of_two_sides(reader: NounReader, phrase: Phrase) -> bool:
    """'70 regime and rebel fighters': nobody's alone."""
    lowers, between = reader.tokens.lowers, range(phrase.quantity.end, phrase.head_at)
    if "and" not in lowers[phrase.quantity.end : phrase.head_at]:
        return False
    if any(lowers[at - 1] == "and" and _is_number(reader, at) for at in between):
        return False  # "two Indian and three Pakistani soldiers"
    joint = lowers.index("and", phrase.quantity.end)
    sides = [reader.actors[at] for at in range(phrase.quantity.end, phrase.head_at) if at in reader.actors]
    before = {side.side for side in sides if side.past <= joint}
    behind = {side.side for side in sides if side.first > joint}
    return bool(before) and bool(behind) and before.isdisjoint(behind)


def _is_number(reader: NounReader, at: int) -> bool:
    return reader.tokens.kinds[at] == NUMBER or small(reader.tokens.lowers[at]) is not None


def group_told(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'a commander of the group': the armed group named last."""
    past = phrase.head_at + 1
    words = doc.tokens.lowers[past : past + 3]
    if words[:2] not in (["of", "the"], ["from", "the"], ["of", "that"]) or words[2:] not in (["group"], ["militia"]):
        return None
    before = scene_of(doc).sides.between(max(0, phrase.start - GROUP_REACH), phrase.start)
    groups = (s for s in reversed(before) if s.role == "armed" and s.kind == "name")
    return next((s for s in groups if ARMIES.isdisjoint(doc.tokens.lowers[s.first : s.past])), None)


def side_of_heading(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'Taliban killed: 20': the side that opens the heading of a bare number."""
    lowers, first = doc.tokens.lowers, doc.sentence_at(doc.tokens.starts[phrase.start]).first
    if not phrase.bare or lowers[phrase.start - 1] not in (":", "-", "–"):
        return None
    side = next((s for s in scene_of(doc).sides.between(first, first + 3) if s.role == "armed"), None)
    return side if side is not None and lowers[side.past] in ("killed", "dead", "wounded", "injured") else None


def side_of_nationals(doc: Annotated, phrase: Phrase) -> SideMention | None:
    """'Two Tuaregs of the MNLA', 'three Kurds of the PKK': the armed group to which some of a people belong."""
    lowers, end = doc.tokens.lowers, phrase.end
    at = end + 1 + (lowers[end + 1 : end + 2] == ["the"])
    if phrase.singular or lowers[end : end + 1] not in (["of"], ["from"]):
        return None
    if not doc.tokens.texts[end - 1][:1].isupper():
        return None
    named = next(iter(scene_of(doc).sides.between(at, at + 1)), None)
    return named if named is not None and (named.kind, named.role) == ("name", "armed") else None


def side_hit(doc: Annotated, phrase: Phrase) -> str | None:
    """'Shells hit a militia position, leaving six fighters dead': those whose position was hit."""
    scene = scene_of(doc)
    for side in reversed(scene.sides.between(max(0, phrase.start - HIT_REACH), phrase.start)):
        if any(m.entry.form == "position" for m in scene.acts.between(side.past, side.past + 2)):
            return side.side
    return None


def side_of_rivals(doc: Annotated, phrase: Phrase) -> str | None:
    """'Clashes between rival rebel groups killed 50 fighters': all who fought are of one side."""
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    if RIVALS.isdisjoint(doc.tokens.lowers[sentence.first : sentence.past]):
        return None
    sides = {side.side for side in scene_of(doc).sides.of(sentence.index) if side.role == "armed"}
    return sides.pop() if len(sides) == 1 else None


def loser(doc: Annotated, link: Link) -> SideMention | None:
    """'the group has lost 28 fighters': the side right before the verb."""
    at_cost = doc.tokens.lowers[link.term_at - 2 : link.term_at] in (["at", "a"], ["at", "the"])
    costing = link.term is not None and link.term.term.startswith("cost") and link.rule != GAPPED
    if costing and not at_cost:  # "the battle cost the army 17 men"
        behind = scene_of(doc).sides.between(link.term_at, link.term_at + LOSER_REACH)
        return behind[0] if behind and not _is_counted(doc, behind[0]) else None
    first = doc.sentence_at(doc.tokens.starts[link.term_at]).first
    if doc.tokens.lowers[link.term_at - 2 : link.term_at] in _THE_GROUP:
        told = scene_of(doc).sides.between(max(0, link.term_at - GROUP_REACH), link.term_at)
        return next((s for s in reversed(told) if (s.role, s.kind) == ("armed", "name")), None)
    before = scene_of(doc).sides.between(max(first, link.term_at - LOSER_REACH), link.term_at)
    if not before or doc.tokens.lowers[link.term_at - 1] in ("and", "while", "but"):
        told = scene_of(doc).sides.between(first, link.term_at)
        return told[0] if told and _is_subject(doc, told[0], first) else None  # "the army killed nine and lost two men"
    return before[-1]


def state_that_lost(doc: Annotated, head: PersonNoun | None, link: Link) -> SideMention | None:
    """'Ethiopia had lost 25,000 men': the state whose name is the verb's subject."""
    at = _before_verb(doc, link)
    if head is None or not (head.population == "combatants" or head.word == "men"):
        return None
    scene = scene_of(doc)
    state = next((p for p in scene.places.between(max(0, at - LOSER_REACH), at) if p.past == at), None)
    place = state.mention.place if state is not None else None
    if state is None or place is None or place.precision != "country" or place.country is None:
        return None
    return SideMention(state.first, state.past, side_of_state(place.country, scene.country), None, "armed", "generic")


def side_of_losers(doc: Annotated, reader: NounReader, phrase: Phrase, link: Link) -> str | None:
    """'National guardsmen lost 11 men': the side of the fighters who are the verb's subject."""
    at = _before_verb(doc, link)
    noun = next((m for k in (at - 1, at - 2) if (m := reader.persons.get(k)) is not None and m.end == at), None)
    return side_of(doc, noun.entry, phrase) if noun is not None and noun.entry.population == "combatants" else None


def _before_verb(doc: Annotated, link: Link) -> int:
    """Where the subject of what was lost ends: "had lost", "lost"."""
    return link.term_at - (doc.tokens.lowers[link.term_at - 1] in HAVE)


def _is_subject(doc: Annotated, side: SideMention, first: int) -> bool:
    """Whether a sentence opens with a side: "Rebel fighters stormed the hill and lost 38 men there"."""
    opening = doc.tokens.lowers[first : side.first]
    return len(opening) <= SUBJECT_REACH and AWAY.isdisjoint(opening)


def _is_counted(doc: Annotated, side: SideMention) -> bool:
    """'cost 22 rebels their lives'."""
    at = side.first - 1
    return doc.tokens.kinds[at] == NUMBER or small(doc.tokens.lowers[at]) is not None


def side_meant(doc: Annotated, alias: SideMention) -> str:
    """'jihadists', 'militants': the only rebel side that the text names, where it is the Islamic State."""
    if alias.kind != "generic" or alias.side != "opposition":
        return alias.side
    if doc.tokens.lowers[alias.first] in REBELS and scene_of(doc).country == "SYR":
        return alias.side
    named = _armed_sides(doc)
    theirs = "islamic_state" in named and "opposition" not in named and not are_terrorists_elsewhere(doc, alias)
    return "islamic_state" if theirs else alias.side


@per_article
def _armed_sides(doc: Annotated) -> frozenset[str]:
    """The sides of the armed groups that an article names."""
    return frozenset(s.side for s in scene_of(doc).sides.items if s.kind == "name" and s.role == "armed")


def side_of(doc: Annotated, head: PersonNoun, phrase: Phrase) -> str | None:
    """The side that a noun itself means, a soldier's by the state that is spoken of."""
    if head.affiliation != "government":
        return (_senders(doc) if head.word.startswith("peacekeeper") else None) or head.affiliation
    abroad = _of_other_state(doc, phrase)
    if abroad is not None:
        return abroad
    before = scene_of(doc).sides.between(max(0, phrase.start - 40), phrase.start)
    first = doc.sentence_at(doc.tokens.starts[phrase.start]).first
    near = [side for side in before if side.first >= first or side.role == "armed"]  # "a deal of Turkey's": no soldiers
    named = [side for side in near if side.side == "government" or side.side in STATES]
    named = [side for side in named if side.side == "government" or side.first < first or not _strikes(doc, side)]
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    telling = side_that_tells(scene_of(doc), sentence, phrase.start)
    if telling in STATES and not any(side.first >= first for side in named):
        return telling  # "Ecuador said it had lost ten soldiers", whoever was told of before
    if not named and telling:
        return home_side(scene_of(doc).country)
    if named and (named[-1].side != "other" or _tells(doc, named[-1], phrase) or _is_struck(doc, named[-1], phrase)):
        return named[-1].side
    return home_side(scene_of(doc).country)


@per_article
def _senders(doc: Annotated) -> str | None:
    """The state whose peacekeepers an article tells of, where it tells of no other's: "Russia's peacekeepers"."""
    scene, lowers = scene_of(doc), doc.tokens.lowers
    senders = set()
    for at in (k for k, word in enumerate(lowers) if word in PEACEKEEPING):
        people = people_between(doc, max(0, at - 2), at)
        state = people.place.country if people is not None else None
        near = (p for p in scene.places.between(max(0, at - 2), at) if p.mention.kind == "country")
        state = state or next((p.mention.place.country for p in near), None)
        senders.add(side_of_state(state, scene.country) if state else None)
    senders.discard(None)
    return senders.pop() if len(senders) == 1 else None


def foreign(doc: Annotated, phrase: Phrase, alias: SideMention) -> SideMention:
    """'A Japanese policeman' in Cambodia: a plain word for a state's men beside another state's name."""
    country = scene_of(doc).country
    if alias.kind != "generic" or alias.side != home_side(country):
        return alias
    people = people_between(doc, phrase.quantity.end, alias.first)
    fighting = "fighting" in doc.tokens.lowers[phrase.quantity.end : alias.first]  # "Afghans fighting for the army"
    if people is None or people.place.country in (None, country) or fighting:
        return alias
    return alias._replace(side=side_of_state(people.place.country or "", country))


def _is_struck(doc: Annotated, side: SideMention, phrase: Phrase) -> bool:
    """Whether a foreign force is attacked before its dead are told: "stormed a base of the AU force, killing 30"."""
    sentence, lowers = doc.sentence_at(doc.tokens.starts[phrase.start]), doc.tokens.lowers
    if side.first < sentence.first:
        return False
    scene = scene_of(doc)
    before = [m for m in scene.acts.between(max(sentence.first, side.first - STRUCK_REACH), side.first) if m.entry.act]
    if before and before[-1].entry.form == "verb" and AWAY.isdisjoint(lowers[before[-1].end : side.first]):
        return True
    behind = scene.acts.between(side.past, min(phrase.start, side.past + STRUCK_REACH))
    return any(m.entry.act and not BEEN.isdisjoint(lowers[side.past : m.start]) for m in behind)


def _strikes(doc: Annotated, side: SideMention) -> bool:
    """Whether another state strikes from afar in its sentence: "Israeli jets hit a base, killing three soldiers"."""
    sentence = doc.sentence_at(doc.tokens.starts[side.first]).index
    here = (act for act in acts_of(doc) if act.sentence == sentence)
    afar = [act for act in here if act.act in AFAR or act.act_word in AIMED]
    return any(act.agents is not None and side.side in act.agents.split("+") for act in afar)


def _tells(doc: Annotated, side: SideMention, phrase: Phrase) -> bool:
    """Whether a foreign army tells of its own: "The Ugandan army said three soldiers had died in Somalia"."""
    same = doc.sentence_at(doc.tokens.starts[phrase.start]).first <= side.first
    return same and not TELLING.isdisjoint(doc.tokens.lowers[side.past : side.past + TELLING_REACH])


def _of_other_state(doc: Annotated, phrase: Phrase) -> str | None:
    """'Thirteen South African soldiers', 'on the Israeli side, 73 soldiers': the side of another state."""
    scene = scene_of(doc)
    people = people_between(doc, phrase.quantity.end, phrase.end) or people_of_side(
        doc, phrase.start, phrase.end, SIDE_REACH
    )
    if people is None and (home := _home_told(doc, phrase)) is not None:
        return side_of_state(home, scene.country) if home != scene.country else None
    if people is None or people.place.country is None or people.place.country == scene.country:
        return None
    return side_of_state(people.place.country, scene.country)


def _home_told(doc: Annotated, phrase: Phrase) -> str | None:
    """'Ten soldiers from Saudi Arabia': the state behind the noun."""
    if doc.tokens.lowers[phrase.end : phrase.end + 1] != ["from"]:
        return None
    near = scene_of(doc).places.between(phrase.end + 1, phrase.end + HOME_REACH)
    return next((p.mention.place.country for p in near if p.mention.kind == "country"), None)


@per_article
def _armed_counts(doc: Annotated) -> Counter[str]:
    return Counter(s.side for s in scene_of(doc).sides.items if s.role == "armed")


def other_side(doc: Annotated, figures: Sequence[Counted]) -> str | None:
    """The side that fights the one counted last, by how often the text names each."""
    last = next((f.affiliation for f in reversed(figures) if f.affiliation), None)
    sides = _armed_counts(doc)
    ordered = sorted((side for side in sides if side != last), key=lambda side: (-sides[side], side))
    return ordered[0] if ordered and last else None
