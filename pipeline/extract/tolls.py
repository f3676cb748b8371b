"""Tolls: a number told of a word of harm far before it, "put the death toll from the fire at 69".

Belongs here: such readings of a counted phrase. Does not: subjects and objects (`subjects`, `objects`), numbers told
again in another sentence (`retelling`).
"""

from pipeline.extract.clause import HARMED, INCLUSION, MOVED, SURVIVAL, UNRELATED, Link, standing
from pipeline.extract.grammar import AUXILIARIES, DETERMINERS, PREPOSITIONS
from pipeline.extract.lexicon import Match
from pipeline.extract.numbering import NumberReadings
from pipeline.extract.reference import MeasureTerm, PersonNoun
from pipeline.extract.toll_words import COUNTS, FELL, RAISES, REACHED, ROSE, STANDS

# "the death toll from fighting at 69": between the noun and its number.
TOLL_REACH = 24
# "The toll could reach 40", "is expected to pass 40": behind a toll they tell no toll yet.
FORESEEN = frozenset(("could might would will can expected likely").split())
NUMBERING = frozenset(("number", "numbers"))
SURVIVING = frozenset(("survived", "survive"))
SURVIVING_REACH = 8
DEATHS = frozenset(("deaths", "injuries"))
CHANGED = ROSE | FELL | STANDS | REACHED
REACHING = frozenset("to at reached totalled totaled exceeded passed topped numbered".split())
FLOWS = frozenset(("arrivals", "displacements", "returns", "returnees", "departures"))
# "Internally displaced persons: 9,000"
LABEL_REACH = 3
# "Killed in the shelling of Bor on Friday, according to the monitor: 24": words of a heading.
HEADING_REACH = 16
_COLONS = frozenset((":", "-", "–", "—"))
_PARTED = frozenset((":", ";", "."))
PUTTING = frozenset(("put", "puts", "putting"))
# "The number of people killed", "its count of civilian dead"; but "figures of the agency" are its data.
NUMBERED = COUNTS - {"figures", "counts", "tallies"}
TOLL_LINKS = (
    ROSE
    | REACHED
    | STANDS
    | frozenset(
        (
            "at to is was were of as above over : - – has reads showed shows totalled totaled put estimated between "
            "number numbers numbered totals amounted amounts came comes"
        ).split()
    )
)
# "The death toll, including fighters, rose to 62".
_CHANGING = ROSE | REACHED | STANDS | AUXILIARIES


class TollReadings(NumberReadings):
    """What a sentence tells of a number by way of a toll."""

    def _toll(self, i: int) -> Link | None:
        """'put the death toll at 69', 'the number of people killed rose to 49', 'brings to 49 the number killed'."""
        start = self.phrases[i].start
        if (told := self._told_by_noun(i) or self._changed_number(i)) is not None:
            return told
        links = self.phrases[i].quantity.qualifier != "exact" or self._opens_change(i)
        for at in range(start - 1, max(self.first, start - TOLL_REACH) - 1, -1):
            word = self.lowers[at]
            if word in FORESEEN or (word in INCLUSION and self._is_listed_behind(at, start)):
                return None
            links = links or word in TOLL_LINKS
            found = self.triggers.get(at)
            person = self.reader.persons.get(at)
            if links and person is not None and (told := self._numbered(person.entry, at, start)) is not None:
                return told
            if found is not None and links and not self._describes_place(found, at):
                noun = next((m for m in found if m.entry.form == "noun" and self._goes_on_counting(m, start)), None)
                if noun is not None:
                    return Link(noun.entry.measure, noun.entry, at, "toll", basis=noun.entry.basis)
                camps = found[0].entry.form == "refuge" and self.lowers[at - 1] == "of"  # "the number of camps"
                if self._counted_as_number(at, start) and not camps:
                    return Link(found[0].entry.measure, found[0].entry, at, "toll-number", basis=found[0].entry.basis)
            if found is not None and self._describes_place(found, at):
                continue
            if word == ";" or at in self.triggers or (at in self.starts and not self._goes_on_listing(i, start)):
                return None
        return None

    def _is_listed_behind(self, at: int, start: int) -> bool:
        """'The toll is 11, including a mayor and three guards', no 'put the dead, including children, at 300'."""
        return _CHANGING.isdisjoint(self.lowers[at + 1 : start]) and self.lowers[start - 1] not in TOLL_LINKS

    def _opens_change(self, i: int) -> bool:
        """'raised the toll in Homs from 48 to 62': the first of both."""
        following = self.phrases[i + 1].start if i + 1 < len(self.phrases) else 0
        return self.lowers[self.phrases[i].start - 1] == "from" and self.lowers[self.phrases[i].end : following] == [
            "to"
        ]

    def _goes_on_numbering(self, before: list[str], at: int) -> bool:
        """'put the number of killed at 30 and of wounded at 52', '... and that of injured at 60'."""
        while before[-1:] and before[-1] in ("the", "people"):
            before = before[:-1]
        if before[-2:] not in (["and", "of"], ["that", "of"], [",", "of"]):
            return False
        return not NUMBERED.isdisjoint(self.lowers[max(self.first, at - TOLL_REACH) : at])

    def _goes_on_counting(self, match: Match[MeasureTerm], start: int) -> bool:
        """'The toll of the assault has climbed to 60', but no number of 'the deaths of children in May 2011'."""
        if not match.entry.term.endswith(" of"):
            return True
        return match.entry.term.endswith("toll of") and self.lowers[start - 1] in REACHING

    def _none_survived(self, i: int) -> Link | None:
        """'None of the 40 passengers survived'."""
        start, end = self.phrases[i].start, self.phrases[i].end
        if self.lowers[max(self.first, start - 3) : start] not in (["none", "of", "the"], ["neither", "of", "the"]):
            return None
        at = next((k for k in range(end, min(self.past, end + SURVIVING_REACH)) if self.lowers[k] in SURVIVING), None)
        return Link("killed", None, at, SURVIVAL) if at is not None else None

    def _told_by_noun(self, i: int) -> Link | None:
        """What the noun right before a number tells: "IDPs: 2.1 million", "the refugees, numbering 7,000"."""
        start, end = self.phrases[i].start, self.phrases[i].end
        if self.lowers[start - 1] in ("numbering", "totalling", "totaling"):
            return self._told_in_all(start)
        if self.lowers[start - 1] in ("are", "were") and (named := self._are_the_dead(start - 1)) is not None:
            return named
        if (end < self.past and self.lowers[end] in AUXILIARIES) or self.lowers[start - 1] not in _COLONS:
            return None
        return self._labelled(start - 1) or self._by_heading(start - 1)

    def _are_the_dead(self, verb: int) -> Link | None:
        """'The dead in the attack on the college are 12 students and two guards'."""
        noun = self.reader.persons.get(self.first + 1) if self.lowers[self.first] == "the" else None
        if noun is None or noun.entry.role != "event" or noun.entry.measure not in HARMED:
            return None
        between = range(noun.end, verb)
        if len(between) > HEADING_REACH or any(k in self.starts or k in self.triggers for k in between):
            return None
        plain = AUXILIARIES.isdisjoint(self.lowers[noun.end : verb])
        return Link(noun.entry.measure, None, noun.start, "toll-number") if plain else None

    def _told_in_all(self, start: int) -> Link | None:
        """'The refugees, numbering 7,000, are from Kunduz'."""
        for at in range(start - 2, max(self.first, start - 2 - LABEL_REACH) - 1, -1):
            noun = self.reader.persons.get(at)
            if noun is not None and noun.entry.role == "event" and noun.entry.measure is not None:
                return Link(noun.entry.measure, None, at, "toll-number", basis=standing(noun.entry))
        return None

    def _labelled(self, colon: int) -> Link | None:
        """'IDPs: 2.1 million. Returnees: 1.3 million.'"""
        for at in range(colon - 1, max(self.first, colon - 1 - LABEL_REACH) - 1, -1):
            noun = self.reader.persons.get(at)
            if noun is not None and noun.end == colon and noun.entry.role == "event" and noun.entry.measure in MOVED:
                return Link(noun.entry.measure, None, at, "toll-number", basis=standing(noun.entry))
        return None

    def _by_heading(self, colon: int) -> Link | None:
        """'Killed in Goma on Friday: 50', 'Deaths in Bor, according to the monitor: 24', 'dead - 14; wounded - 22'."""
        near = range(colon - 1, max(self.first, colon - HEADING_REACH) - 1, -1)
        first = next((k + 1 for k in near if self.lowers[k] in _PARTED), self.first)
        if colon - first > HEADING_REACH or not AUXILIARIES.isdisjoint(self.lowers[first:colon]):
            return None
        if any(k in self.starts for k in range(first, colon)):
            return None
        told = {at: entry for at in range(first, colon) if (entry := self._fate_told(at)) is not None}
        if len({measure for measure, _ in told.values()}) != 1:
            return None
        at = min(told)
        measure, term = told[at]
        noun = next((self.reader.persons[k] for k in range(first, at) if k in self.reader.persons), None)
        opens = at == first or (noun is not None and noun.end == at and noun.entry.plural)
        return Link(measure, term, at, "toll-number") if opens and measure in HARMED else None

    def _fate_told(self, at: int) -> tuple[str, MeasureTerm | None] | None:
        """What a word of a heading tells of those counted behind it."""
        noun, found = self.reader.persons.get(at), self.triggers.get(at, ())
        if noun is not None and noun.entry.role == "event" and noun.entry.measure is not None:
            return noun.entry.measure, None
        told = next((m.entry for m in found if m.entry.form in ("participle", "adjective", "noun")), None)
        return None if told is None else (told.measure, told)

    def _numbered(self, noun: PersonNoun, at: int, start: int) -> Link | None:
        """'the number of victims is 70'; evacuees of whom a death toll is told were displaced before."""
        measure = "killed" if noun.word == "victims" else noun.measure
        if measure is None or (measure in MOVED and "toll" in self.lowers[max(self.first, at - 6) : at]):
            return None
        counted = self._counted_as_number(at, start)
        return Link(measure, None, at, "toll-number", basis=standing(noun)) if counted else None

    def _describes_place(self, found: list[Match[MeasureTerm]], at: int) -> bool:
        """'evacuees from the besieged towns': a word of another fate before what it describes."""
        before = self.lowers[at - 1]
        return found[0].entry.measure == UNRELATED and (before in DETERMINERS or before in PREPOSITIONS)

    def _opens_sentence(self, at: int) -> bool:
        """Whether nothing but articles and adjectives stands before a noun: "The new arrivals"."""
        before = range(max(self.first, at - 2), at)
        return at - self.first <= 2 and not any(k in self.starts or k in self.triggers for k in before)

    def _goes_on_listing(self, i: int, start: int) -> bool:
        """'losses among the rebels at 40 and among the soldiers at 7': the second number of one statement."""
        among = i > 0 and "among" in self.lowers[self.phrases[i - 1].end : start]
        return among or self._joined(start)

    def _counted_as_number(self, at: int, start: int) -> bool:
        """'the number of people killed', 'the total dead'; 'put its own dead at 46'."""
        if "numbered" in self.lowers[max(at, start - 3) : start] or self.lowers[start - 1] in NUMBERING:
            return True  # "the wounded numbered at least 12"
        before = self.lowers[max(self.first, at - 6) : at]
        if not NUMBERED.isdisjoint(before) or self._goes_on_numbering(before, at):
            return True
        if self.lowers[at] in DEATHS and not CHANGED.isdisjoint(self.lowers[at + 1 : start]):
            return self.lowers[start - 1] in REACHING  # "civilian deaths rose by a tenth to 2,118"
        if (
            (self.lowers[at] in DEATHS or self.lowers[at] == "dead")
            and not RAISES.isdisjoint(before)
            and self.lowers[start - 1] == "to"
        ):
            return True  # "taking the army's dead to 223"
        if not FLOWS.isdisjoint(self.lowers[at : at + 2]) and self._opens_sentence(at):
            return self.lowers[start - 1] in REACHING  # "new arrivals in Doolow reached 6,000"
        put = before[-1:] == ["own"] or not PUTTING.isdisjoint(before)
        return put and self.lowers[start - 1] in ("at", "as")
