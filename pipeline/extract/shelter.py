"""Displaced people told by where they put up, where no word of displacement stands.

Belongs here: nights spent in a hall, a camp's population, places that take people in. Does not: refuges that are
vocabulary (`flight`), leaving and arriving (`crossing`), the vocabulary (`movement`).
"""

from collections.abc import Sequence

from pipeline.extract.clause import BARRIERS, HARMED, Link
from pipeline.extract.crossing import IN_CONTEXT, CrossingReadings
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, HAVE
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import MeasureTerm

# "Spent the night at the mayor's office", "spending a third night outdoors".
_NIGHTS = frozenset(("night", "nights"))
_NIGHT_REACH = 4
_WHERE = frozenset("in at on outside around near under inside with outdoors among".split())
# "Some 12,000 people sleep around the compound", but nobody is displaced who "was sleeping when the shell hit".
_ROUND = frozenset("around near outside on under beside along in at inside".split())
_CAMPING_REACH = 6
_REMAINING = frozenset(("remain", "remained", "stayed", "stay"))
_WERE = frozenset(("was", "were"))
# "The population of the camp has grown from 20,000 to 67,000", "Kalma camp had 40,000 residents".
_POPULATED = frozenset(("population", "number"))
_POPULATION_REACH = 14
_GROWN = frozenset("to at is was of reached exceeded passed now".split())
_RESIDENTS = frozenset("residents inhabitants people families households persons individuals".split())
# "The town has taken in 5,000 families": no patients, no suspects.
_OTHER_HOSTS = frozenset(
    "hospital hospitals clinic clinics ward doctors surgeons medics police officers prison jail school's "
    "army security custody surgery mortuary morgue".split()
)
# From this on a bare number taken in can only be of displaced people: no clinic takes in so many.
_MANY = 1000
_TAKING = frozenset("take takes took taken taking".split())
_HOLDING = frozenset(("hold", "holds", "held"))
# Verbs of which those counted came: "the town received 900 people".
RECEIVING = frozenset(("received", "welcomed", "absorbed"))
_JOINTS = frozenset((",", "and", ";", "while"))
# "Schools that serve as temporary shelters for 900 people displaced by the storm".
_REFUGES = frozenset("shelter shelters refuge home homes accommodation haven sanctuary".split())
_SERVING = frozenset("serve serves served serving used turned become becomes became".split())
_SERVING_REACH = 6
_GAP_REACH = 10
_MORE = frozenset(("another", "a", "further", "some", "about", "around", "nearly", "over", "more", "than", "almost"))


class ShelterReadings(CrossingReadings):
    """What a sentence tells of people by where they stay."""

    def _spent_night(self, i: int, at: int) -> Link | None:
        """'4,000 residents of Gressier spent the night at the town hall', 'are spending the nights in the open'."""
        if self.lowers[at] not in self.movement.camping or not self._are_dwellers(i):
            return None
        past = min(self.past - 1, at + 1 + _NIGHT_REACH)
        night = next((k for k in range(at + 1, past) if self.lowers[k] in _NIGHTS), 0)
        if not night or self.lowers[night + 1] not in _WHERE:
            return None
        return Link("displaced", None, at, "leaving", basis="stock")

    def _camps_out(self, i: int, at: int) -> Link | None:
        """'Some 12,000 people sleep around the compound', '900 are camped outside the base'."""
        if self.lowers[at] not in self.movement.camping or not self._are_dwellers(i) or at + 2 >= self.past:
            return None
        if self.lowers[at + 1] not in _ROUND or not _WERE.isdisjoint(self._between(i, at)):
            return None
        for k in range(at + 2, min(self.past, at + 2 + _CAMPING_REACH)):
            if self.lowers[k] in BARRIERS or self.lowers[k] in ",;":
                return None
            if self.lowers[k] in self.movement.sanctuary or self.lowers[k] in self.movement.outdoors:
                return Link("displaced", None, at, "leaving", basis="stock")
        return None

    def _populates(self, i: int) -> Link | None:
        """'The camp's population has risen to 67,000', 'Kalma camp had 40,000 residents last month'."""
        phrase = self.phrases[i]
        if phrase.singular or (phrase.head is not None and phrase.head.word not in _RESIDENTS):
            return None
        low, verb = max(self.first, phrase.start - _POPULATION_REACH), self.lowers[phrase.start - 1]
        has = phrase.head is not None and verb in HAVE
        counted = verb in _GROWN and not _POPULATED.isdisjoint(self.lowers[low : phrase.start])
        if not (counted or has) or (counted and self.lowers[phrase.start - 2] == "from"):
            return None
        camp = next((k for k in range(phrase.start - 1, low - 1, -1) if self._is_camp(k)), None)
        if camp is None or any(m.entry.measure in HARMED for k in range(low, phrase.start) for m in self._told(k)):
            return None
        return Link("displaced", None, camp, "hosted", basis="stock")

    def _still_there(self, i: int, out: list[Link | None]) -> Link | None:
        """'Of the 44,000 people who lived in camps, fewer than 4,000 remained by May'."""
        phrase, whole = self.phrases[i], out[0]
        bare = phrase.bare and not phrase.singular
        if i != 1 or not bare or whole is None or whole.measure != "displaced" or self.lowers[self.first] != "of":
            return None
        stay = next((k for k in range(phrase.end, self.past) if self.lowers[k] not in ADVERBS), self.past)
        if stay >= self.past or self.lowers[stay] not in _REMAINING:
            return None
        return Link("displaced", None, stay, "included", 0, True, "stock")

    def _told(self, at: int) -> Sequence[Match[MeasureTerm]]:
        return self.triggers.get(at, ())

    def _takes_in(self, i: int, verb: int) -> str:
        """The rule of 'the town has taken in 5,000 families': sure but for patients, suspects and few."""
        phrase = self.phrases[i]
        if not _OTHER_HOSTS.isdisjoint(self.lowers[self.first : verb]):
            return IN_CONTEXT
        ends = phrase.end >= self.past or self.lowers[phrase.end] != "for"
        people = phrase.head is not None and phrase.head.role == "victim"
        return "hosted" if ends and (people or phrase.quantity.value >= _MANY) else IN_CONTEXT

    def _hosts_too(self, i: int, before: Link | None) -> Link | None:
        """'The camp holds 8,000 of them and the transit centre at Hamdayet another 17,000': the verb is left out."""
        phrase, previous = self.phrases[i], self.phrases[i - 1]
        if before is None or before.measure != "displaced":
            return None
        if before.rule == "hosted" and self.lowers[previous.end : phrase.start] == ["and"] and self._are_dwellers(i):
            return before._replace(rule="coordinated")  # "shelters 5,000 Yazidis and 900 people from Bor"
        if not phrase.bare:
            return None
        verb = self.lowers[previous.start - 1]
        if phrase.singular or (verb not in self.movement.hosting and verb != "in"):
            return None
        gap = self.lowers[previous.end : phrase.start]
        joint = next((k for k, word in enumerate(gap) if word in _JOINTS), len(gap))
        words = [w for w in gap[joint + 1 :] if w not in _MORE]
        if not words or len(gap) - joint > _GAP_REACH or any(w in AUXILIARIES or w in BARRIERS for w in words):
            return None
        if any(m.entry.form != "refuge" for k in range(previous.end, phrase.start) for m in self._told(k)):
            return None
        end = phrase.end
        while end < self.past and self.lowers[end] in ADVERBS:
            end += 1
        closes = end >= self.past or self.lowers[end] in (".", ",", ";", ")", "and")
        return before._replace(rule="coordinated", subset_of=before.subset_of) if closes else None

    def _took_in(self, i: int) -> Link | None:
        """'Turkey shelters 3.6 million Syrians', 'Germany has taken in a million Ukrainians'."""
        start = self.phrases[i].start
        if start - 1 <= self.first or not self._are_dwellers(i):
            return None
        verb, before = self.lowers[start - 1], self.lowers[start - 2]
        taken = verb == "in" and before in _TAKING
        hosting = verb in self.movement.hosting - _HOLDING and self._is_people(i)
        hosting = hosting or (verb == "to" and before == "host")
        if not (taken or hosting) or self._hypothetical_verb(start - 2 if taken else start - 1):
            return None
        if taken and not self._is_people(i):
            return Link("displaced", None, start - 1, self._takes_in(i, start - 2), basis="flow")
        return Link("displaced", None, start - 1, "hosted", basis="flow" if taken or verb in RECEIVING else "stock")


def lodges(lowers: Sequence[str], at: int) -> bool:
    """Whether the "for" at `at` says who is lodged: "schools that serve as temporary shelters for 900 people"."""
    before = lowers[max(0, at - _SERVING_REACH) : at]
    return before[-1:] != [] and before[-1] in _REFUGES and not _SERVING.isdisjoint(before)
