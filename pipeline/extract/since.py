"""What became since of people told of by what befell them first: "nine villagers wounded by shells died".

Belongs here: the verb of the sentence behind a participle or a relative clause that only says which people are meant.
Does not: that first reading (`subjects`), two verbs under one subject (`subjects`), the vocabulary (`movement`).
"""

from pipeline.extract.clause import BARRIERS, MOVED, RELATIVES, SAYING, SUBJECT_REACH, UNRELATED, Link
from pipeline.extract.flight import FlightReadings
from pipeline.extract.grammar import ADVERBS, HAVE, PREPOSITIONS

_ENDS = BARRIERS | RELATIVES | SAYING | frozenset((";", ":", "and", "but"))
_ARE = frozenset("are is remain remains still now".split())
# "1,200 families who had been moved into camps began to go home": nearly all are there still.
_BEGINNING = frozenset("began begun begin start started starting beginning".split())
_LIVE = frozenset(("live", "lives", "remain", "remains"))


class SinceReadings(FlightReadings):
    """What a sentence tells of people whom a first clause only describes."""

    def _since(self, i: int, told: Link | None) -> Link | None:
        """What the verb behind tells: of the wounded that they died, of the displaced where they are or went."""
        if told is None or told.term is None or not told.rule.startswith("subject") or told.measure == "killed":
            return None
        if not self._only_tells_which(i, told):
            return None
        first = told.term_at + len(told.term.term.split())
        for at in range(first, min(self.past, first + SUBJECT_REACH)):
            if at in self.starts or self.lowers[at] in _ENDS:
                return None
            link = self._gone_or_there(at, told) if told.measure == "displaced" else self._dead(at, told)
            if link is not None:
                return link
        return None

    def _did_so(self, i: int) -> Link | None:
        """'2,000 people were told to leave, but only 70 did so': what the verb before tells."""
        at = self.phrases[i].end
        while at < self.past and (self.lowers[at] in ADVERBS or self.lowers[at] in HAVE):
            at += 1
        if self.lowers[at : at + 2] not in (["did", "so"], ["done", "so"]):
            return None
        for k in range(self.phrases[i].start - 1, self.first, -1):
            match = next((m for m in self.triggers.get(k, ()) if m.entry.measure in MOVED), None)
            if match is not None:
                return Link(match.entry.measure, match.entry, at, "subject-adjacent")
            if self.lowers[k] in self.movement.going:
                return Link("displaced", None, at, "leaving")
        return None

    def _only_tells_which(self, i: int, told: Link) -> bool:
        """'four villagers wounded by shells', '9,000 Syrians who fled': no verb of the sentence."""
        between = [word for word in self._between(i, told.term_at) if word not in ADVERBS]
        if told.term is not None and not between:
            return told.term.form == "participle" or told.term.term.endswith("ing")
        return between[:1] in (["who"], ["that"])

    def _dead(self, at: int, told: Link) -> Link | None:
        if told.measure not in ("injured", UNRELATED):
            return None
        match = next((m for m in self.triggers.get(at, ()) if m.entry.measure == "killed"), None)
        if match is None or match.entry.form != "intransitive" or self._unreal(at, told.term_at):
            return None
        if self.lowers[at - 1] in PREPOSITIONS:
            return None  # "people hurt by bombs are at risk of losing their lives"
        return Link("killed", match.entry, at, "subject-adjacent")

    def _gone_or_there(self, at: int, told: Link) -> Link | None:
        home = next((m for m in self.triggers.get(at, ()) if m.entry.measure == "returned"), None)
        if home is not None and home.entry.form in ("intransitive", "participle"):
            begun = self.lowers[at - 1] == "to" and self.lowers[at - 2] in _BEGINNING
            real = not (begun or self._unreal(at, told.term_at))
            return Link("returned", home.entry, at, "subject-adjacent") if real else None
        return told._replace(basis="stock") if self._are_there(at) else None

    def _are_there(self, at: int) -> bool:
        """'are stranded', 'are still sheltering', 'now live'."""
        if self.lowers[at] in _LIVE:
            return self.lowers[at - 1] != "to"
        return self.lowers[at] in self.movement.lodging and self.lowers[at - 1] in _ARE
