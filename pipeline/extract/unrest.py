"""What goes on in spite of a truce as a whole: "violence persists in the zones", "raids and battles go on in places".

Belongs here: violence without an act, and acts without side, place and day, told in the sentence of their truce. Does
not: words of breach (`statements`), single acts (`violations`).
"""

from collections.abc import Iterator, Sequence

from pipeline.extract.acts import Act
from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.attribution import Attributions
from pipeline.extract.breaches import Breach
from pipeline.extract.model import Place, Window
from pipeline.extract.scene import Scene
from pipeline.extract.situate import own_time
from pipeline.extract.spots import places_in
from pipeline.extract.statements import Statements
from pipeline.extract.truces import Truce

_VIOLENCE = frozenset({"violence", "bloodshed"})
_GOING_ON = frozenset(
    "continue continues continued persist persists persisted rage rages raged occurring occurred flared surged"
    " escalated escalating intensified erupted spiked worsened".split()
)
_GOES_REACH = 4
_LESS = frozenset("no less drop fall decline reduction reduced reduce lull end stop without".split())
_LESS_REACH = 3
_PLACE_REACH = 8


class Unrest:
    """Reads what an article says goes on under its truces, nowhere and on no day in particular."""

    def __init__(self, scene: Scene, truces: Sequence[Truce], speakers: Attributions, statements: Statements) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.truces = truces
        self.speakers = speakers
        self.statements = statements

    def breaches(self, acts: Sequence[Act]) -> Iterator[Breach]:
        """One breach for each act that goes on, and one for each place of violence without an act."""
        for truce in self.truces:
            if truce.state == "in force":
                for index in sorted({self._sentence(first).index for first, _ in truce.spans}):
                    sentence = self.doc.sentences[index]
                    told = [act for act in acts if act.sentence == index]
                    yield from self._violence(truce, sentence) if not told else self._acts(truce, sentence, told)

    def _sentence(self, position: int) -> SentenceSpan:
        return self.doc.sentence_at(self.doc.tokens.starts[position])

    def _acts(self, truce: Truce, sentence: SentenceSpan, told: Sequence[Act]) -> Iterator[Breach]:
        """ "Though air strikes and battles continue in some areas"."""
        past_of = {act.first: act.past for act in told}
        for act in told:
            past = act.past
            while self.doc.tokens.lowers[past : past + 1] == ["and"] and past + 1 in past_of:
                past = past_of[past + 1]
            anybodys = act.told and act.agents is None and not act.refers
            if (
                anybodys
                and self._goes_on(sentence, past)
                and own_time(self.doc, sentence.index, act.first, past) is None
            ):
                yield self._breach(truce, sentence, act.act, act.first, act.past, self.statements.whole_country())

    def _goes_on(self, sentence: SentenceSpan, past: int) -> bool:
        words = self.doc.tokens.lowers[past - 1 : min(sentence.past, past + _GOES_REACH)]
        near = self.scene.places.between(past, min(sentence.past, past + _PLACE_REACH))
        return not (_GOING_ON.isdisjoint(words) or near)

    def _violence(self, truce: Truce, sentence: SentenceSpan) -> Iterator[Breach]:
        """ "Violence has flared in several of the zones, among them Idlib and Hama"."""
        lowers = self.doc.tokens.lowers
        at = next((k for k in range(sentence.first, sentence.past) if lowers[k] in _VIOLENCE), None)
        if at is None or _GOING_ON.isdisjoint(lowers[at + 1 : min(sentence.past, at + 1 + _GOES_REACH)]):
            return
        if not _LESS.isdisjoint(lowers[max(sentence.first, at - _LESS_REACH) : at]):
            return
        named = {p.mention.place.admin1: p.mention.place for p in places_in(self.scene, sentence.index) if p.first > at}
        places: list[tuple[Place | None, str]] = [
            (place, "named with the violence") for admin1, place in named.items() if admin1
        ]
        for area in places or [self.statements.area_of(truce)]:
            yield self._breach(truce, sentence, "unspecified", at, at + 1, area)

    def _breach(
        self, truce: Truce, sentence: SentenceSpan, act: str, first: int, past: int, placed: tuple[Place | None, str]
    ) -> Breach:
        tokens = self.doc.tokens
        place, place_trace = placed
        speaker, speaker_trace = self.speakers.speaker_at(sentence.index, first, past)
        trace = {
            "act": self.doc.text[tokens.starts[first] : tokens.ends[past - 1]],
            "place": place_trace,
            "window": "since the truce",
            "characterisation": "what the truce does not stop",
            "alleged_by": speaker_trace,
        }
        return Breach(
            act, None, Window(truce.holds_from, self.doc.published_on, "range"), place, truce, "inferred", speaker,
            sentence.index, tokens.starts[first], tokens.ends[past - 1], None, False, trace,
        )  # fmt: skip
