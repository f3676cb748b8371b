"""The vocabularies of `seeds/reference` as lookup structures, loaded once.

Belongs here: typed rows of the reference tables and their lexicons. Does not: rules that use them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.lexicon import Lexicon, LexiconGroup, read_table
from pipeline.extract.model import Qualifier
from pipeline.extract.movement import Movement
from pipeline.extract.quantities import Hedges
from pipeline.extract.wounds import Wounds, WoundWord

# Last words of a truce's proper name that calls it a deal.
# Two letters are seldom whose they seem.
_LEAST_ACRONYM = 3
_DEALS = frozenset(
    "agreement agreements deal accord accords pact protocol memorandum understanding declaration plan".split()
)


@dataclass(frozen=True, slots=True)
class ActorAlias:
    """One name of an actor. `actor` is None for words that name only a side ("regime forces")."""

    actor: str | None
    side: str | None
    kind: str
    role: str
    country: str | None
    publishers: frozenset[str]
    alias: str
    names_there: int = 0  # how many names the table has for the actor in this country: most where it is at home
    acronym: str | None = None  # by which the actor is as well known, where its name does not have it


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for people that figures count; `measure` is set where the noun tells what happened ("IDPs")."""

    population: str
    affiliation: str | None
    unit: str
    plural: bool
    role: str
    measure: str | None
    word: str


# Told of fighters only: "nine soldiers fell in".
FIGHTERS_FALL = "intransitive-fighters"


@dataclass(frozen=True, slots=True)
class MeasureTerm:
    """A word that tells that people were killed, injured, displaced or returned.

    `form`: `participle` (subject suffers: "were killed", also active with an object), `intransitive` ("died"),
    `active` ("kills", "killing": the object suffers), `noun` ("death toll", "deaths of"), `adjective` ("dead"),
    `split` ("cost ... their lives": the object stands between, `rest` are the words behind it).
    """

    measure: str
    form: str
    cause: str | None
    basis: str | None
    term: str
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerAlias:
    """One name of a speaker; kind `generic` means a description ("a war monitor") that may stand for a named one."""

    speaker: str
    kind: str
    country: str | None
    alias: str
    identity: str

    def speaks_in(self, country: str | None) -> bool:
        """Whether it may mean its speaker in a country's news: a description in lower case does in its own only."""
        return self.country in (None, country) or country is None or not self.alias.islower()


@dataclass(frozen=True, slots=True)
class ActTerm:
    """A word for a hostile act. `weak` words ("attack", "hit") take the kind of a stronger word beside them.

    `form`: `noun` ("air strike"), `verb` ("shelled"), `weapon` ("warplanes"), `capture` ("seized").
    """

    form: str
    act: str
    cause: str | None
    weak: bool
    term: str


@dataclass(frozen=True, slots=True)
class ReportingTerm:
    """A word that credits a speaker: verbs, "according to", words that stand for a speaker, nouns that make one."""

    form: str
    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class BreachTerm:
    """A word about truces: their names, how they begin, hold, end and are broken."""

    form: str
    kind: str
    term: str

    @property
    def names_truce(self) -> bool:
        """Whether it stands for a truce: "ceasefire", "the deal"."""
        return self.form in {"truce", "deal"}


Cue = ActTerm | ReportingTerm | BreachTerm


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """A known truce. Dates are None where history does not settle them."""

    ceasefire_id: str
    name: str
    announced_on: date | None
    effective_on: date | None
    effective_on_precision: str | None
    ended_on: date | None
    brokers: tuple[str, ...]
    parties: tuple[str, ...]
    excluded_parties: tuple[str, ...]
    country: str | None
    other_country: str | None
    admin1s: tuple[str, ...]
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One name of a war with its start, for "since the war began".

    `main`: the country's war, not a battle of it; `day_stands`: a month told for its beginning means that day; `foe`:
    the side of the other state that the country's forces fight.
    """

    name: str
    country: str
    started_on: date
    ended_on: date | None
    alias: str
    main: bool
    day_stands: bool
    foe: str | None


class State(NamedTuple):
    """What a country's government is called when it speaks, and the capital that stands for it (both may be empty)."""

    capital: str
    government: str


@dataclass(frozen=True)
class Reference:
    """All that the extractor looks up."""

    directory: Path
    gazetteer: Gazetteer
    actors: Lexicon[ActorAlias]
    persons: Lexicon[PersonNoun]
    measures: Lexicon[MeasureTerm]
    wounds: Wounds
    things: Lexicon[str]
    movement: Movement
    hedges: Hedges
    speakers: Lexicon[SpeakerAlias]
    cues: Lexicon[Cue]
    ceasefires: tuple[Ceasefire, ...]
    conflicts: Mapping[str | None, Sequence[Conflict]]
    broker_words: Mapping[str, str]
    states: Mapping[str, State]
    terms: LexiconGroup = field(init=False)
    """Actors, persons, measures, speakers, cues and things, to be found in one pass in this order."""

    def __post_init__(self) -> None:
        terms = LexiconGroup([self.actors, self.persons, self.measures, self.speakers, self.cues, self.things])
        object.__setattr__(self, "terms", terms)

    @classmethod
    def load(cls, directory: Path, cache: Path | None = None) -> "Reference":
        """Read every table of `directory`; raises `ReferenceTableError` that names the table and what is wrong."""
        ceasefires = tuple(_ceasefires(directory))
        actors = tuple(_actors(directory))
        return cls(
            directory,
            Gazetteer.load(directory, cache),
            Lexicon(actors, lost_apostrophes=True),
            Lexicon(_persons(directory)),
            Lexicon(_measures(directory)),
            Wounds(_wounds(directory)),
            Lexicon(_things(directory)),
            Movement.of(_movement(directory)),
            Hedges(_hedges(directory)),
            Lexicon(_speakers(directory), lost_apostrophes=True),
            Lexicon((*_cues(directory), *_named_deals(ceasefires))),
            ceasefires,
            _by_country(_conflicts(directory)),
            _broker_words(ceasefires, actors),
            _states(directory),
        )


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())


def _is_acronym(alias: str, name: str) -> bool:
    """Whether a name has the first letters of another, in its own language's order: "CMA", "TNLA"."""
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return len(alias) >= _LEAST_ACRONYM and alias.isupper() and sorted(alias) == sorted(letters) and alias not in name


def _actors(directory: Path) -> Iterator[tuple[str, ActorAlias]]:
    rows = read_table(directory / "actors.csv", ("actor", "side", "alias", "alias_kind", "publishers", "role"))
    names = Counter((row["actor"], row["country"]) for row in rows if row["actor"] and row["country"])
    acronyms = {row["actor"]: row["alias"] for row in reversed(rows) if _is_acronym(row["alias"], row["actor"])}
    for row in rows:
        yield (
            row["alias"],
            ActorAlias(
                row["actor"] or None,
                row["side"] or None,
                row["alias_kind"],
                row["role"],
                row["country"] or None,
                frozenset(_parts(row["publishers"])),
                row["alias"],
                names[row["actor"], row["country"]],
                acronyms.get(row["actor"]),
            ),
        )


def _persons(directory: Path) -> Iterator[tuple[str, PersonNoun]]:
    for row in read_table(
        directory / "person_nouns.csv", ("singular", "plural", "population", "unit", "role", "measure")
    ):
        for word, plural in ((row["singular"], False), (row["plural"], True)):
            if word:
                noun = PersonNoun(
                    row["population"],
                    row["affiliation"] or None,
                    row["unit"],
                    plural,
                    row["role"],
                    row["measure"] or None,
                    word,
                )
                yield word, noun


def _measures(directory: Path) -> Iterator[tuple[str, MeasureTerm]]:
    for row in read_table(directory / "measure_terms.csv", ("term", "measure", "form", "cause", "basis")):
        term, _, rest = row["term"].partition(" ... ")
        told = MeasureTerm(row["measure"], row["form"], row["cause"] or None, row["basis"] or None, term)
        yield term, replace(told, rest=tuple(rest.split())) if rest else told


def _wounds(directory: Path) -> Iterator[WoundWord]:
    for row in read_table(directory / "wound_words.csv", ("term", "role", "form", "cause")):
        yield WoundWord(tuple(row["term"].lower().split()), row["role"], row["form"], row["cause"] or None)


def _hedges(directory: Path) -> Iterator[tuple[str, str, Qualifier]]:
    for row in read_table(directory / "hedges.csv", ("phrase", "stands", "qualifier")):
        yield row["phrase"], row["stands"], cast(Qualifier, row["qualifier"])


def _things(directory: Path) -> Iterator[tuple[str, str]]:
    for row in read_table(directory / "counted_things.csv", ("word", "kind")):
        yield row["word"], row["kind"]


def _movement(directory: Path) -> Iterator[tuple[str, str]]:
    for row in read_table(directory / "movement_words.csv", ("word", "role")):
        yield row["word"], row["role"]


def _speakers(directory: Path) -> Iterator[tuple[str, SpeakerAlias]]:
    rows = list(read_table(directory / "speakers.csv", ("speaker", "alias", "kind", "shown")))
    listed = {row["alias"].lower() for row in rows}
    capitals = {row["name"]: row["capital"] for row in read_table(directory / "countries.csv", ("name", "capital"))}
    for row in rows:
        name = row["shown"] or row["speaker"]
        for alias in (row["alias"], _by_capital(row["alias"], capitals)):
            if alias == row["alias"] or (alias and alias.lower() not in listed):
                yield alias, SpeakerAlias(name, row["kind"], row["country"] or None, alias, row["speaker"])


# The capital is one government's of two: "Sanaa's health ministry" is the Houthis'.
_DIVIDED = frozenset({"Libya", "Yemen"})


def _by_capital(alias: str, capitals: Mapping[str, str]) -> str:
    """A ministry that is told by its state, told by the capital: "Ankara's defence ministry"."""
    state, mark, body = alias.partition("'s ")
    told = mark and "ministry" in body.lower() and state not in _DIVIDED
    capital = capitals.get(state, "") if told else ""
    return f"{capital}'s {body}" if capital else ""


def _cues(directory: Path) -> Iterator[tuple[str, Cue]]:
    for row in read_table(directory / "act_terms.csv", ("term", "forms", "form", "act", "cause", "weak")):
        for form in (row["term"], *_parts(row["forms"])):
            yield form, ActTerm(row["form"], row["act"], row["cause"] or None, row["weak"] == "true", row["term"])
    for row in read_table(directory / "reporting_terms.csv", ("term", "forms", "form", "kind")):
        for form in (row["term"], *_parts(row["forms"])):
            yield form, ReportingTerm(row["form"], row["kind"], row["term"])
    for row in read_table(directory / "breach_terms.csv", ("term", "forms", "form", "kind")):
        for form in (row["term"], *_parts(row["forms"])):
            yield form, BreachTerm(row["form"], row["kind"], row["term"])


def _ceasefires(directory: Path) -> Iterator[Ceasefire]:
    for row in read_table(
        directory / "ceasefires.csv", ("ceasefire_id", "name", "announced_on", "effective_on", "aliases")
    ):
        yield Ceasefire(
            row["ceasefire_id"],
            row["name"],
            _day(row["announced_on"]),
            _day(row["effective_on"]),
            row["effective_on_precision"] or None,
            _day(row["ended_on"]),
            _parts(row["brokers"]),
            _parts(row["parties"]),
            _parts(row["excluded_parties"]),
            row["country"] or None,
            row["other_country"] or None,
            _parts(row["admin1s"]),
            row["kind"],
            _parts(row["aliases"]),
        )


def _named_deals(ceasefires: Iterable[Ceasefire]) -> Iterator[tuple[str, Cue]]:
    """Names of known truces that no word calls a truce: "the Minsk agreements", "resolution 2401"."""
    for ceasefire in ceasefires:
        for alias in ceasefire.aliases:
            named = any(word[0].isupper() for word in alias.split())
            if named and alias.lower().split()[-1] in _DEALS:
                yield alias, BreachTerm("truce", "ceasefire", alias)


def _broker_words(ceasefires: Iterable[Ceasefire], actors: Iterable[tuple[str, ActorAlias]]) -> dict[str, str]:
    """Words in lower case that name a broker of truces ("russian", "moscow"), with its name in `ceasefires.csv`."""
    brokers = sorted({broker for ceasefire in ceasefires for broker in ceasefire.brokers})
    words = {broker.lower(): broker for broker in brokers}
    state = {
        alias.lower(): entry
        for alias, entry in actors
        if entry.side and entry.role == "state" and entry.country is None
    }
    sides = {state[broker.lower()].side: broker for broker in reversed(brokers) if broker.lower() in state}
    for alias, entry in sorted(state.items()):
        if entry.side in sides and " " not in alias and entry.kind in {"name", "adjective"}:
            words.setdefault(alias, sides[entry.side])
    return words


def _by_country(conflicts: Iterable[Conflict]) -> dict[str | None, list[Conflict]]:
    found: dict[str | None, list[Conflict]] = {}
    for conflict in conflicts:
        found.setdefault(conflict.country, []).append(conflict)
    return found


def _states(directory: Path) -> dict[str, State]:
    rows = read_table(directory / "countries.csv", ("country", "name", "capital", "government"))
    return {row["country"]: State(row["capital"], row["government"] or row["name"]) for row in rows}


def _conflicts(directory: Path) -> Iterator[Conflict]:
    columns = ("conflict", "country", "started_on", "ended_on", "alias", "main", "day_stands", "foe")
    for row in read_table(directory / "conflicts.csv", columns):
        started_on, ended_on = date.fromisoformat(row["started_on"]), _day(row["ended_on"])
        main, day_stands = row["main"] == "true", row["day_stands"] == "true"
        foe = row["foe"] or None
        yield Conflict(row["conflict"], row["country"], started_on, ended_on, row["alias"], main, day_stands, foe)
