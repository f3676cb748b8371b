"""What a number counts: the noun phrase around a quantity.

Belongs here: head noun, modifiers and partitives of one counted phrase, in one forward pass. Does not: what one word
beside a number is (`noun_words`), what happened to the counted (`predicates`), which figure a phrase becomes
(`figures`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract.ages import KIN
from pipeline.extract.bounds import Quantity
from pipeline.extract.grammar import ADVERBS, DETERMINERS, PARTITIVE_PRONOUNS, STOPS
from pipeline.extract.lexicon import Match
from pipeline.extract.noun_words import SERVED, SERVING, NounWords
from pipeline.extract.numerals import small
from pipeline.extract.reference import MeasureTerm, PersonNoun
from pipeline.extract.tokens import MARK, POSSESSIVES, WORD

# "Aleppo's", "the old town's": between "of" and the number that somebody has.
OWNER_REACH = 4
# How many words may stand between a number and its head noun: "12 suspected foreign Al-Qaeda-linked jihadist fighters"
# is the longest seen in FA-KES; a wider window only gathers nouns of the next phrase.
HEAD_WINDOW = 8
# "regime and allied Kurdish fighters": from the conjunction to the noun of both.
FELLOWS_REACH = 4
# Who goes along with fighters that leave.
COMPANY = frozenset("families relatives dependents wives civilians residents".split())
# Words before an "of" that still leads to the side: "in the ranks of the jihadists", "of the forces of the regime".
LEADS_ON = frozenset(("ranks", "side", "part", "forces", "army", "troops", "branch", "wing"))
# Words behind a head noun that lead to the side of the counted: "four dead among government troops".
# "A soldier of the government forces": behind the name of a side.
_ITS_FORCES = (["forces"], ["army"], ["troops"], ["military"])
LEADING = frozenset(("of", "from", "in", "with", "among", "loyal", "belonging", "affiliated"))
# Between "36 of them" and their side: "36 of them fought for the regime".
BELONGING = frozenset(
    (
        "fought",
        "fighting",
        "belonged",
        "belonging",
        "served",
        "serving",
        "were",
        "are",
        "from",
        "in",
        "for",
        "to",
        "with",
        "of",
    )
)
# Small words inside a name: "Omar bin Said", "Samar al-Zoubi".
PARTICLES = ("al-", "el-", "al", "el", "bin", "ibn", "abu", "van", "de")
COPULAS = frozenset(("were", "are", "was", "being"))
# Between "two of the dead" and its verb: "in Jayrud, near Damascus,".
_EVENTS = frozenset(
    "attack attacks raid raids strike strikes blast blasts bombing shelling explosion ambush assault clash clashes"
    " crash fighting massacre massacres shooting killings siege".split()
)
SETTING = _EVENTS | frozenset("in at on from near the of , outside by a an 's ’s".split())
# "Three of them in police firing", "40 people in army custody": what a side does, behind its name.
DEEDS = _EVENTS | frozenset(
    "firing fire gunfire shootings ambushes assaults bombings bombardment bombardments airstrikes barrage barrages"
    " offensive offensives operation operations action custody detention captivity rockets mortars insurgency".split()
)
SETTING_REACH = 8
VICTIMS = frozenset(("victim", "victims"))
BODIES = frozenset(("bodies", "corpses", "remains"))
# "three persons from the medical staff"
SOME = frozenset(("people", "persons", "members", "member", "others"))
STAFF = frozenset(("medics", "aid_workers", "journalists"))
# "15,000 Rohingya living in Maungdaw"
AT_HOME = frozenset(("living", "residing", "dwelling"))
QUOTES = frozenset(('"', "”", "'", "’"))
# "an entire family of nine"
BEFORE_FAMILY = frozenset(("a", "an", "the", "another", "entire", "whole", "single"))


def company_past(lowers: Sequence[str], past: int) -> int:
    """The token behind 'and their families', 'and civilians', which go with those told before; `past` without them."""
    if lowers[past : past + 1] != ["and"]:
        return past
    at = past + 1 + (lowers[past + 1 : past + 2] == ["their"])
    return at + 1 if at < len(lowers) and lowers[at] in COMPANY else past


def is_of_name(text: str) -> bool:
    """Whether a word may stand in the name of a person."""
    return text[:1].isupper() or text.startswith(PARTICLES[:2]) or text in PARTICLES


# "Forced 30,000 out of their homes"
_THEIRS = (["their"], ["its"])


class Phrase(NamedTuple):
    """A counted phrase: tokens `start` (with its hedge) to `end` (exclusive, with post-modifiers)."""

    quantity: Quantity
    start: int
    end: int
    head: PersonNoun | None
    head_at: int
    unknown: str | None
    partitive: bool  # stands for part of a group told before: "22 of them", "15 of the dead"
    of_whole: int | None
    adjective: MeasureTerm | None
    singular: bool = False
    possessed: bool = False
    pronoun: bool = False  # "22 of them"
    fate: str | None = None  # the measure that "of the dead", "of the wounded" tells

    @property
    def bare(self) -> bool:
        """Whether no noun tells who is counted, neither a known one nor another."""
        return self.head is None and self.unknown is None


class NounReader(NounWords):
    """Reads the counted phrases of one article."""

    def read(self, quantity: Quantity, past: int, next_number: int) -> Phrase | None:
        """The phrase of a quantity in a sentence that ends at token `past`; None when it plainly counts no people."""
        lowers = self.tokens.lowers
        at = quantity.after_end
        family = (
            quantity.hedge_start >= 2
            and lowers[quantity.hedge_start - 2] in ("family", "families")
            and lowers[quantity.hedge_start - 1] == "of"
            and small(lowers[quantity.hedge_start - 3]) is None  # "two families of ten people": both are counted
        )
        phrase = Phrase(quantity, quantity.hedge_start, at, None, -1, None, False, None, None)
        if family:
            start = quantity.hedge_start - 2
            while start and lowers[start - 1] in BEFORE_FAMILY:
                start -= 1
            end = at + (at < past and at in self.persons and self.persons[at].entry.role == "victim")
            return phrase._replace(start=start, end=end)
        if at + 1 < past and lowers[at] == "more" and lowers[at + 1] == "of":
            phrase = phrase._replace(quantity=quantity._replace(after_end=at + 1))
            at += 1
        if at + 1 < past and lowers[at] in QUOTES and lowers[at + 1] == "of":
            phrase = phrase._replace(quantity=quantity._replace(after_end=at + 1))  # '"dozens" of rebels'
            at += 1
        if lowers[at : at + 2] == ["out", "of"] and lowers[at + 2 : at + 3] not in _THEIRS:
            phrase = phrase._replace(quantity=quantity._replace(after_end=at + 1))  # "nine out of the 14 dead"
            at += 1
        if at < past and lowers[at] == "of":
            return self._of(phrase, past, next_number)
        return self.head_of(phrase, at, past, next_number)

    def _of(self, phrase: Phrase, past: int, next_number: int) -> Phrase | None:
        """'22 of them children', '15 of the wounded', 'hundreds of people', '12 of its field commanders'."""
        lowers = self.tokens.lowers
        at = phrase.quantity.after_end + 1
        if at < past and lowers[at] in PARTITIVE_PRONOUNS and at + 1 != next_number:
            return self.belonging(phrase._replace(partitive=True, pronoun=True, end=at + 1), at + 1, past, next_number)
        possessed = definite = False
        while at < past and lowers[at] in DETERMINERS:
            possessed = possessed or lowers[at] in ("his", "her")
            definite = True
            at += 1
        if 0 < next_number - at <= OWNER_REACH and lowers[next_number - 1] in POSSESSIVES:
            at = next_number  # "two-thirds of the town's 30,000 people"
        if at == next_number:
            return phrase._replace(partitive=True, of_whole=next_number, end=at)
        if definite and lowers[at : at + 1] == ["own"]:
            return phrase._replace(end=at + 1)  # "lost four of their own"
        fate = self._fate(at, past) if definite else None
        if fate is not None:
            measure, end = fate
            return self.predicate_noun(phrase._replace(partitive=True, end=end, fate=measure), past)
        if self._is_whole_group(at, past):
            return phrase._replace(end=self.actors[at].past)  # "18 members of one militia, nine of another"
        return self.head_of(
            phrase._replace(possessed=possessed, end=at if definite else phrase.end), at, past, next_number
        )

    def _is_whole_group(self, at: int, past: int) -> bool:
        """Whether an armed group's name stands at a token, and nothing that it owns."""
        side = self.actors.get(at)
        if side is None or side.kind != "name" or side.role != "armed" or at - 1 in self.persons:
            return False
        end = side.past
        return (
            end >= past
            or (self.tokens.kinds[end] == MARK and self.tokens.lowers[end] != "-")
            or (self.tokens.lowers[end] in STOPS)
        )

    def _fate(self, at: int, past: int) -> tuple[str | None, int] | None:
        """What befell 'the dead', 'the wounded', 'the slain', 'the victims', and the token after the word."""
        person = self.persons.get(at)
        if person is not None and (person.entry.role == "event" or person.entry.word == "victims"):
            measure = person.entry.measure or "killed"
            return (measure, person.end) if person.end not in self.persons else None
        trigger = self.triggers.get(at)
        if trigger is not None and trigger[0].entry.form in ("participle", "adjective") and trigger[0].end < past:
            following = trigger[0].end
            return (trigger[0].entry.measure, following) if following not in self.persons else None
        return None

    def belonging(self, phrase: Phrase, at: int, past: int, next_number: int = -1) -> Phrase | None:
        """Who 'of them' are by what follows: 'nine of them children', '22 of them fought for the rebels'."""
        lowers = self.tokens.lowers
        died = self.triggers.get(at + 1) if lowers[at - 1] == "those" and lowers[at : at + 1] == ["who"] else None
        if died is not None:  # "four of those who died were children"
            ended = phrase._replace(end=died[0].end, pronoun=False, fate=died[0].entry.measure)
            return self.predicate_noun(ended, past)
        while at < past and lowers[at] in ("were", "are", "was", "mostly", "of", "the", "-", "–"):
            at += 1
        trigger = self.triggers.get(at)
        if trigger is not None and lowers[at - 1] == "those" and trigger[0].entry.form in ("participle", "adjective"):
            return self.predicate_noun(
                phrase._replace(end=trigger[0].end, pronoun=False, fate=trigger[0].entry.measure), past
            )
        if at in self.things and at not in self.persons and not self._modifies(at, past, False):
            return None
        person = next((k for k in range(at, min(past, at + 3)) if k in self.persons), None)
        if person is not None and all(k in self.actors or self._is_adjective(k) for k in range(at, person)):
            found = self.head_of(phrase, at, past, next_number)
            if found is not None:
                return found._replace(partitive=True)
        index = phrase.end
        while index < past and (lowers[index] in BELONGING or lowers[index] in DETERMINERS):
            index += 1
        side = self.actors.get(index) if index > phrase.end else None
        if side is not None and self._does_it(index - 1, side.past):
            return phrase  # "three of them in police firing"
        return phrase._replace(end=side.past) if side is not None else phrase._replace(end=self._post(phrase.end, past))

    def predicate_noun(self, phrase: Phrase, past: int) -> Phrase:
        """'Ten of the dead were children': the noun after the copula tells the population."""
        at = self._past_setting(phrase, past)
        if at + 1 >= past or self.tokens.lowers[at] not in COPULAS:
            return phrase
        at += 2 * (self.tokens.lowers[at + 1 : at + 3] == ["those", "of"])  # "eleven were those of children"
        noun = next((self.persons[k] for k in range(at + 1, min(past, at + 4)) if k in self.persons), None)
        if noun is None or not all(self._describes(k) for k in range(at + 1, noun.start)):
            return phrase
        entry = noun.entry
        if entry.measure is None and entry.plural and entry.population != "all" and noun.end not in self.persons:
            return phrase._replace(head=self._mixed(noun).entry, head_at=noun.start, end=noun.end)
        return phrase

    def _past_setting(self, phrase: Phrase, past: int) -> int:
        """'Two of the dead in Jayrud, Syria were nurses': the token behind the place that stands between."""
        at, lowers = phrase.end, self.tokens.lowers
        if phrase.fate is None or at >= past or lowers[at] not in SETTING:
            return at
        while at < min(past, phrase.end + SETTING_REACH) and (lowers[at] in SETTING or self._is_capital(at)):
            at += 1
        return at if at < past and lowers[at] in COPULAS else phrase.end

    def _mixed(self, noun: Match[PersonNoun]) -> Match[PersonNoun]:
        """'Ten women and children': neither noun alone tells who they are."""
        joined = self.tokens.lowers[noun.end : noun.end + 1] in (["and"], ["or"])
        other = self.persons.get(noun.end + 1) if joined else None
        if other is None or not (noun.entry.plural and other.entry.plural) or other.entry.measure is not None:
            return noun
        if other.entry.population == noun.entry.population or noun.entry.population not in ("women", "children"):
            return noun
        return noun._replace(entry=replace(noun.entry, population="all"))

    def is_described(self, phrase: Phrase) -> bool:
        """'12 were children': the phrase has its head behind a copula."""
        if phrase.head is None or phrase.partitive:
            return False
        between = self.tokens.lowers[phrase.quantity.after_end : phrase.head_at]
        if between in (["were"], ["are"], ["was"], ["was", "a"], ["was", "an"], ["were", "those", "of"]):
            return True
        return between[:1] in (["were"], ["are"]) and all(
            self._describes(k) for k in range(phrase.quantity.after_end + 1, phrase.head_at)
        )

    def head_of(self, phrase: Phrase, at: int, past: int, next_number: int) -> Phrase | None:
        """Walk over modifiers to the head noun; None for things, a phrase without head where no noun follows."""
        stop = at if self._speaks(at, past) else min(past, at + HEAD_WINDOW)
        unknown: list[str] = []
        narrow: PersonNoun | None = None
        adjective: MeasureTerm | None = None
        singular = phrase.singular or phrase.quantity.value == 1
        index = at
        while index < stop:
            person, trigger = self.persons.get(index), self.triggers.get(index)
            if person is not None and self._is_head(person, singular, past):
                return self._closed(phrase, self._mixed(self._narrowed(person, narrow)), adjective, past)
            if person is not None and (person.entry.population != "all" or person.entry.measure == "displaced"):
                narrow = narrow or person.entry
            if self._is_thing(index, stop, singular):
                return self._thing(phrase, person, adjective, past)
            if trigger is not None:
                if not self._is_modifier(trigger[0], past, singular):
                    break
                adjective = next((m.entry for m in trigger if m.entry.form != "noun"), None)
                index = trigger[0].end
                continue
            if self._ends_phrase(index, next_number) or (unknown and self.tokens.lowers[index] in AT_HOME):
                break
            if self.tokens.kinds[index] == WORD and person is None:
                unknown.append(self.tokens.lowers[index])
            index += 1
        if not unknown or self._zero(unknown):
            end = self._post(phrase.end if phrase.partitive else at, past)
            return self.predicate_noun(phrase._replace(end=end, adjective=adjective), past)
        fellows = self._fellows(index, stop)
        open_end = phrase._replace(
            end=self._post(index, past) if self.tokens.lowers[index : index + 1] in SERVING else index,
            unknown=unknown[-1],
            adjective=adjective,
            head_at=index - 1,
        )
        return open_end if fellows is None else self._closed(phrase, fellows, adjective, past)

    def _fellows(self, conjunction: int, stop: int) -> Match[PersonNoun] | None:
        """'70 regime and rebel fighters', '180 army and paramilitary troops': one noun behind two names of sides."""
        if self.tokens.lowers[conjunction : conjunction + 1] != ["and"]:
            return None
        at = conjunction + 1
        while at < min(stop, conjunction + FELLOWS_REACH):
            person = self.persons.get(at)
            if person is not None and person.entry.plural:
                return person if person.entry.population == "combatants" and at > conjunction + 1 else None
            if self.tokens.kinds[at] != WORD or self.tokens.lowers[at] in STOPS:
                return None
            at += 1
        return None

    def _thing(
        self, phrase: Phrase, person: Match[PersonNoun] | None, adjective: MeasureTerm | None, past: int
    ) -> Phrase | None:
        """Things count no people, but homes may stand for households."""
        if person is None or person.entry.role != "dwelling":
            return None
        return self._closed(phrase, person, adjective, past)

    @staticmethod
    def _narrowed(head: Match[PersonNoun], narrow: PersonNoun | None) -> Match[PersonNoun]:
        """'seven medical staff members': a general head noun counts whom its modifier names, as '900 IDP families'."""
        if narrow is not None and narrow.measure == "displaced":
            if head.entry.unit != "households":
                return head
            return head._replace(entry=replace(head.entry, role="event", measure="displaced"))
        if (
            narrow is None
            or (narrow.word == "minor" and head.entry.role == "event")  # "six minor injuries"
            or head.entry.word in KIN
            or head.entry.population != "all"
            or head.entry.measure == "displaced"
        ):
            return head
        return head._replace(entry=replace(head.entry, population=narrow.population, affiliation=narrow.affiliation))

    @staticmethod
    def _zero(unknown: list[str]) -> bool:
        return all(word in ADVERBS for word in unknown)

    def _closed(self, phrase: Phrase, head: Match[PersonNoun], adjective: MeasureTerm | None, past: int) -> Phrase:
        whose = self._whose(head, past)
        entry = head.entry
        if whose is not None:
            entry = replace(entry, population=whose.entry.population, affiliation=whose.entry.affiliation)
        end, number = self._post((whose or head).end, past), phrase.quantity
        if number.qualifier == "exact" and not phrase.singular and self.tokens.lowers[end : end + 2] == ["at", "least"]:
            # "20 civilians at least were killed"
            number, end = number._replace(high=None, qualifier="at_least"), end + 2
        return phrase._replace(quantity=number, head=entry, head_at=head.start, end=end, adjective=adjective)

    def _whose(self, head: Match[PersonNoun], past: int) -> Match[PersonNoun] | None:
        """'65 bodies of civilians', 'the corpses of soldiers'."""
        lowers = self.tokens.lowers
        of, staff = lowers[head.end : head.end + 1] == ["of"], lowers[head.end : head.end + 1] in (["of"], ["from"])
        if not (of and head.entry.word in BODIES) and not (staff and head.entry.word in SOME):
            return None
        whose = next((self.persons[k] for k in range(head.end + 1, min(past, head.end + 3)) if k in self.persons), None)
        if whose is None or not whose.entry.plural or whose.entry.measure is not None:
            return None
        return whose if head.entry.word in BODIES or whose.entry.population in STAFF else None

    def _post(self, at: int, past: int) -> int:
        """Over 'of the regime forces', 'from the jihadist Islamic State', 'in the opposing camp' behind the head."""
        lowers = self.tokens.lowers
        if lowers[at : at + 1] == ["who"] and lowers[at + 2 : at + 3] == ["loyal"]:
            at += 2  # "fighters who were loyal to the old guard"
        serving = at + 1 < past and lowers[at : at + 1] in SERVING and lowers[at + 1] in SERVED
        at += serving  # "soldiers serving with the UN mission", "Afghans fighting for the government"
        if at + 1 < past and (serving or lowers[at] in LEADING):
            index, end = at + 1, at
            while index < min(past, at + 8):
                actor = self.actors.get(index)
                if actor is not None and (actor.past in self._areas or self._does_it(at, actor.past)):
                    break  # "three in the regime stronghold of Latakia", "three of them in police firing"
                if actor is not None:
                    end = index = actor.past + (lowers[actor.past : actor.past + 1] in _ITS_FORCES)
                    if actor.kind == "name":
                        break
                elif lowers[index] == "of" and lowers[index - 1] in LEADS_ON:
                    index += 1
                elif lowers[index] in STOPS - {"to"} or self.tokens.kinds[index] == MARK or index in self.triggers:
                    break
                else:
                    index += 1
            return end
        return at

    def _does_it(self, lead: int, past: int) -> bool:
        """Whether what a side does is told, and not who belongs to it: "in army custody", "in a long insurgency"."""
        lowers = self.tokens.lowers
        if lowers[lead] not in {"in", "from"}:
            return False
        return lowers[past - 1] in DEEDS or not DEEDS.isdisjoint(lowers[past : past + 1])
