"""What a word in a counted phrase is: its head, a modifier, a thing, a name, or where the phrase ends.

Belongs here: what holds of one word by what stands beside it. Does not: how a phrase is put together (`nouns`), what
happened to the counted (`predicates`).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, STOPS
from pipeline.extract.lexicon import Match
from pipeline.extract.parties import SideMention
from pipeline.extract.reference import MeasureTerm, PersonNoun
from pipeline.extract.tokens import MARK, NUMBER, WORD, Tokens

# Words that name a person and may describe what stands behind them.
ADJECTIVES = frozenset(
    "local year-old national native minor male female adult militant jihadist extremist insurgent separatist".split()
)
# "81 medical and military sources said": from a number to the verb of its speaker.
SPEAKER_REACH = 6
TELLING = frozenset(("said", "says", "reported", "added", "told"))
# Marks that may stand inside a noun phrase: 51 "pro-government" fighters, 40 [rebel] fighters.
INNER_MARKS = frozenset(('"', "“", "”", "'", "‘", "’", "[", "]", "-", "/"))
# Verbs right behind a number that has no noun: "the toll of 21 includes", "4,386 went to shelters".
ENCLOSING = frozenset(("includes", "include", "included", "comprises", "comprised"))
MOVING = frozenset("went came ran walked crossed headed head packed grabbed trekked travelled traveled".split())
# Verbs of leaving and reaching right behind it, before what was left: "20,000 left the capital", "900 reached Afgooye".
REACHING = frozenset("left reached entered moved relocated sought found spent joined boarded".split())
_REFUGE = frozenset(("shelter", "refuge", "safety", "sanctuary"))
# "Three Palestinians shot by soldiers": what befell them, no noun for who they are.
STRUCK = frozenset(("shot", "hit", "struck", "beaten", "stabbed"))
# Verbs of staying right behind such a number: "640 still sleep in the stadium".
DWELLING = frozenset("sleep slept stay stayed live lived remain remained camp shelter huddle squat".split())
_DWELT = (["in"], ["at"], ["with"], ["under"], ["away"], ["out"], ["on"], ["around"], ["outside"], ["near"], ["by"])
# "Up from 48 given on Saturday", "the 31 reported earlier": behind a number alone.
ANNOUNCED = frozenset("announced reported given counted recorded registered listed initially".split())
BEHIND_ANNOUNCED = STOPS | frozenset(("earlier", "previously", "initially", "reported", "yesterday"))
# '... and injuring more than 20" said the head of the monitor'
SPEAKING = frozenset(("said", "says", "added", "told"))
# Behind the counted, before whom they serve: "two soldiers serving with the UN mission".
SERVING = (["serving"], ["deployed"], ["stationed"], ["fighting"])
# What leads from there to the side: "fighting alongside the rebels", "on the government's side".
SERVED = frozenset(("with", "in", "under", "for", "alongside", "on"))
# The kind of things that people are in: "three in the regime stronghold".
AREA = "place"
WEAPONS = frozenset(("weapon", "vehicle"))
AGED = "year-old"


class NounWords:
    """The words of one article that may stand in a counted phrase: people, things, harm words and actors."""

    def __init__(
        self,
        tokens: Tokens,
        persons: Sequence[Match[PersonNoun]],
        measures: Sequence[Match[MeasureTerm]],
        actors: Sequence[SideMention],
        things: Sequence[Match[str]],
        masked: Sequence[bool],
        no_names: Callable[[], tuple[frozenset[int], frozenset[int]]],
    ) -> None:
        self.tokens = tokens
        self.masked = masked
        # The words of times and speakers, which name nobody who was harmed, and those of places.
        self.no_names = cache(no_names)
        self._named = {at for side in actors if side.kind == "name" for at in range(side.first, side.past)}
        named_past = {side.past for side in actors if side.kind == "name"}
        # 'Kurdistan Workers' Party militants', 'Islamic State (IS) fighters': a name's words are no nouns of their own.
        self.persons = {m.start: m for m in persons if m.start not in self._named or m.end not in self._named}
        self.triggers: dict[int, list[Match[MeasureTerm]]] = {}
        for m in measures:
            self.triggers.setdefault(m.start, []).append(m)
        self._trigger_starts = list(self.triggers)
        self.actors = {side.first: side for side in actors}
        weapons = {m.start for m in things if m.end in named_past and m.entry in WEAPONS}  # "two Iranian drones"
        self.things = ({m.start for m in things} - self._named) | weapons
        self._areas = {m.start for m in things if m.entry == AREA}

    def is_name(self, index: int) -> bool:
        """Whether a word belongs to the name of an armed group."""
        return index in self._named

    def triggers_between(self, first: int, past: int) -> list[int]:
        """The positions of harm words from `first` on and before `past`."""
        starts = self._trigger_starts
        at = bisect_left(starts, first)
        return starts[at : bisect_left(starts, past, at)]

    def _is_head(self, person: Match[PersonNoun], singular: bool, past: int) -> bool:
        """A singular noun is a modifier where another noun follows: 'rebel fighters', 'a police station'."""
        following = self.persons.get(person.end)
        homeward = following is not None and following.entry.word == "home"  # "flew 120 people home"
        if following is not None and person.end < past and following.entry.role != "event" and not homeward:
            return False
        if person.entry.plural:
            return True
        if person.entry.role == "event" and person.entry.word in ("dead", "wounded", "injured", "displaced"):
            return following is None
        if person.entry.role in ("victim", "fighter") and self._is_told(person.end, past):
            return True  # "4 civilian were injured": a letter is lost
        return singular and person.end not in self.things and not self._is_adjective_of(person)

    def _is_told(self, at: int, past: int) -> bool:
        """Whether 'were' or 'have been' follows: what stands before is the noun of its clause."""
        return at < past and self.tokens.lowers[at] in ("were", "have", "are")

    def _is_adjective_of(self, person: Match[PersonNoun]) -> bool:
        """'a local source', 'a militant website': who such words name is told by the noun behind them."""
        at = person.end
        if person.entry.word not in ADJECTIVES or at >= len(self.tokens) or self.tokens.kinds[at] != WORD:
            return False
        word = self.tokens.texts[at]
        if person.entry.word == AGED and word[:1].isupper():  # "a 32-year-old Tamil trader"
            return any(
                m is not None and not m.entry.plural for m in (self.persons.get(at + 1), self.persons.get(at + 2))
            )
        if at in self.triggers or word.lower() in STOPS or word in ADVERBS:
            return False
        following = self.persons.get(at + 1)
        described = following is not None and following.entry.role != "event"  # "a 40-year-old unarmed woman"
        return described or (word.islower() and not word.endswith(("ed", "ing")))

    def _is_modifier(self, trigger: Match[MeasureTerm], past: int, singular: bool) -> bool:
        """'1,100 displaced families', '15 wounded civilians': the harm word stands before its noun."""
        at = trigger.end
        while at < past and at - trigger.end < 3:
            person = self.persons.get(at)
            if person is not None:
                many = person.entry.plural and person.entry.word != "others"
                # "another dead child", "a displaced man"
                uprooted = trigger.entry.measure == "displaced" and person.entry.unit == "people"
                one = singular and not person.entry.plural and (trigger.entry.form == "adjective" or uprooted)
                return (many and trigger.entry.form in ("participle", "adjective")) or (one and at == trigger.end)
            if self.tokens.kinds[at] == NUMBER or (at not in self.actors and self.tokens.lowers[at] in STOPS | {","}):
                return False
            at += 1
        return False

    def _is_thing(self, index: int, stop: int, singular: bool) -> bool:
        """'18 air strikes', '52 evacuation centres', but not '16 government soldiers'."""
        if index in self.things and not self._is_verb(index):
            return not self._modifies(index, stop, singular)
        found = self.triggers.get(index, ())
        if found and self.tokens.lowers[index - 1] == "of" and self._describes_things(found[0].end, stop):
            return True
        return any(match.entry.form == "refuge" for match in found)

    def _modifies(self, at: int, stop: int, singular: bool) -> bool:
        """'16 government soldiers', '12 hospital workers': a noun of things stands before a plural one of people."""
        for index in range(at + 1, min(stop, at + 4)):
            person = self.persons.get(index)
            if person is not None:
                if person.entry.role == "event" and self.tokens.lowers[at].endswith("s"):
                    return False  # "two rockets wounded nine": no wounded of rockets
                return (person.entry.plural and person.entry.role != "event") or self._is_head(person, singular, stop)
            if self._is_short_name(index):
                return self._modifies(index + 2, stop, singular)  # "eight Security Force (SF) personnel"
            if self.tokens.lowers[index] in STOPS or self.tokens.kinds[index] in (MARK, NUMBER):
                return False
            if index in self.triggers:
                return False
        return False

    def _describes_things(self, at: int, stop: int) -> bool:
        """'dozens of burned out vehicles': the harm word tells of things."""
        while at < stop and self.tokens.kinds[at] == WORD and self.tokens.lowers[at] not in STOPS:
            if at in self.things:
                return at not in self.persons
            at += 1
        return False

    def _is_verb(self, index: int) -> bool:
        """'60,000 camp in the open': a verb where the word alone is a thing."""
        return any(m.entry.form == "intransitive" and m.end > index + 1 for m in self.triggers.get(index, ()))

    def _is_adjective(self, at: int) -> bool:
        """'nine of them Ukrainian servicemen', 'two of them pregnant women': no verb of its own."""
        text, word = self.tokens.texts[at], self.tokens.lowers[at]
        if self.tokens.kinds[at] != WORD or at in self.triggers:
            return False
        person = self.persons.get(at + 1)
        plain = (
            not word.endswith(("ed", "ing"))
            and word != "former"
            and word not in STOPS
            and word not in MOVING
            and word not in DWELLING
        )
        return text[:1].isupper() or (plain and person is not None and person.entry.plural)

    def _describes(self, at: int) -> bool:
        """'opposition', 'Iranian military' before 'advisers': no verb and no joint."""
        return self.tokens.kinds[at] == WORD and at not in self.triggers and self.tokens.lowers[at] not in STOPS

    def _is_capital(self, at: int) -> bool:
        return self.tokens.texts[at][:1].isupper()

    def _ends_phrase(self, index: int, next_number: int) -> bool:
        """Another number, a mark that is no quote or hyphen, or a function word that is no name ('17 IS fighters')."""
        word, kind = self.tokens.lowers[index], self.tokens.kinds[index]
        if index in self.actors or index in self._named:
            return False
        if kind == NUMBER:
            return not self.masked[index]
        if kind == MARK:
            return word not in INNER_MARKS and not self._is_short_name(index)
        if word in SPEAKING or ([word] in SERVING and self.tokens.lowers[index + 1 : index + 2] != []):
            return word in SPEAKING or self.tokens.lowers[index + 1] in SERVED
        if word in ANNOUNCED and index + 1 < len(self.tokens) and self.tokens.lowers[index + 1] in BEHIND_ANNOUNCED:
            return True
        if word in STRUCK and self.tokens.lowers[index + 1 : index + 2] in (["by"], ["in"], ["at"], ["near"]):
            return True
        if word == "still" or word in ENCLOSING:
            return True  # "48,000 Libyans still live away from home", "the toll of 21 includes 12 soldiers"
        if word in REACHING and index + 1 < len(self.tokens):
            behind = self.tokens.texts[index + 1]
            return behind[:1].isupper() or behind in DETERMINERS or behind in PREPOSITIONS or behind in _REFUGE
        if word in DWELLING and self.tokens.lowers[index + 1 : index + 2] in _DWELT:
            return True
        return (
            word in STOPS or word in DETERMINERS or word in MOVING or (index == next_number and word not in ("a", "an"))
        )

    def _is_short_name(self, index: int) -> bool:
        """'(IS)' and '(IS group)' in 'Islamic State (IS) militants', '80 (IS group) fighters', at either bracket."""
        words, texts = self.tokens.lowers, self.tokens.texts
        near = range(index + 1, index + 4) if words[index] == "(" else range(index - 1, index - 4, -1)
        other = next((k for k in near if 0 <= k < len(words) and words[k] in ("(", ")")), index)
        inside = range(min(index, other) + 1, max(index, other))
        return any(texts[k].isupper() or k in self.actors for k in inside)

    def _speaks(self, at: int, past: int) -> bool:
        """'wounding 81 medical sources said': who speaks stands behind a number whose comma is lost."""
        words = self.tokens.lowers[at : min(past, at + SPEAKER_REACH)]
        if TELLING.isdisjoint(words):
            return False
        said = next(k for k, word in enumerate(words) if word in TELLING)
        if not said or words[said - 1] in AUXILIARIES:
            return False
        return all(self.tokens.kinds[k] == WORD and k not in self.persons for k in range(at, at + said))
