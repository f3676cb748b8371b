"""Clauses that leave out the verb of the one before: "the rebels lost 45 men and the army 12".

Belongs here: numbers behind a subject of their own that have the verb of the clause before. Does not: lists under one
subject (`sharing`), who did it (`harm`) and whose men they were (`belonging`), which look for the subject's side.
"""

from pipeline.extract.clause import BARRIERS, GAPPED, HARMED, MODALS, RELATIVES, SAYING, Link
from pipeline.extract.grammar import AUXILIARIES, PREPOSITIONS
from pipeline.extract.nouns import is_of_name
from pipeline.extract.objects import ObjectReadings

# "..., including 102 children and 87 women; Russian forces 417": back to the number with the verb.
_BACK = 8
# "and the US-led coalition's forces": from the joint to the number.
_SUBJECT_REACH = 8
_RULES = frozenset(("object", "object-noun", "head-noun", GAPPED))
_JOINTS = frozenset((",", ";", "and", "while", "but"))
# What stands before both numbers: "responsible for six deaths and the coalition for 17".
_SAME = frozenset(("for", "with", "at"))
# "The second", "another in Kirkuk".
NEXT_ONES = frozenset("second third fourth fifth sixth seventh eighth ninth tenth other last".split())
PLACING = frozenset(("in", "at", "near"))
_BARRED = (
    BARRIERS | RELATIVES | SAYING | MODALS | AUXILIARIES | PREPOSITIONS | frozenset((":", "(", ")", '"', "“", "”"))
)
_LOST = frozenset(("lost", "lose", "loses"))
_BEHIND = frozenset((".", ",", ";", "and", "while", "but", "in", "at", "near", "on", "over", "during", "-", "–", "—"))


# What adds a number to one before it, and what leads to where and how those were harmed.
_MORE = frozenset(("another", "further", "additional", "a", "an", "more", "other", "others"))
# Where the dead and the hurt are taken, and the words of such names.
_HOUSES = frozenset("hospital hospitals clinic clinics morgue morgues mortuary infirmary doctors medics".split())
_OF_HOUSES = _HOUSES | {"the", "a", "of", "city", "field", "military", "run", "by", "alone", "had"}
_SETTING = frozenset(("in", "at", "near", "on", "by", "during", "outside", "around", "when"))
_BARRED_BETWEEN = (BARRIERS - {"when", "after", "as"}) | RELATIVES | SAYING | MODALS | frozenset((":", "(", ")", ";"))


class GappedReadings(ObjectReadings):
    """What a sentence tells of a phrase by the verb of the clause before."""

    def _gapped(self, i: int, out: list[Link | None]) -> Link | None:
        """'Government forces killed 210 people, Russian forces 84 and Islamic State 31'."""
        base = self._with_verb(i, out)
        if base is None or (link := out[base]) is None or not self._ends_clause(i):
            return None
        if self._repeats_verb(base, i):
            return link._replace(rule=GAPPED, term_at=self.phrases[i].start)
        past, phrase = self.phrases[i].start, self.phrases[i]
        if phrase.singular or (phrase.head is None and phrase.unknown is not None):
            return None
        word = self.lowers[self.phrases[base].start - 1]
        if word in _SAME and (link.rule != GAPPED or self.lowers[past - 1] == word):
            if self.lowers[past - 1] != word:
                return None
            past -= 1
        first = self.phrases[base].end
        if not (
            self._is_subject(self.phrases[base].start, first, past)
            or self._is_next_house(self.phrases[base].start, first, past)
        ):
            return None
        return link._replace(rule=GAPPED, term_at=past, subset_of=link.subset_of, included=link.included)

    def _as_elsewhere(self, i: int, out: list[Link | None]) -> Link | None:
        """'Seven were killed by shells in Taiz on Friday, and another four in a raid on Hodeidah'."""
        phrase, link = self.phrases[i], out[i - 1] if i else None
        bare = phrase.head.word == "others" if phrase.head is not None else phrase.unknown is None
        if link is None or not bare or phrase.singular or phrase.partitive or link.measure not in HARMED:
            return None
        end = phrase.end + (self.lowers[phrase.end : phrase.end + 1] == ["more"])
        if link.included or self.lowers[end : end + 1] == [] or self.lowers[end] not in _SETTING:
            return None
        past = phrase.start
        while past > self.first and self.lowers[past - 1] in _MORE:
            past -= 1
        more = past < phrase.start or end > phrase.end or not _MORE.isdisjoint(self.lowers[past : phrase.end])
        joined = self.lowers[past - 1] == "and" or (more and self.lowers[past - 1] in (",", ";"))
        if not joined or self._tells_on(end) or self._opens_clause(self.phrases[i - 1].end, past - 1, link):
            return None
        return link._replace(rule="coordinated", subset_of=None, included=False)

    def _opens_clause(self, first: int, past: int, link: Link) -> bool:
        """Whether the words between two numbers tell anything but when and where the first were harmed."""
        if not _BARRED_BETWEEN.isdisjoint(self.lowers[first:past]):
            return True
        others = (self.triggers[at][0].entry.measure for at in range(first, past) if at in self.triggers)
        return any(measure != link.measure for measure in others)

    def _tells_on(self, at: int) -> bool:
        """Whether the clause that goes on at a token has a verb of its own."""
        while at < self.past and self.lowers[at] not in _JOINTS and self.lowers[at] != ".":
            if self.lowers[at] in AUXILIARIES or any(m.entry.measure in HARMED for m in self.triggers.get(at, ())):
                return True
            at += 1
        return False

    def _repeats_verb(self, base: int, i: int) -> bool:
        """'Shells caused 340 deaths, while mines caused 61': the verb is told again."""
        phrase, start = self.phrases[i], self.phrases[i].start
        if not phrase.bare or phrase.singular:
            return False
        length = 2 if self.lowers[start - 1] in _SAME else 1
        verb, before = self.lowers[start - length : start], self.phrases[base].start
        return verb[0].endswith("ed") and verb == self.lowers[before - length : before]

    def _with_verb(self, i: int, out: list[Link | None]) -> int | None:
        """The number before a phrase that has the verb left out behind it; parts of it may stand between."""
        for j in range(i - 1, max(-1, i - 1 - _BACK), -1):
            link = out[j]
            if link is None or link.measure not in HARMED:
                return None
            if link.rule in _RULES:
                return j
            if not link.included:
                return None
        return None

    def _ends_clause(self, i: int) -> bool:
        """Whether nothing is told of a phrase itself."""
        end = self.phrases[i].end
        return end >= self.past or (self.lowers[end] in _BEHIND and end not in self.triggers)

    def _is_subject(self, verb: int, first: int, past: int) -> bool:
        """Whether the words before a number open a clause with a side and nothing else: ", Russian forces"."""
        opening = self._behind_joint(first, past)
        if opening is None:
            return False
        if self._is_next_one(opening, past) or self._is_next_day(opening, past):
            return True
        barred = any(k in self.triggers or self.lowers[k] in _BARRED for k in range(opening, past))
        return not barred and (self._is_side(opening, past) or self._is_state(verb, opening, past))

    def _is_state(self, verb: int, first: int, past: int) -> bool:
        """'Saudi Arabia lost ten soldiers and Bahrain five': places alone, where those before were lost."""
        places = self.reader.no_names()[1]
        return self.lowers[verb - 1] in _LOST and all(k in places for k in range(first, past))

    def _is_next_house(self, verb: int, first: int, past: int) -> bool:
        """'Al-Thawra hospital received 12 bodies and al-Jumhuri 18': the next house that took them in, by its name."""
        if _HOUSES.isdisjoint(self.lowers[self.first : verb]):
            return False
        opening = self._behind_joint(first, past)
        if opening is None:
            return False
        texts = self.reader.tokens.texts
        return all(is_of_name(texts[k]) or self.lowers[k] in _OF_HOUSES for k in range(opening, past))

    def _behind_joint(self, first: int, past: int) -> int | None:
        """Where the few words open that a comma or an "and" parts from the number before them."""
        joint = next((k for k in range(past - 1, first - 1, -1) if self.lowers[k] in _JOINTS), None)
        return joint + 1 if joint is not None and 0 < past - joint - 1 <= _SUBJECT_REACH else None

    def _is_next_one(self, first: int, past: int) -> bool:
        """'The first blast killed 14 and the second five', 'another in Kirkuk six'."""
        at = first + (self.lowers[first] in ("the", "a"))
        if self.lowers[at] not in (NEXT_ONES if at > first else ("another",)):
            return False
        texts = self.reader.tokens.texts[at + 2 : past]
        return at + 1 == past or (self.lowers[at + 1] in PLACING and all(text[:1].isupper() for text in texts))

    def _is_next_day(self, first: int, past: int) -> bool:
        """'On Monday shells killed four in Taiz, on Tuesday seven and on Wednesday two'."""
        if self.lowers[first] != "on" or past - first < 2:
            return False
        return self.reader.no_names()[0].issuperset(range(first + 1, past))

    def _is_side(self, first: int, past: int) -> bool:
        """Whether a side's name, or a noun of its people, stands right before `past`."""
        if not {past - 1, past - 2}.isdisjoint(self.reader.things):
            return True  # "shells killed three people in Sadr City, a car bomb seven in Karrada"
        for at in range(past - 1, first - 1, -1):
            side, person = self.reader.actors.get(at), self.reader.persons.get(at)
            if side is not None and side.past == past:
                return True
            if at + 1 == past and at in self.reader.things and self.lowers[past] in _SAME:
                return True  # "shells accounted for 40 deaths and mines for 12"
            if person is not None and person.end == past and person.entry.plural:
                return person.entry.population == "combatants"
        return False
