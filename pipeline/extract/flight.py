"""Displacement told by movement: leaving, being driven out or moved, staying in a place of refuge.

Belongs here: such readings of a counted phrase. Does not: words that tell displacement themselves (`predicates`), the
vocabulary (`movement`).
"""

from pipeline.extract.clause import BARRIERS, RELATIVES, Clause, Link
from pipeline.extract.nouns import ADVERBS, AUXILIARIES, DETERMINERS


class FlightReadings(Clause):
    """What a sentence tells of people on the move."""

    def _driven(self, i: int, at: int) -> Link | None:
        """'forced 6,320 families into camps', 'drove 900 people to the river', 'forced 250 people to leave'."""
        phrase = self.phrases[i]
        if at > phrase.end + 1 or phrase.head is None or phrase.head.population == "combatants":
            return None
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        word, after = self.lowers[at], self.lowers[at + 1 : at + 2]
        gone = verb in self.movement.driving and (
            word in self.movement.away or (word == "to" and self._is_place(at + 1))
        )
        left = verb in self.movement.ordering and word == "to" and after[0:1] and after[0] in self.movement.going
        return Link("displaced", None, at, "driven") if gone or left else None

    def _transferred(self, i: int) -> Link | None:
        """'authorities transferred 9,000 residents'."""
        phrase = self.phrases[i]
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        moved = (
            phrase.head is not None
            and phrase.head.word in self.movement.resident
            and verb in self.movement.transferring
        )
        return Link("displaced", None, phrase.start - 1, "driven") if moved else None

    def _is_place(self, at: int) -> bool:
        return at < self.past and (self.lowers[at] == "the" or self.reader.tokens.texts[at][:1].isupper())

    def _housed(self, at: int, reach: int) -> Link | None:
        """'live in overcrowded camps', 'were still in nine evacuation centres' (stock), 'moved to shelters' (flow)."""
        after = at + 1
        while after < reach and self.lowers[after] in ADVERBS:
            after += 1
        if after >= reach or self.lowers[after] not in ("in", "at", "inside", "with", "to", "into"):
            return None
        moved = self.lowers[after] in ("to", "into")
        link = self._refuge(after, reach, "flow" if moved else "stock")
        named = moved and self.lowers[at] in self.movement.moved and self.reader.tokens.texts[after + 1 : after + 2]
        if link is None and named and named[0][:1].isupper() and self.lowers[at - 1] not in DETERMINERS:
            return Link("displaced", None, at, "leaving")
        return link

    def _refuge(self, preposition: int, reach: int, basis: str) -> Link | None:
        for index in range(preposition + 1, min(reach, preposition + 7)):
            for match in self.reader.triggers.get(index, ()):
                if match.entry.form == "refuge":
                    return Link(match.entry.measure, match.entry, index, "subject-adjacent", basis=basis)
            if self.lowers[index] in BARRIERS or self.lowers[index] in RELATIVES:
                return None
        return None

    def _in_refuge(self, i: int) -> Link | None:
        """'195,000 Iraqis in 21 camps': nothing else is told of them than where they shelter."""
        at = self.phrases[i].end
        if at < self.past and self.lowers[at] in ("in", "at", "inside"):
            return self._refuge(at, min(self.past, at + 6), "stock")
        return None

    def _leaves_place(self, i: int, at: int) -> bool:
        """'4,500 people left eastern Aleppo'."""
        if self.lowers[self.phrases[i].start - 1 : self.phrases[i].start] == ["for"]:
            return False
        between = self._between(i, at)
        aside = between[:1] == [","] and between[-1:] == [","]
        if not aside and not all(w in AUXILIARIES or w in ADVERBS or w in ("(", ")") for w in between):
            return False
        texts = self.reader.tokens.texts
        return (
            any(
                texts[n][:1].isupper() or self.lowers[n] in self.movement.left_place
                for n in range(at + 1, min(self.past, at + 4))
            )
            and self.starts.get(at + 1) is None
        )
