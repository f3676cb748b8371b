"""What happened to the counted: ties each counted phrase of a sentence to a word of harm.

Belongs here: subject and object readings and negation inside one sentence, and the order of all readings. Does not: the
phrase itself (`nouns`), movement (`flight`), lists and shares (`sharing`), tolls (`tolls`), and anything that needs
another sentence (`figures`).
"""

from itertools import pairwise

from pipeline.extract.clause import (
    BARRIERS,
    BE,
    CAUSATIVES,
    FUTURE,
    HARMED,
    INCLUSION,
    JOINERS,
    LISTED_AS,
    MODALS,
    MOVED,
    NEGATIONS,
    RELATIVES,
    UNKNOWN,
    UNRELATED,
    Link,
    Walk,
    standing,
)
from pipeline.extract.flight import SUBJECT_REACH, FlightReadings
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import Phrase, is_of_name
from pipeline.extract.reference import MeasureTerm
from pipeline.extract.sharing import SharedReadings
from pipeline.extract.tolls import TollReadings

LONGEST_NAME = 5
# Words that keep a harm word next to its subject: quotes, dashes, the infinitive, the joints of a list.
BESIDE = frozenset(("as", "well", "to", "-", "–", '"', "”", "and", ",", "or", "&"))
# "A commander identified as Omar Haddad was killed".
IDENTIFIED = frozenset(("identified", "named", "known", "called", "nicknamed"))
QUOTING = frozenset(("as", '"', "“", "”", "'", "-"))
LISTING = frozenset(("and", ",", "&"))
OWNED = frozenset(("his", "her", "their", "its"))
# "organisation", "rescue group" behind a name.
NOUNS_BEHIND = 2
BEFALLEN = frozenset(("victims dead wounded injured casualties fatalities martyrs").split())
# Nouns of a total: whoever was counted before, the number behind them counts all.
TOLL_NOUNS = ("toll", "death toll", "tally", "body count", "number of")
# Words between a verb and the number that is its object: "displacing an additional 900".
BEFORE_OBJECT = frozenset(("about", "up", "to", "as", "many", "of", ":", '"', "“", "additional", "further", "another"))
POPULATION_REACH = 10
# "treated 17 people for serious head injuries": from the counted to the words that complete the verb.
REST_REACH = 6
# What stands before a participle that opens its clause: "; injured were 101".
OPENING = frozenset((",", ";", ":", "–", "—", "and", "."))
# "claimed that over 100 people in Aleppo had ...": from the claimed to their verb.
CLAIM_REACH = 4
CLAIMING = frozenset(("claim", "claims", "claimed", "claiming"))
# Verbs that tell on of the subject behind an aside.
FINITE = frozenset(("were", "was", "have", "has", "had"))
# What joins two fates of one number: "killed, wounded or captured".
SEVERAL = frozenset(("and", "or", ",", "/", "and/or", "either", "&"))
SUBJECT_FORMS = frozenset(("participle", "intransitive", "adjective"))


class SentenceLinker(FlightReadings, SharedReadings, TollReadings):
    """Links the phrases of one sentence."""

    def links(self) -> list[Link | None]:
        """One entry a phrase: its link, or None where nothing ties it to harm."""
        out: list[Link | None] = [self._direct(i) for i in range(len(self.phrases))]
        out = [None if link is not None and self._only_shared(i, link) else link for i, link in enumerate(out)]
        out = [self._told_by_whole(link, out) for link in out]
        for i in range(len(self.phrases)):
            out[i] = self._inherited(i, out)
        for i in reversed(range(len(self.phrases) - 1)):
            if out[i] is None and (whole := self._from_next(i, out)) is not None:
                out[i] = whole
                if self.phrases[i + 1].pronoun:
                    self._take_part(i, out)
        for i, link in enumerate(out):
            out[i] = link or self._described(i, out)
        for i in reversed(range(len(out))):
            out[i] = (
                out[i]
                or self._in_refuge(i)
                or self._transferred(i)
                or self._carried(i)
                or self._kept_away(i)
                or self._hosted(i)
                or self._elsewhere(i)
                or (self._from_next(i, out) if i + 1 < len(out) else None)
            )
        for i in range(1, len(out)):
            out[i] = out[i] or self._of_next_place(i, out[i - 1])
            if out[i] is None and self._is_part(i):
                out[i] = self._inherited(i, out)
            if self._raises(i, out) and (raised := out[i - 1]) is not None:
                out[i - 1] = raised._replace(subset_of=i)
        return out

    def _take_part(self, i: int, out: list[Link | None]) -> None:
        """'Two people one of them a child were killed': the pronoun and the noun for it are of the phrase before."""
        for k in range(i + 1, min(i + 3, len(out))):
            part = out[k]
            if part is not None and (k == i + 1 or part.subset_of == i + 1):
                out[k] = part._replace(rule="included", subset_of=i, included=True)

    def _direct(self, i: int) -> Link | None:
        phrase = self.phrases[i]
        if (inverted := self._inverted(i)) is not None:
            return inverted
        subject = self._subject(i)
        if phrase.fate is not None and (subject is None or subject.measure != "killed"):
            return Link(phrase.fate, None, phrase.end - 1, "fate", included=True)
        if self._is_next_verb(phrase) and (told := self._object(i)) is not None:
            return told
        if subject is not None and subject.rule == "subject-adjacent" and not self._only_modifies(i, subject):
            return self._noun_first(phrase, self._before_second_verb(i, subject) or subject)
        reading = self._object(i) or self._toll(i) or subject
        return self._noun_first(phrase, reading)

    def _before_second_verb(self, i: int, subject: Link) -> Link | None:
        """'The raid killed nine men and injured others': what is told behind the conjunction has another object."""
        if self.lowers[self.phrases[i].end : subject.term_at] != ["and"]:
            return None
        told = self._object(i)
        while told is None and i > 0 and self._is_next_of_list(i):
            i -= 1
            told = self._object(i)
        return told if told is not None and told.rule == "object" and told.measure in HARMED else None

    def _is_next_of_list(self, i: int) -> bool:
        """'a woman and her three children'."""
        gap = self.lowers[self.phrases[i - 1].end : self.phrases[i].start]
        return bool(gap) and all(word in LISTING or word in OWNED for word in gap)

    def _only_modifies(self, i: int, subject: Link) -> bool:
        """'strikes kill 70 fleeing Gaza': what they were doing when they were killed."""
        doing = subject.term is not None and subject.term.term.split()[0].endswith("ing")
        told = self._object(i) if doing and subject.term_at == self.phrases[i].end else None
        return told is not None and told.measure in ("killed", "injured")

    def _is_next_verb(self, phrase: Phrase) -> bool:
        """'kills 83 injures 100', 'kill 83 Injured 100 militants': the harm word behind belongs to the next number."""
        return phrase.head is not None and phrase.head.role == "event" and phrase.end in self.starts

    def _noun_first(self, phrase: Phrase, reading: Link | None) -> Link | None:
        """'12 refugees were killed' are killed; '12 refugees arrived' and '12 refugees' are displaced."""
        head, adjective = phrase.head, phrase.adjective
        if head is not None and head.role == "event" and head.measure:
            if head.measure in HARMED and self._is_shared_with(phrase.head_at + 1, head.measure):
                return Link(UNRELATED, None, phrase.head_at, "head-noun")
            if reading is None or (head.measure in ("killed", "injured")):
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=standing(head))
            if reading.measure == UNRELATED or self._only_displaced(phrase, reading):
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=standing(head))
            return reading
        weak = reading is None or reading.measure == UNRELATED or reading.rule.startswith("toll")
        if adjective is not None and weak:
            return Link(adjective.measure, adjective, phrase.quantity.end, "adjective", basis=adjective.basis)
        return reading

    def _only_displaced(self, phrase: Phrase, reading: Link) -> bool:
        """'40,000 displaced and 63 civilians killed': the first are not the second's fellow victims."""
        mere = phrase.head is not None and phrase.head.word == "displaced" and reading.measure != "displaced"
        return mere and self.lowers[phrase.end] in JOINERS and reading.term_at > phrase.end + 1

    def _subject(self, i: int) -> Link | None:
        """Look right from the phrase for what befell it."""
        at, reach = self.phrases[i].end, min(self.past, self.phrases[i].end + SUBJECT_REACH)
        walk = Walk()
        while at < reach:
            other = self.starts.get(at)
            if other is not None and other != i:
                related = self._joined(at) or self._is_whole(i, other) or self._tells_family_of_part(i, other)
                if walk.crosses_verb or not related or self._is_of_others(other):
                    return None
                if self.phrases[other].pronoun and self.phrases[other].end in self.triggers:
                    return None
                at, walk.previous = max(self.phrases[other].end, at + 1), ""
                continue
            told, known = self._told_at(i, at, reach)
            if known and self._tells_whole(i, at):
                at += 1
                continue
            if known:
                return told
            if self._opens_aside(at):
                at = self._after_aside(at, reach)
                continue
            if walk.stops(self.lowers[at]):
                return None
            at += 1
        return None

    def _tells_family_of_part(self, i: int, other: int) -> bool:
        """'15 people, including 11 members of one family, were killed'; what 'one family who' did, the part did."""
        who = self.lowers[self.phrases[other].end : self.phrases[other].end + 1] == ["who"]
        return other > i and self._tells_families(other - 1, other) and not (who and other > i + 1)

    def _is_of_others(self, other: int) -> bool:
        """'12,000 troops guard civilians, 890,000 of whom have fled': what follows is told of the civilians."""
        phrase = self.phrases[other]
        return self.lowers[phrase.end - 1] == "whom" and not phrase.partitive

    def _told_at(self, i: int, at: int, reach: int) -> tuple[Link | None, bool]:
        """What the word at `at` tells of the phrase, and whether it settles the search."""
        word, found = self.lowers[at], self.triggers.get(at)
        if found is not None and found[0].entry.form != "refuge" and not self._only_describes(found):
            return self._subject_trigger(i, found, at), True
        if word in RELATIVES:
            told = self._relative(i, at + 1)
            if word == "who" and (told is None or told.measure == UNRELATED):
                told = self._main_verb(i, at + 1, reach) or told
            return told, True
        link: Link | None = None
        state = self.reader.persons.get(at + 1) if word in ("are", "were", "remain") else None
        if state is not None and standing(state.entry) and state.entry.plural:
            link = Link("displaced", None, at + 1, "subject-adjacent", basis="stock")
        elif word == "among":
            link = self._among(i, at, reach)
        elif word in self.movement.leaving and self._leaves_place(i, at):
            link = Link("displaced", None, at, "leaving")
        elif word in self.movement.staying:
            link = self._housed(at, reach) or self._outdoors(i, at)
        elif (
            word == "from"
            and at == self.phrases[i].end
            and self.lowers[self.phrases[i].start - 1] in self.movement.barring
        ):
            link = self._kept_away(i)
        if link is None and word in self.movement.telling:
            link = self._departed(i, at) or self._headed(i, at) or self._driven(i, at)
        return link, link is not None

    @staticmethod
    def _only_describes(found: list[Match[MeasureTerm]]) -> bool:
        """'9,000 people, half the population of the valley, fled'."""
        return all(m.entry.measure == UNRELATED and m.entry.form == "active" for m in found)

    def _opens_aside(self, at: int) -> bool:
        return self.lowers[at] in INCLUSION and not any(at + step in self.starts for step in (1, 2))

    def _among(self, i: int, at: int, reach: int) -> Link | None:
        """'six children were among the dead', 'ten were among at least 48 people killed'."""
        between = self._without_asides(i, at) if self.phrases[i].singular else self._between(i, at)
        named = next((k for k, word in enumerate(between) if word in BE), 0)
        if named <= NOUNS_BEHIND and not any(word.endswith(("ed", "ing")) for word in between[:named]):
            between = between[named:]  # "two members of the White Helmets rescue organisation were among"
        if not all(w in BE or w in ADVERBS or w in LISTING or w in INCLUSION or w == "there" for w in between):
            return None
        return self._those_among(at, reach)

    def _those_among(self, at: int, reach: int) -> Link | None:
        """Whom 'among the dead', 'among those killed', 'among at least 48 people' tells of."""
        if self.lowers[at + 1 : at + 2] in (["them"], ["whom"]):
            return None
        for index in range(at + 1, min(reach, at + 6)):
            other = self.starts.get(index)
            if other is not None:
                return Link(UNKNOWN, None, at, "among", other, True)
            noun = self.reader.persons.get(index)
            if noun is not None and noun.entry.word in BEFALLEN:
                return Link(noun.entry.measure or "killed", None, index, "among", None, True)
            found = self.triggers.get(index)
            if found is not None:
                return Link(found[0].entry.measure, found[0].entry, index, "among", None, True)
        return None

    def _after_aside(self, at: int, reach: int) -> int:
        """The token after 'including many displaced …,': what it says is not said of the counted.

        Where the comma is lost, the aside ends at the verb of its sentence: "including children were killed".
        """
        for index in range(at, reach):
            if self.lowers[index] in (",", ")", "–", "—"):
                return index + 1
        verb = next((k for k in range(at, reach) if self.lowers[k] in FINITE), reach)
        return verb if RELATIVES.isdisjoint(self.lowers[at:verb]) else reach

    def _subject_trigger(self, i: int, found: list[Match[MeasureTerm]], at: int) -> Link | None:
        match = next((m for m in found if m.entry.form in SUBJECT_FORMS), None) or self._destroyed(i, found)
        if match is not None and self._opens_inverted(match):
            return None
        if match is None and all(w in DETERMINERS or w == "total" for w in self._between(i, at)):
            return Link(found[0].entry.measure, found[0].entry, at, "toll", basis=found[0].entry.basis)
        if match is None or (match.entry.form == "participle" and self._has_object(match) and not self._passive(at)):
            return None
        joint = self._is_joint(match) and not self.phrases[i].quantity.vague_word
        if joint or self._unreal(at, self.phrases[i].end):
            return None
        between = self._without_asides(i, at)
        adjacent = all(w in AUXILIARIES or w in ADVERBS or w in BE or w in BESIDE or w in OWNED for w in between)
        listed = len(between) < at - self.phrases[i].end
        rule = "subject" if not adjacent else "subject-listed" if listed else "subject-adjacent"
        if self._only_helped(self.phrases[i], match.entry):
            return None
        included = "among" in between[-3:] and not {"them", "whom"}.intersection(between[-2:])
        return Link(match.entry.measure, match.entry, at, rule, included=included, basis=match.entry.basis)

    def _destroyed(self, i: int, found: list[Match[MeasureTerm]]) -> Match[MeasureTerm] | None:
        """'Up to 80 fighters were destroyed': said of fighters only."""
        head = self.phrases[i].head
        fighters = head is not None and head.population == "combatants"
        return next(
            (m for m in found if m.entry.form == "active-fighters" and fighters and self._passive(m.start)), None
        )

    def _only_helped(self, phrase: Phrase, term: MeasureTerm) -> bool:
        """'Lorries with food for 900 people arrived', but 'a refuge for 900 people fleeing the war'."""
        before = self.lowers[phrase.start - 1 : phrase.start]
        return term.measure in MOVED and before == ["for"] and not term.term.endswith("ing")

    def _is_joint(self, match: Match[MeasureTerm]) -> bool:
        """'40 were killed and wounded', '60 killed, hurt or missing': one number for several fates is no toll."""
        told = match.entry.form in ("participle", "adjective") and match.entry.measure in HARMED
        return told and self._is_shared_with(match.end, match.entry.measure)

    def _is_shared_with(self, end: int, measure: str) -> bool:
        """Whether "and wounded", ", hurt or missing" follows: another fate of the same number."""
        at = end
        while at < self.past and self.lowers[at] in SEVERAL:
            at += 1
        other = self.triggers.get(at) if at > end else None
        if other is None or at in self.starts or other[0].entry.measure == measure:
            return False
        after = other[0].end
        if (after < self.past and after in self.reader.persons) or not any(m.entry.form == "participle" for m in other):
            return False
        return self.lowers[after : after + 1] != ["by"] and not self._has_object(other[0])

    def _is_second_fate(self, found: list[Match[MeasureTerm]]) -> bool:
        """'killed and wounded 49 men': one number for both fates is neither's."""
        at, measure = found[0].start, found[0].entry.measure
        if measure not in HARMED or self.lowers[at - 1] not in SEVERAL - {","}:
            return False
        before = (m.entry for m in self.by_end.get(at - 1, ()) if m.entry.form in ("participle", "active"))
        return any(entry.measure in HARMED - {measure} for entry in before)

    def _without_asides(self, i: int, at: int) -> list[str]:
        """The words between without 'of 91', ', 56,', 'working for a paper' and ', Inspector Omar Haddad,'."""
        between, start = self._between(i, at), self.phrases[i].end
        if not self.phrases[i].singular or not between:
            return between
        texts, masked = self.reader.tokens.texts, self.reader.masked
        if between[0].endswith("ing") and between[-1] in BE and "," not in between:
            return between[-1:]
        if between[0] == "of" and masked[start + 1]:
            return self.lowers[start + 2 : at]
        if between[0] in IDENTIFIED:
            past = next((k for k in range(start + 1, at) if self.lowers[k] in AUXILIARIES), at)
            named = all(is_of_name(texts[k]) or texts[k] in QUOTING for k in range(start + 1, past))
            return between[past - start :] if named else between
        close = next((k for k in range(start + 1, at) if self.lowers[k] == "," or k in self.starts), at)
        if between[0] != "," or close == at or close in self.starts:
            return between
        named = all(masked[k] or is_of_name(texts[k]) or texts[k] in "-.,’'" for k in range(start + 1, close))
        return between[close + 1 - start :] if named else between

    def _relative(self, i: int, at: int) -> Link | None:
        """'Syrians who have fled', 'people who were killed'; 'a child who was wounded last week died' is a death."""
        between = self._between(i, at)
        if between[-2:-1] and between[-2] in PREPOSITIONS - {"of"}:
            return None
        if between[-1:] == ["which"] and not (PREPOSITIONS - {"of"}).isdisjoint(between[-4:-2]):
            return None  # "in the town which was besieged"
        if self.phrases[i].singular and any(word.endswith("ed") for word in between):
            return None
        reach = 10 if self.lowers[at : at + 1] == ["according"] else 5
        for step in range(reach):
            found = self.triggers.get(at + step)
            if found is None and at + step < self.past and self.lowers[at + step] in self.movement.staying:
                housed = self._housed(at + step, min(self.past, at + step + 8))
                if housed is not None:
                    return housed
            if found is not None:
                link = self._subject_trigger(i, found, at + step)
                if link is not None and link.measure == "injured":
                    link = self._died_of_it(at + step + 1) or link
                return link._replace(rule="subject-adjacent") if link is not None else None
            if at + step >= self.past or self.starts.get(at + step) is not None:
                return None
        return None

    def _main_verb(self, i: int, at: int, reach: int) -> Link | None:
        """'three farmers who tried to reach their fields were shot dead'."""
        for k in range(at, reach):
            listed = self.lowers[k] == "as" and self.lowers[k - 1] in LISTED_AS  # "who were first listed as missing"
            barred = self.lowers[k] in BARRIERS and not listed
            if k in self.starts or barred or self.lowers[k] in RELATIVES or self.lowers[k] in ",;":
                return None
            if self.lowers[k] == "among" and self.lowers[k - 1] in BE:
                return self._those_among(k, reach)
            found = self.triggers.get(k)
            told = found is not None and found[0].entry.form != "refuge"
            if found is not None and told and (self._passive(k) or self.lowers[k - 1] in ("have", "has", "had")):
                return self._subject_trigger(i, found, k) if k > at + 1 else None
        return None

    def _died_of_it(self, at: int) -> Link | None:
        """'who was wounded on Monday, died of it': what became of the wounded, told in the same clause."""
        while at < self.past and at not in self.starts and self.lowers[at] not in LISTING - {","}:
            for match in self.triggers.get(at, ()):
                if match.entry.measure == "killed" and match.entry.form == "intransitive":
                    return Link("killed", match.entry, at, "subject-adjacent")
            at += 1
        return None

    def _has_object(self, match: Match[MeasureTerm]) -> bool:
        """'killed 15 people': a counted phrase follows that has no harm word of its own behind it."""
        for at in range(match.end, min(match.end + 3, self.past)):
            other = self.starts.get(at)
            if other is not None:
                head = self.phrases[other].head
                if head is not None and head.role == "event" and head.measure in ("killed", "injured"):
                    return False
                after = self.phrases[other].end
                while after < self.past and (self.lowers[after] in AUXILIARIES or self.lowers[after] in ADVERBS):
                    after += 1
                own = self.triggers.get(after)
                partitive = self.phrases[other].partitive and self.phrases[other].head is not None
                return (own is None or own[0].entry.form not in SUBJECT_FORMS) and not partitive
            if self.lowers[at] not in ADVERBS and self.lowers[at] not in DETERMINERS and self.lowers[at] not in ("up",):
                return False
        return False

    def _passive(self, at: int) -> bool:
        index = at - 1
        while index >= self.first and self.lowers[index] in ADVERBS:
            if self.lowers[index] in BE:
                return True
            index -= 1
        # "IS killed 12": no verb but a name.
        return index >= self.first and self.lowers[index] in BE and not self.reader.is_name(index)

    def _unreal(self, at: int, since: int) -> bool:
        """Negated, planned or merely possible: 'could be displaced', 'to be evacuated', 'were not killed'."""
        before = self.lowers[max(self.first, since, at - 6) : at]
        if any(word in NEGATIONS for word in before):
            return "only" not in before
        if any(word in MODALS for word in before) and "May" not in self.reader.tokens.texts[at - len(before) : at]:
            return "have" not in before
        if any(word in FUTURE for word in before):
            return True
        perfect = "have" in (before[-1:] + self.lowers[at : at + 1])
        if "to" in before[-2:] and before[-1] not in PRONOUNS and not perfect:
            return not any(word in CAUSATIVES for word in self.lowers[max(self.first, at - SUBJECT_REACH) : at])
        return False

    def _object(self, i: int) -> Link | None:
        """Look left for the verb or noun that has the phrase as its object."""
        phrase = self.phrases[i]
        if self.lowers[phrase.start - 1] == "at" and "number" in self.lowers[self.first : phrase.start]:
            return None  # "put the number of soldiers killed at 16"
        at = self._before_population(phrase.start)
        for _ in range(4):
            found = self.by_end.get(at)
            if found is not None:
                told = not self._says(found, phrase) and (phrase.quantity.vague_word or not self._is_second_fate(found))
                return self._completed(found, phrase) or (self._object_trigger(found) if told else None)
            if at - 1 < self.first:
                return None
            word = self.lowers[at - 1]
            if word == "and" and phrase.head is not None and phrase.head.word == "others":
                return self._beside_named(at - 1)
            if self.lowers[at - 2 : at] in (["along", "with"], ["together", "with"], ["alongside"]):
                return self._beside(at - 2)
            if not (word in ADVERBS or word in DETERMINERS or word in BEFORE_OBJECT):
                return None
            at -= 1
        return None

    def _before_population(self, start: int) -> int:
        """Over 'half the population of the enclave,' before 'some 75,000 people'."""
        low = max(self.first, start - POPULATION_REACH)
        if start <= low or self.lowers[start - 1] != "," or "population" not in self.lowers[low:start]:
            return start
        told = (at for at in range(start - 1, low, -1) if not self._only_describes(self.by_end.get(at, [])))
        return next(told, start)

    def _says(self, found: list[Match[MeasureTerm]], phrase: Phrase) -> bool:
        """'claimed 70,000 had left': a claim in words, no claim of lives."""
        if found[0].entry.term not in CLAIMING or (phrase.head is not None and phrase.head.role == "event"):
            return False
        return not AUXILIARIES.isdisjoint(self.lowers[phrase.end : min(self.past, phrase.end + CLAIM_REACH)])

    def _beside_named(self, at: int) -> Link | None:
        """'The strike killed Omar Haddad and eight others'."""
        texts, first = self.reader.tokens.texts, at
        while first > max(self.first, at - LONGEST_NAME) and is_of_name(texts[first - 1]):
            first -= 1
        found = self.by_end.get(first) if first < at else None
        return self._object_trigger(found) if found is not None else None

    def _completed(self, found: list[Match[MeasureTerm]], phrase: Phrase) -> Link | None:
        """'has cost nine people their lives', 'treated 17 people for serious injuries': told on behind the counted."""
        for match in found:
            rest = list(match.entry.rest)
            past = min(self.past, phrase.end + REST_REACH) if rest else 0
            for at in range(phrase.end, past):
                if at in self.starts or self.lowers[at] in BARRIERS or self.lowers[at] in ",;":
                    break
                if self.lowers[at : at + len(rest)] == rest:
                    return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)
        return None

    def _inverted(self, i: int) -> Link | None:
        """'Killed were 14 civilians and three soldiers': the verb opens the clause, its subject stands behind."""
        at = self.phrases[i].start - 1
        if at - 1 < self.first or self.lowers[at] not in ("were", "was", "are"):
            return None
        match = next((m for m in self.by_end.get(at, ()) if m.entry.form == "participle"), None)
        opens = match is not None and (match.start == self.first or self.lowers[match.start - 1] in OPENING)
        if match is None or not opens or match.entry.measure == UNRELATED:
            return None
        return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)

    def _opens_inverted(self, match: Match[MeasureTerm]) -> bool:
        """Whether a participle belongs to those behind it: '... and three soldiers, injured were 101 civilians'."""
        behind = match.end + 1 in self.starts and self.lowers[match.end] in ("were", "was", "are")
        return behind and (match.start == self.first or self.lowers[match.start - 1] in OPENING)

    def _beside(self, at: int) -> Link | None:
        """'was killed along with 12 of his men'."""
        match = next((m for m in self.by_end.get(at, ()) if m.entry.form in SUBJECT_FORMS), None)
        if match is None or match.entry.measure == UNRELATED:
            return None
        return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)

    def _object_trigger(self, found: list[Match[MeasureTerm]]) -> Link | None:
        for match in found:
            form = match.entry.form
            if form == "noun":
                rule = "toll" if match.entry.term.startswith(TOLL_NOUNS) else "object-noun"
                return Link(match.entry.measure, match.entry, match.start, rule, basis=match.entry.basis)
            if form in ("active", "active-fighters") or (form == "participle" and not self._passive(match.start)):
                if self._hypothetical_verb(match.start):
                    return None
                return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)
        return None


def overlapping(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases in reading order without those that begin inside another."""
    ordered = sorted(phrases, key=lambda p: (p.start, -p.end))
    kept: list[Phrase] = ordered[:1]
    for _, phrase in pairwise(ordered):
        if phrase.quantity.start >= kept[-1].quantity.end and phrase.start >= kept[-1].quantity.start:
            kept.append(phrase)
    return kept
