"""The number of something that changed: "the number of people killed in the raid on the market has risen to 16".

Belongs here: of what such a number is told, however long the words between. Does not: other tolls (`tolls`).
"""

from pipeline.extract.clause import UNRELATED, Clause, Link, standing
from pipeline.extract.grammar import ADVERBS, DETERMINERS, PREPOSITIONS
from pipeline.extract.toll_words import COUNTS, FELL, REACHED, ROSE

_CHANGING = ROSE | FELL | REACHED
_CHANGE_REACH = 4
# "Who were killed by the raid that hit a fuel market in the north-eastern countryside of the province has risen".
_NUMBER_REACH = 44
# "The number of civilians who have been killed".
_TOLD_REACH = 8


class NumberReadings(Clause):
    """What a sentence tells of a number that rose or fell."""

    def _changed_number(self, i: int) -> Link | None:
        """'The number of civilians killed in ... has risen to 16': who they are, or that they are no people."""
        start = self.phrases[i].start
        behind = range(start - 1, max(self.first, start - _CHANGE_REACH) - 1, -1)
        change = next((k for k in behind if self.lowers[k] in _CHANGING), None)
        if change is None:
            return None
        of = self._numbered_at(change)
        return None if of is None else self._told_of(of - 1, change)

    def _numbered_at(self, change: int) -> int | None:
        """Where the "of" of the number stands that a verb of change has as its subject."""
        for k in range(change - 1, max(self.first, change - _NUMBER_REACH), -1):
            if self.lowers[k] == ";" or k in self.starts:
                return None
            if self.lowers[k] == "of" and self.lowers[k - 1] in COUNTS:
                return k if self.lowers[k - 2] in DETERMINERS else None
        return None

    def _told_of(self, first: int, change: int) -> Link | None:
        """What befell those numbered; things that are numbered are no people."""
        for at in range(first, min(change, first + _TOLD_REACH)):
            noun, found = self.reader.persons.get(at), self.triggers.get(at)
            if noun is not None and noun.entry.measure is not None:
                return Link(noun.entry.measure, None, at, "toll-number", basis=standing(noun.entry))
            if found is not None and found[0].entry.form == "refuge":
                inside = self.lowers[first + 2 : first + 4] in (["people", "in"], ["people", "at"], ["residents", "of"])
                return Link("displaced" if inside else UNRELATED, None, at, "toll-number", basis="stock")
            if found is not None:
                return Link(found[0].entry.measure, found[0].entry, at, "toll-number", basis=found[0].entry.basis)
            if at > first + 1 and at in self.reader.things and not self._is_described(at + 1):
                return Link(UNRELATED, None, at, "toll-number")
        return None

    def _is_described(self, at: int) -> bool:
        """Whether a noun only describes the next: "air strike victims", but not "air strikes on the city"."""
        word = self.lowers[at]
        return at in self.reader.persons or not (
            word in PREPOSITIONS or word in DETERMINERS or word in ADVERBS or word.endswith(("ed", "ing", "s"))
        )
