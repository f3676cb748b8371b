"""Whose losses an account owns up to: "the army admitted to 17 dead", "we lost only seven", "it says it lost two".

Belongs here: verbs of losing and of owning up before a number that names nobody, and who is their subject. Does not:
whose men a possessive points to (`own_men`), losses of which a noun says who they are (`belonging`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import Counted, Identity, side_of
from pipeline.extract.blame import agent_of_harm, state_at
from pipeline.extract.clause import GAPPED, HARMED, Link
from pipeline.extract.demonyms import people_between
from pipeline.extract.doers import pointed_at
from pipeline.extract.grammar import ADVERBS, ARTICLES, HAVE, ITS, OWNING
from pipeline.extract.nouns import BODIES, NounReader, Phrase
from pipeline.extract.numerals import NUMBER_WORDS
from pipeline.extract.own_men import owner, side_of_rank, side_of_us
from pipeline.extract.parties import SideMention
from pipeline.extract.scene import scene_of
from pipeline.extract.states import home_side, side_of_state
from pipeline.extract.tokens import NUMBER

_LOSING = frozenset("lost lose loses losing suffered suffering sustained sustaining".split())
_OWNING_UP = frozenset(
    "admitted admits admit admitting acknowledged acknowledges conceded concedes owned owns confessed confesses"
    " mourned".split()
)
_PUTTING = frozenset("put puts gave gives listed lists".split())
# "Left nine bodies behind", "left 22 bodies on the field".
_LEAVING = frozenset({"left", "leaving"})
_BEHIND, _FIELD_REACH = frozenset({"behind", "field", "battlefield"}), 4
_VERBS = _LOSING | _OWNING_UP | _PUTTING | _LEAVING
# "The loss of one", "at the cost of four", "for nine of their own": what those who killed paid for it.
_PRICE = (["loss", "of"], ["cost", "of"], ["price", "of"])
# Nouns of those lost that name nobody.
_LOST = frozenset(
    "dead wounded injured others men deaths death fatalities casualties losses casualty fatality injuries killed"
    " lives".split()
)
_HARM = frozenset({"killed", "wounded", "injured"})
_COUNTED = frozenset("losses casualties dead toll balance".split())
# Between the verb and its number: "admitted to having lost only", "suffered 14 dead and".
_BETWEEN = (
    ADVERBS
    | ARTICLES
    | ITS
    | NUMBER_WORDS
    | _LOST
    | frozenset(
        "to up and , only just at as least most many around about some nearly almost total another further of own"
        " behind having military combat battlefield heavy light troops soldiers fighters servicemen being".split()
    )
)
_REACH = 14
_OWNERS = ITS | {"our"}
_NAME_REACH = 5
_OWN_WORDS = frozenset({"our", "own"})
_SIDE_REACH, _SIDE_BEHIND, _WHOSE_REACH = 8, 6, 4
_SKIPPED = HAVE | frozenset("also only itself themselves now already later since far so openly publicly".split())
_SUBJECT_REACH = 5
_JOINTS = frozenset({"and", "but", ",", "while"})
_BODIES = frozenset("unit battalion brigade regiment garrison platoon company squad patrol convoy column".split())
_OF_FIGHTERS = frozenset({"military", "combat", "battlefield"})
_AWAY = frozenset({"by", "against", "with", "from", "between", "to"})


def own_losses(
    doc: Annotated, reader: NounReader, phrase: Phrase, link: Link, here: Sequence[Counted]
) -> Identity | None:
    """Fighters of the side that tells of its own dead or lost them, where a number names nobody."""
    if phrase.partitive or link.measure not in HARMED or not _names_nobody(reader, phrase):
        return None
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    gapped = link.rule == GAPPED and link.term is not None and link.term.term in _LOSING
    verb = phrase.start if gapped else _verb(doc, sentence.first, phrase)
    if verb is not None:
        side = _subject(doc, reader, phrase, verb, here)
    else:
        side = _side_told(doc, sentence.first, phrase, link, here)
        if side is None:
            return _price_paid(doc, phrase, here)
    if side is None:
        own = "own" in doc.tokens.lowers[phrase.quantity.end : phrase.end]
        return Identity("combatants", None, None, "lost of their own") if own else None
    return Identity("combatants", side.side, side.actor, "losses that are told as one's own")


def _names_nobody(reader: NounReader, phrase: Phrase) -> bool:
    """Whether the noun of a number, if any, tells no side: "seven", "17 dead", "12 fighters"."""
    head = phrase.head
    if head is None:
        return phrase.unknown is None
    if any(at in reader.actors for at in range(phrase.quantity.end, phrase.end)):
        return False
    return head.word in _LOST | BODIES or (head.population == "combatants" and head.affiliation is None)


def _side_told(doc: Annotated, first: int, phrase: Phrase, link: Link, here: Sequence[Counted]) -> SideMention | None:
    """Whose side or losses they are told to be: "on our side there were five dead", "rebel losses were put at 60"."""
    lowers = doc.tokens.lowers
    low, past = max(first, phrase.start - _SIDE_REACH), max(phrase.end, link.term_at + 1)
    near: list[int] = [*range(phrase.start - 1, low, -1), *range(past, min(len(lowers), past + _SIDE_BEHIND))]
    for at in near:
        if lowers[at] in (".", ";"):
            continue
        losses = at < phrase.start and lowers[at] in _COUNTED
        if not (losses or lowers[at] == "side"):
            continue
        whose = at - 1 - (lowers[at - 1] == "own")
        if lowers[whose] in (_OWN_WORDS if losses else _OWNERS) or lowers[at - 1] == "own":
            return _own_side(doc, phrase, whose, here)
        if (named := _owner_named(doc, at, losses=losses)) is not None:
            return named
    return None


def _owner_named(doc: Annotated, at: int, *, losses: bool) -> SideMention | None:
    """The side named right before "losses" and "side": "the army's losses", "on the rebel side", "Ukrainian losses"."""
    end = at - (doc.tokens.lowers[at - 1] in OWNING)
    side = next((s for s in scene_of(doc).sides.between(at - _NAME_REACH, at) if s.past in (at, end)), None)
    if side is not None and (side.role == "armed" or (losses and side.side == "government")):
        return side
    people = people_between(doc, end - 1, end)
    if people is None or people.place.country is None or doc.tokens.lowers[at] != "losses":
        return None  # "87 were hurt on the Kyrgyz side" of a border
    return _side(at, side_of_state(people.place.country, scene_of(doc).country))


def _own_side(doc: Annotated, phrase: Phrase, whose: int, here: Sequence[Counted]) -> SideMention | None:
    """The side of "our side", "their own side" and "the militia, whose own losses"."""
    word = doc.tokens.lowers[whose]
    if word == "our":
        return side_of_us(doc, whose)
    if word == "whose":
        before = scene_of(doc).sides.between(whose - _WHOSE_REACH, whose)
        return before[-1] if before and before[-1].role == "armed" else None
    if here and (side := _killers(doc, here[-1])) is not None:
        return _side(whose, side)
    return owner(doc, phrase)


def _verb(doc: Annotated, first: int, phrase: Phrase) -> int | None:
    """Where the verb stands of which a number is the object, over other numbers of the lost."""
    lowers, kinds = doc.tokens.lowers, doc.tokens.kinds
    dated = {
        k
        for t in scene_of(doc).times.between(max(first, phrase.start - _REACH), phrase.start)
        for k in range(t.first, t.past)
    }
    for at in range(phrase.start - 1, max(first, phrase.start - _REACH) - 1, -1):
        word = lowers[at]
        if word in _VERBS:
            between = lowers[at : phrase.start]
            own = not ITS.isdisjoint(between) and (
                "losses" in between or ("own" in between and _COUNTED & set(between))
            )
            left = word in _LEAVING and phrase.head is not None and phrase.head.word in BODIES
            if left and _BEHIND.isdisjoint(lowers[at : min(len(lowers), phrase.end + _FIELD_REACH)]):
                return None
            plain = left or word in _LOSING or word in _OWNING_UP
            return at if plain or own else None
        if word in _HARM and lowers[at - 1] in _JOINTS:
            return None  # "lost two and killed one of their leaders"
        if not (word in _BETWEEN or kinds[at] == NUMBER or at in dated):
            return None
    return None


def _price_paid(doc: Annotated, phrase: Phrase, here: Sequence[Counted]) -> Identity | None:
    """'Killed twelve rebels for the loss of one': those of the killers."""
    if doc.tokens.lowers[phrase.start - 2 : phrase.start] not in _PRICE or not here:
        return None
    side = _killers(doc, here[-1])
    return Identity("combatants", side, None, "the price of those who killed") if side is not None else None


def _killers(doc: Annotated, killed: Counted) -> str | None:
    """The one side that killed those counted before."""
    told = killed.phrase
    sentence = doc.sentence_at(doc.tokens.starts[told.start])
    side = agent_of_harm(scene_of(doc), sentence, told.start, told.end)
    return side if side is not None and "+" not in side else None


def _subject(
    doc: Annotated, reader: NounReader, phrase: Phrase, verb: int, here: Sequence[Counted]
) -> SideMention | None:
    """Who lost or admits: a side, "we", "it", a unit, whoever killed in the same breath."""
    lowers, scene = doc.tokens.lowers, scene_of(doc)
    sentence = doc.sentence_at(doc.tokens.starts[verb])
    if lowers[verb - 1] in _JOINTS and here and (side := _killers(doc, here[-1])) is not None:
        return _side(verb, side)
    past = verb
    while past - 1 > sentence.first and lowers[past - 1] in _SKIPPED:
        past -= 1
    word = lowers[past - 1]
    if word == "we":
        return side_of_us(doc, past)
    if word in ("it", "they"):
        told = pointed_at(scene, sentence, past)
        return _side(past, told[0]) if told else None
    near = [s for s in scene.sides.between(max(sentence.first, past - _SUBJECT_REACH), past) if s.role == "armed"]
    if near and lowers[near[-1].first - 1] not in _AWAY:
        return near[-1]
    if word in _BODIES:
        return _side(past, side_of_rank(doc, past) or home_side(scene.country))
    noun = next((m for k in (past - 1, past - 2) if (m := reader.persons.get(k)) is not None and m.end == past), None)
    if noun is not None and noun.entry.population == "combatants":
        told_side = side_of(doc, noun.entry, phrase)
        return _side(past, told_side) if told_side is not None else None
    fighters = not _OF_FIGHTERS.isdisjoint(lowers[verb : phrase.end]) or "losses" in lowers[verb : phrase.start]
    fighters = fighters or (bool(here) and here[-1].population == "combatants")
    state = state_at(scene, past) if fighters else None
    return _side(past, state) if state is not None else None


def _side(at: int, side: str) -> SideMention:
    return SideMention(at, at, side, None, "armed", "generic")
