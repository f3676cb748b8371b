"""Counted phrases that go on with a list: "12 soldiers and three women", "Ajar 7,130; Bor 880", "as well as 60".

Belongs here: whether the words between two phrases join them. Does not: wholes and their shares (`sharing`), words of
inclusion (`inclusion`), headed lists of lines (`enumerated`).
"""

from pipeline.extract.ages import KIN
from pipeline.extract.clause import (
    BARRIERS,
    BE,
    FUTURE,
    INCLUSION,
    JOINERS,
    MODALS,
    RELATIVES,
    SAYING,
    UNRELATED,
    Link,
)
from pipeline.extract.inclusion import COORDINATION_REACH, OWNERS, InclusionReadings
from pipeline.extract.noun_words import SPEAKING
from pipeline.extract.nouns import Phrase, is_of_name
from pipeline.extract.revising import revises

# "... have been killed since the beginning of the operation, as well as ..." stands eleven words behind its whole.
ADDITION_REACH = 18
ADDING = (
    ["as", "well", "as"],
    ["in", "addition", "to"],
    ["along", "with"],
    ["together", "with"],
    ["as", "did"],
    ["as", "were"],
    ["as", "was"],
    ["so", "did"],
    ["so", "were"],
    ["so", "was"],
    ["so", "had"],
)
# "268 fighters of the group and of rebel factions allied to it, 156 soldiers": between parts that are listed.
PARTS_REACH = 16
_QUALIFYING = frozenset("allied armed unarmed affiliated aligned linked related united masked uniformed".split())
FURTHER = frozenset(("a", "an", "another", "further", "additional"))
ONE = frozenset(("a", "an", "another", "one"))
PLACING = frozenset("in at near outside inside within around".split())
# "..., then 22, and towards three in the morning 33".
THEN = frozenset(("then", "later", "finally", "eventually"))
THEN_REACH = 5
# "And the village of Sake 876", "the Debaga camp 1,314".
_OF_PLACES = frozenset("and - the of camp town village district province state county city".split())
_NEXT_PLACE_REACH = 6


class CoordinatedReadings(InclusionReadings):
    """What a sentence tells of a phrase by the list in which it stands."""

    def _coordinated(self, i: int, out: list[Link | None]) -> Link | None:
        """A phrase that goes on with the list that the one before it stands in."""
        before = self._before_place(i, out)
        base = out[before] if i else None
        if base is None or base.measure == UNRELATED:
            return None
        previous, phrase = self.phrases[before], self.phrases[i]
        if base.measure == "killed" and phrase.head is not None and phrase.head.word.startswith("survivor"):
            return None  # "pulled out 12 bodies and 30 survivors"
        gap = self._without_who(self.lowers[previous.end : phrase.start])
        if not gap:
            # FA-KES texts lost their commas: "10 children 5 women killed".
            both = previous.head is not None and phrase.head is not None
            return base._replace(rule="coordinated") if both else None
        if revises(gap) or (base.rule.startswith("toll") and self._rivals(gap, previous)):
            return base._replace(rule="coordinated", subset_of=None, included=False)
        if (
            self._next_place(gap, previous, phrase)
            or self._in_next_place(gap, phrase)
            or self._goes_on_by_place(gap, phrase)
        ):
            return base._replace(rule="coordinated")
        if (self._adds(gap) and not self._acts(phrase)) or self._counts_on(gap, i):
            more = base.included and gap[-3:] == ["as", "well", "as"]
            return base._replace(rule="coordinated", subset_of=base.subset_of if more else None, included=more)
        told_out = gap[-1] == ":" and not phrase.singular
        aside = told_out and gap[0] == "," and gap.count(",") == 1  # "rose to 514, the monitor announced: 268 rebels"
        reach = PARTS_REACH if base.included and phrase.head is not None else COORDINATION_REACH
        if len(gap) > reach or (len(gap) > 1 and not aside and self._breaks(previous.end, phrase.start)):
            return None
        if told_out:
            return base._replace(rule="coordinated", subset_of=i - 1, included=True)
        if self._acts(phrase):
            return None
        theirs = gap == [","] and self.lowers[phrase.start] in OWNERS  # "two grandparents, their son and his wife"
        listed = theirs or self._lists(gap, phrase) or self._lists_one(i, gap)
        return base._replace(rule="coordinated") if listed else None

    def _rivals(self, gap: list[str], previous: Phrase) -> bool:
        """'puts the toll at 26, the opposition at more than 100': another's count of the same."""
        link = self.lowers[previous.start - 1]
        return link in ("at", "as") and gap[0] == "," and gap[-1] == link and len(gap) <= COORDINATION_REACH

    def _before_place(self, i: int, out: list[Link | None]) -> int:
        """The phrase that the list goes on from: "five died in one of the houses and three in the second"."""
        before = self.phrases[i - 1]
        where = self.lowers[before.start - 1]
        apposed = (
            before.singular and where == "," and self.lowers[before.start] in ONE
        )  # "a trader, a father of three,"
        return i - 2 if i > 1 and out[i - 1] is None and (where in PLACING or apposed) else i - 1

    @staticmethod
    def _without_who(gap: list[str]) -> list[str]:
        """The gap of 'the priest, who was 55 years old, and eight civilians' without what it tells of the first."""
        if gap[:2] != [",", "who"] or gap[-2:] != [",", "and"] or gap.count(",") != 2:
            return gap
        return ["and"]

    @staticmethod
    def _lists(gap: list[str], phrase: Phrase) -> bool:
        """Whether the words between two phrases join them: 'and', 'as well as', a comma before a number."""
        while len(gap) > 1 and (gap[-1] in FURTHER or gap[-1] in OWNERS):
            gap = gap[:-1]
        if gap[-1] in ("and", "or", "&", "plus") or gap[-2:] in (["well", "as"], ["and", "of"]):
            return True
        return (gap[-1] in JOINERS or gap[-1] == "another") and not phrase.singular

    def _lists_one(self, i: int, gap: list[str]) -> bool:
        """'a teacher, a nurse and two pupils': one person between commas of a list, no apposition."""
        previous, phrase = self.phrases[i - 1], self.phrases[i]
        opens = self.lowers[phrase.start] in ONE or self.lowers[phrase.start] in KIN  # "a father, mother and two sons"
        if gap != [","] or i + 1 >= len(self.phrases) or not opens:
            return False
        named = is_of_name(self.reader.tokens.texts[previous.end - 1])
        if named or (phrase.head is not None and phrase.head.word in KIN and self.lowers[phrase.start] in ONE):
            return False  # "killed a trader, a father of three, and two guards"
        following = self.lowers[phrase.end : self.phrases[i + 1].start]
        return following in (["and"], [",", "and"]) or (following == [","] and self._lists_one(i + 1, following))

    @staticmethod
    def _adds(gap: list[str]) -> bool:
        """'254 people have died since the siege began, as well as 60 fighters', '13 died, as did nine more'."""
        added = gap[-3:] in ADDING or gap[-2:] in ADDING
        return added and len(gap) <= ADDITION_REACH and not {";", "(", ")"} & set(gap) and not SAYING & set(gap)

    def _counts_on(self, gap: list[str], i: int) -> bool:
        """'He spoke of nine dead, then of 22 and finally of 33': one toll as it rose."""
        phrase = self.phrases[i]
        bare = phrase.bare and not (phrase.singular or phrase.partitive)
        joint = next((k for k in range(len(gap) - 1, -1, -1) if gap[k] in (",", ";", "and")), len(gap))
        tail = gap[joint:]
        later = not THEN.isdisjoint(tail) and len(tail) <= THEN_REACH and len(gap) <= ADDITION_REACH
        ends = phrase.end >= self.past or self.lowers[phrase.end] in (".", ",", ";", "and", "dead", "on", "by")
        return bare and later and ends and not self._breaks(phrase.start - len(tail), phrase.start)

    def _of_next_place(self, i: int, base: Link | None) -> Link | None:
        previous, phrase = self.phrases[i - 1], self.phrases[i]
        gap = self.lowers[previous.end : phrase.start]
        told = base is not None and (self._next_place(gap, previous, phrase) or self._goes_on_by_place(gap, phrase))
        return base if told else None

    def _next_place(self, gap: list[str], previous: Phrase, phrase: Phrase) -> bool:
        """'Ajar 7,130; Bor 880', 'one town hosts 200 families and Tarhuna 150': the same of the next place."""
        start = previous.end
        if gap[:2] == ["of", "them"]:
            gap, start = gap[2:], start + 2
        if (
            not 2 <= len(gap) <= _NEXT_PLACE_REACH
            or gap[0] not in ("and", ",", ";")
            or phrase.head is not None
            or phrase.singular
        ):
            return False
        texts = self.reader.tokens.texts[start + 1 : phrase.start]
        named = not all(text.islower() for text in texts) and texts[-1] not in PLACING
        return named and phrase.unknown is None and all(is_of_name(text) or text in _OF_PLACES for text in texts)

    def _goes_on_by_place(self, gap: list[str], phrase: Phrase) -> bool:
        """'8,000 in Uganda and 3,500 in Tanzania', '100 in Zamalka 67 in Douma': a list, its commas kept or lost."""
        where = next((word for word in reversed(gap) if word in ("in", "at", "to")), None)
        if not phrase.bare or phrase.singular or where is None:
            return False
        place = len(gap) - gap[::-1].index(where)
        joined = gap[-1] in (",", "and", ";")
        texts = self.reader.tokens.texts[phrase.start - len(gap) + place : phrase.start - joined]
        texts = texts[:-1] if joined and texts[-1:] == [","] else texts
        listed = self.lowers[phrase.end : phrase.end + 1] == [where] and (joined or where == "in")
        return listed and 0 < len(texts) <= 5 - 2 * (where == "in") and _names(texts)

    def _in_next_place(self, gap: list[str], phrase: Phrase) -> bool:
        """'In Kunduz two were killed, and in Ghazni a soldier': nothing else is told of the second."""
        if {"and", ","}.isdisjoint(gap) or len(gap) > COORDINATION_REACH:
            return False
        joint = next(k for k in range(len(gap) - 1, -1, -1) if gap[k] in ("and", ","))
        words = gap[joint:]
        if len(words) < 3 or words[1] not in PLACING:
            return False
        texts = self.reader.tokens.texts[phrase.start - len(words) + 2 : phrase.start]
        ends = phrase.end >= self.past or self.lowers[phrase.end] in (".", ",", ";", '"', "”")
        ends = ends or (self.lowers[phrase.end] == "and" and self.lowers[phrase.end + 1] in PLACING)
        more = phrase.head is None or phrase.head.word == "others"
        return ends and (more or all(text[:1].isupper() for text in texts))

    def _acts(self, phrase: Phrase) -> bool:
        """'28 people died and 4,000 residents ran': the second did something of their own."""
        following = self.lowers[phrase.end] if phrase.end < self.past else ""
        if following in MODALS or following in FUTURE or following in SPEAKING:
            return True  # "20,000 fled and up to 70,000 could follow", "..., three survivors said"
        return phrase.head is not None and following in self.movement.walking

    def _breaks(self, start: int, stop: int) -> bool:
        for at in range(start, stop):
            word = self.lowers[at]
            if self.reader.tokens.texts[at][:1].isupper():
                continue  # "soldiers from the United Arab Emirates, ten from Bahrain"
            if at in self.triggers:
                if self.triggers[at][0].entry.measure == UNRELATED:
                    return True
                continue
            if word in _QUALIFYING:
                continue  # "40 soldiers and allied militiamen, 32 rebels"
            if word in BARRIERS or word in SAYING or word in RELATIVES or word == ";":
                return True
            if (
                word.endswith(("ed", "ing"))
                and len(word) > 5
                and word not in INCLUSION
                and word not in BE
                and word not in JOINERS
            ):
                return True
        return False


def _names(texts: list[str]) -> bool:
    """'Bor', 'Kata Panrha in Orakzai'."""
    return all(text[:1].isupper() or text in ("in", ",") for text in texts)
