"""Whom an attack fell on, where the number behind it has no noun: "gunmen fired on soldiers in Bama, killing three".

Belongs here: finding those who were struck before such a number. Does not: other numbers without a noun (`unnamed`),
nouns that say it themselves (`people`), whose men the struck are (`belonging`).
"""

from collections.abc import Sequence

from pipeline.extract.annotate import Annotated
from pipeline.extract.belonging import Counted, Identity, side_meant, side_of
from pipeline.extract.blame import only_foe
from pipeline.extract.clause import Link
from pipeline.extract.grammar import PREPOSITIONS
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import PersonNoun
from pipeline.extract.scene import Scene, scene_of
from pipeline.extract.states import home_side

# "ambushed a large group of rebels": from the act to those on whom it falls.
_REACH = 7
# Fighters together, whom a strike kills where it falls on them; positions and bases may hold anyone.
_BANDS = frozenset("group gang cell squad unit convoy patrol column gathering team band contingent".split())
_APART = frozenset(
    "by between with from and , ; near in to after as when while who that which where while near".split()
)
_ACTS = frozenset({"verb", "noun", "doing"})
_LEAVING = frozenset({"leaving", "left", "leaves"})
_LEFT_REACH = 3
_ON = frozenset({"on", "at", "against", "upon"})
_WHOM = frozenset({"combatants", "civilians"})


def those_struck(
    doc: Annotated, reader: NounReader, phrase: Phrase, link: Link, earlier: Sequence[Counted]
) -> Identity | None:
    """'The army ambushed a group of rebels, killing 15', 'a raid on troops left two dead': those who were struck."""
    lowers = doc.tokens.lowers
    of_them = phrase.pronoun or phrase.partitive
    sentence = doc.sentence_at(doc.tokens.starts[phrase.start])
    if phrase.pronoun and phrase.start == sentence.first and sentence.index:
        first = doc.sentences[sentence.index - 1].first
        counted = bool(earlier) and earlier[-1].phrase.start >= first
        return None if counted else _struck_before(doc, reader, phrase, first)
    left = not _LEAVING.isdisjoint(lowers[max(0, phrase.start - _LEFT_REACH) : phrase.start])
    term = link.term.term if link.rule == "object" and link.term is not None else ""
    killing = term and (term.endswith("ing") or of_them or lowers[link.term_at - 1] == "and")
    return _struck_before(doc, reader, phrase, sentence.first) if killing or left else None


def _struck_before(doc: Annotated, reader: NounReader, phrase: Phrase, first: int) -> Identity | None:
    """Those on whom an act falls between a token and the number, the nearest first."""
    lowers, of_them = doc.tokens.lowers, phrase.pronoun or phrase.partitive
    scene = scene_of(doc)
    nouns = {m.end: m for k in range(first, phrase.start) if (m := reader.persons.get(k)) is not None}
    sides = {side.past: side for side in scene.sides.between(first, phrase.start)}
    for past in sorted({*nouns, *sides}, reverse=True):
        noun, side = nouns.get(past), sides.get(past)
        if noun is None and side is not None:
            noun = next((m for at, m in nouns.items() if side.first < at < past and m.start >= side.first), None)
        if _is_target(scene, first, noun, side, of_them=of_them):
            if lowers[past] in {"and", "or"}:
                return None  # "attacks on civilians and security forces"
            return _identity(doc, phrase, noun, side)
    return None


def _is_target(
    scene: Scene,
    first: int,
    noun: Match[PersonNoun] | None,
    side: SideMention | None,
    *,
    of_them: bool,
) -> bool:
    """Whether an act of the sentence falls on those named: people in the plural, a band, a force as a whole."""
    lowers = scene.doc.tokens.lowers
    at = min(m for m in (noun and noun.start, side and side.first) if m is not None)
    several = noun is not None and noun.entry.plural and noun.entry.measure is None and noun.entry.population in _WHOM
    band = side is not None and (
        _is_band(lowers, side) or (side.role == "armed" and (of_them or _ends_phrase(scene, side)))
    )
    if not several and not band:
        return False
    acts = [m for m in scene.acts.between(max(first, at - _REACH), at) if m.entry.form in _ACTS and m.entry.act]
    if not acts:
        return False
    gap = lowers[acts[-1].end : at]
    on = acts[-1].entry.form == "verb" or not _ON.isdisjoint(gap)
    return on and _APART.isdisjoint(gap) and lowers[at - 1] not in _APART


def _ends_phrase(scene: Scene, side: SideMention) -> bool:
    """Whether nothing owned stands behind a force: "attacked the army near Goma", not "an army post near Goma"."""
    lowers = scene.doc.tokens.lowers[side.past : side.past + 1]
    return (
        not lowers
        or lowers[0] in PREPOSITIONS
        or lowers[0] == ","
        or bool(scene.times.between(side.past, side.past + 1))
    )


def _identity(doc: Annotated, phrase: Phrase, noun: Match[PersonNoun] | None, side: SideMention | None) -> Identity:
    if noun is not None and noun.entry.population == "civilians":
        return Identity("civilians", None, None, "those who were struck")
    if side is not None:
        return Identity("combatants", side_meant(doc, side), side.actor, "those who were struck")
    assert noun is not None
    scene = scene_of(doc)
    attackers = noun.entry.role == "perpetrator"
    told = only_foe(scene, home_side(scene.country)) if attackers else side_of(doc, noun.entry, phrase)
    return Identity("combatants", told, None, "those who were struck")


def _is_band(lowers: Sequence[str], side: SideMention) -> bool:
    """'A large terrorist group', 'a convoy of Islamic State', 'a Boko Haram patrol'."""
    if side.role != "armed":
        return False
    of = lowers[side.first - 2] if lowers[side.first - 1] in ("of", "the") else ""
    of = lowers[side.first - 3] if of == "of" and side.first > 2 else of
    article = not {"a", "an"}.isdisjoint(lowers[max(0, side.first - 3) : side.first])
    behind = lowers[side.past : side.past + 1]
    return of in _BANDS or (article and (lowers[side.past - 1] in _BANDS or (bool(behind) and behind[0] in _BANDS)))
