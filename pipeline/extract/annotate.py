"""One article with everything that the rules look at: tokens, sentences, times, places, actors, people, measures.

Belongs here: running the finders once over an article. Does not: choosing among what they found.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.given_names import without_given_names
from pipeline.extract.lexicon import Match
from pipeline.extract.memo import forget_article
from pipeline.extract.nationals import with_nationals
from pipeline.extract.places import PlaceMention, read_places
from pipeline.extract.reference import (
    FIGHTERS_FALL,
    ActorAlias,
    Conflict,
    Cue,
    MeasureTerm,
    PersonNoun,
    Reference,
    ReportingTerm,
    SpeakerAlias,
    State,
)
from pipeline.extract.time import TimeMention, find_times
from pipeline.extract.tokens import Tokens, closed, tokenize
from pipeline.text.model import Article

# "Nine soldiers of the brigade fell in", "eight fighters also fell in": from who falls to the verb.
_FALL_REACH = 6
_LIVES, _LIVES_REACH = frozenset({"life", "lives"}), 6
_THAT = frozenset({"that", "it", "they", "he", "to", ",", "had", "have"})
_CLAIMING = frozenset({"claim", "claims", "claimed", "claiming"})
_MEN = frozenset(("men", "members"))


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """A sentence as offsets and as token positions `first` to `past` (exclusive)."""

    index: int
    start: int
    end: int
    first: int
    past: int
    is_title: bool
    paragraph: int


@dataclass(frozen=True, eq=False)
class Annotated:
    """An article and what was found in it; every list is in reading order.

    Known by identity, so that memos can hold it.
    """

    article: Article
    published_on: date | None
    tokens: Tokens
    sentences: list[SentenceSpan]
    times: list[TimeMention]
    places: list[PlaceMention]
    actors: list[Match[ActorAlias]]
    persons: list[Match[PersonNoun]]
    measures: list[Match[MeasureTerm]]
    speakers: list[Match[SpeakerAlias]]
    cues: list[Match[Cue]]
    things: list[Match[str]]
    _starts: list[int] = field(default_factory=list)
    conflicts: Mapping[str | None, Sequence[Conflict]] = field(default_factory=dict)
    peoples: Sequence[PlaceMention] = ()
    gazetteer: Gazetteer | None = None
    states: Mapping[str, State] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text; every offset points into it."""
        return self.article.text

    def sentence_at(self, offset: int) -> SentenceSpan:
        """The sentence that holds the character at `offset` (the nearest before it, between sentences)."""
        return self.sentences[(bisect_right(self._starts, offset) or 1) - 1]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Token positions of the offsets."""
        return self.tokens.span(start, end)


def applies(alias: ActorAlias, publisher: str | None) -> bool:
    """Whether this reading of an alias holds for the outlet that uses it."""
    return not alias.publishers or (publisher is not None and publisher.lower() in alias.publishers)


def annotate(article: Article, published_on: date | None, reference: Reference) -> Annotated:
    """Run every finder over the article; the answers about the one before are dropped."""
    forget_article()
    tokens = tokenize(article.text)
    sentences = []
    for index, sentence in enumerate(article.sentences):
        first, past = tokens.span(sentence.start, sentence.end)
        sentences.append(
            SentenceSpan(index, sentence.start, sentence.end, first, past, sentence.kind == "title", sentence.paragraph)
        )
    spans = [(s.start, s.end) for s in sentences]
    places = read_places(article.text, spans, reference.gazetteer)
    actors, persons, measures, speakers, cues, things = reference.terms.find(tokens)
    tokens = closed(tokens, len(article.text))
    return Annotated(
        article,
        published_on,
        tokens,
        sentences,
        without_given_names(tokens, find_times(article.text, 0, len(article.text), published_on)),
        list(places.mentions),
        [m for m in actors if applies(m.entry, article.publisher)],
        with_nationals(tokens, persons, measures, actors, places.peoples),
        _told_of_fighters(_with_wounds(tokens, measures, reference), persons),
        speakers,
        _told_by_speakers(cues, tokens),
        things,
        [s.start for s in sentences],
        reference.conflicts,
        places.peoples,
        reference.gazetteer,
        reference.states,
    )


def _told_by_speakers(cues: list[Match[Cue]], tokens: Tokens) -> list[Match[Cue]]:
    """The cues without those that claim lives, of which nobody tells: "a clash with rebels claimed six lives"."""
    return [cue for cue in cues if tokens.lowers[cue.start] not in _CLAIMING or not _takes_lives(tokens.lowers, cue)]


def _takes_lives(lowers: list[str], cue: Match[Cue]) -> bool:
    behind = lowers[cue.end : cue.end + _LIVES_REACH]
    at = next((k for k, word in enumerate(behind) if word in _LIVES), None)
    return at is not None and isinstance(cue.entry, ReportingTerm) and _THAT.isdisjoint(behind[:at])


def _told_of_fighters(measures: list[Match[MeasureTerm]], persons: list[Match[PersonNoun]]) -> list[Match[MeasureTerm]]:
    """The harm words without those told of fighters only where none stand before them: "shells fell in"."""
    if not any(match.entry.form == FIGHTERS_FALL for match in measures):
        return measures
    men = {m.end for m in persons if m.entry.plural and (m.entry.population == "combatants" or m.entry.word in _MEN)}
    return [
        match
        for match in measures
        if match.entry.form != FIGHTERS_FALL or not men.isdisjoint(range(match.start - _FALL_REACH, match.start + 1))
    ]


def _with_wounds(tokens: Tokens, measures: list[Match[MeasureTerm]], reference: Reference) -> list[Match[MeasureTerm]]:
    """The harm words with those of two parts ("suffered head injuries") in the place of what they are made of."""
    wounds = reference.wounds.find(tokens)
    if not wounds:
        return measures
    covered = {at for wound in wounds for at in range(wound.start, wound.end)}
    found = [m for m in measures if m.start not in covered and m.end - 1 not in covered]
    for start, end, form, cause, fatal in wounds:
        term = " ".join(tokens.lowers[start:end])
        found.append(Match(start, end, MeasureTerm("killed" if fatal else "injured", form, cause, None, term)))
    return sorted(found, key=lambda match: match.start)
