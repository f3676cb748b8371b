"""Those of whom a verb behind them tells what befell them: "14 people, two of them children, were killed".

Belongs here: readings to the right of a counted phrase, over lists, asides and relative clauses. Does not: a verb or
noun before it (`objects`), what movement tells (`flight`), which reading holds (`predicates`).
"""

from pipeline.extract.between import BetweenReadings
from pipeline.extract.clause import (
    BARRIERS,
    BE,
    HARMED,
    INCLUSION,
    LISTED_AS,
    LISTING,
    MOVED,
    OWNED,
    RELATIVES,
    SAYING,
    SUBJECT_REACH,
    UNKNOWN,
    UNRELATED,
    Link,
    Walk,
    standing,
)
from pipeline.extract.crossing import PREPARING
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, IDENTIFIED, PREPOSITIONS
from pipeline.extract.harm_words import SUBJECT_FORMS
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import Phrase, is_of_name
from pipeline.extract.reference import FIGHTERS_FALL, MeasureTerm
from pipeline.extract.shelter import lodges

# Words that keep a harm word next to its subject: quotes, dashes, the infinitive, the joints of a list.
BESIDE = frozenset(("as", "well", "to", "-", "–", '"', "”", "and", ",", "or", "&"))
# "Were abducted on their way home on Monday and later found dead".
LATER_REACH = 12
# "organisation", "rescue group" behind a name.
NOUNS_BEHIND = 2
# "A child of one of the officers was among".
OF_BEHIND = 6
BEFALLEN = frozenset(("victims dead wounded injured casualties fatalities martyrs refugees evacuees").split())
# From the comma to the verb of "..., the governor of the province said, ...".
SAYING_REACH = 9
SAID_REACH = 5
MANY = frozenset("many most some several few all mostly".split())
INCLUDING = frozenset(("include", "included", "includes"))
GIVEN = frozenset(("reported", "confirmed", "according"))
# "Whose homes in the valley were": from "whose" to the verb.
WHOSE_REACH = 8
# "A man who claimed that it was hit": words of another clause between a person and the verb.
NOT_HIS = SAYING | RELATIVES | frozenset("it he she they we i how why and but".split())
# "Are believed to be among the dead", "there were women among them".
HELD = frozenset("believed thought feared reported said known understood confirmed presumed to there".split())
# Verbs that tell on of the subject behind an aside.
FINITE = frozenset(("were", "was", "have", "has", "had"))


class SubjectReadings(BetweenReadings):
    """What a sentence tells of people as the subject of its verb."""

    def _subject(self, i: int) -> Link | None:
        """Look right from the phrase for what befell it."""
        at = self._behind_words_about(i, self.phrases[i].end) or self.phrases[i].end
        reach = min(self.past, at + SUBJECT_REACH)
        walk = Walk()
        while at < reach:
            other = self.starts.get(at)
            if other is None and self.lowers[at] == "and" and (told := self._and_was(i, at)) is not None:
                return told
            if other is not None and other != i:
                kin = self.phrases[i].singular and self.lowers[at - 1] == "of"  # "a child of two soldiers"
                related = kin or self._joined(at) or self._is_whole(i, other) or self._tells_family_of_part(i, other)
                if walk.crosses_verb or not related or self._is_of_others(other) or self._is_apposed(i, at):
                    return None
                if self.phrases[other].pronoun and self.phrases[other].end in self.triggers:
                    return None
                at, walk.previous = max(self.phrases[other].end, at + 1), ""
                continue
            if past := self._past_aside(at, reach):
                at = past
                continue
            told, known = self._told_at(i, at, reach)
            if known and self._tells_whole(i, at):
                at += 1
                continue
            if known:
                return self._since(i, told) or self._on_the_run(at, told) or self._later(at, told) or told
            if walk.stops(self.lowers[at]):
                return None
            at += 1
        return None

    def _and_was(self, i: int, at: int) -> Link | None:
        """'A boy stepped on a mine and was killed': what became of one, behind what he did."""
        verb = at + 1
        while verb < self.past and (self.lowers[verb] in ADVERBS or self.lowers[verb] in ("was", "were")):
            verb += 1
        be = self.lowers[at + 1 : verb]
        fits = ("was" in be) if self.phrases[i].quantity.value == 1 else ("were" in be)
        told = next((m for m in self.triggers.get(verb, ()) if m.entry.measure in HARMED), None)
        fits = fits or self.lowers[self.phrases[i].end] in ("was", "were")  # "was dragged from her home and shot dead"
        survived = told is not None and told.entry.term == "did not survive"
        if told is None or not ((fits and told.entry.form == "participle") or survived) or self._unreal(verb, at):
            return None
        between = range(self.phrases[i].end, at)
        if any(k in self.triggers or k in self.starts or self.lowers[k] in BARRIERS for k in between):
            return None
        return Link(told.entry.measure, told.entry, verb, "subject-adjacent", basis=told.entry.basis)

    def _later(self, at: int, told: Link | None) -> Link | None:
        """'Two men were abducted and later found dead', 'was hit by a bullet and died': what became of them."""
        if told is None or told.measure not in (UNRELATED, "injured") or not told.rule.startswith("subject"):
            return None
        for k in range(at + 1, min(self.past, at + LATER_REACH)):
            if k in self.starts or self.lowers[k] in BARRIERS or self.lowers[k] in RELATIVES or self.lowers[k] == ";":
                return None
            match = next((m for m in self.triggers.get(k, ()) if m.entry.measure == "killed"), None)
            if match is None or match.entry.form not in SUBJECT_FORMS:
                continue
            joint = k - 1
            while joint > at and (self.lowers[joint] in ADVERBS or self.lowers[joint] in ("was", "were")):
                joint -= 1
            if self.lowers[joint] not in ("and", ",") or self._has_object(match) or self._unreal(k, at):
                return None
            return Link("killed", match.entry, k, "subject-adjacent")
        return None

    def _on_the_run(self, at: int, told: Link | None) -> Link | None:
        """'Two men who had fled from Homs were killed', 'families sheltering there were hit': the verb behind."""
        if told is None or told.measure not in MOVED:
            return None
        for k in range(at + 1, min(self.past, at + LATER_REACH)):
            word = self.lowers[k]
            if k in self.starts or word in BARRIERS or word in RELATIVES or word in ("and", ",", ";"):
                return None
            finite = word in ("was", "were")
            verb = k + finite + (finite and not ADVERBS.isdisjoint(self.lowers[k + 1 : k + 2]))
            match = next((m for m in self.triggers.get(verb, ()) if m.entry.measure in HARMED), None)
            if match is None or match.entry.form != ("participle" if finite else "intransitive"):
                continue
            return None if self._unreal(verb, at) else Link(match.entry.measure, match.entry, verb, "subject-adjacent")
        return None

    def _past_aside(self, at: int, reach: int) -> int:
        """The token behind words put in at `at`; 0 where none are."""
        if self.lowers[at] == ",":
            return self._after_most_of_them(at, reach) or self._after_saying(at, reach)
        if self.lowers[at] == "whom":
            return self._after_of_whom(at, reach)
        if self.lowers[at] == "whose":
            return self._after_whose(at, reach)
        return self._after_aside(at, reach) if self._opens_aside(at) else 0

    def _after_most_of_them(self, at: int, reach: int) -> int:
        """The closing comma of "10,000 people, many of them wounded, walked out of the town"; 0 without one."""
        if MANY.isdisjoint(self.lowers[at + 1 : at + 2]) or self.lowers[at + 2 : at + 4] not in (
            ["of", "them"],
            ["of", "whom"],
        ):
            return 0
        close = next((k for k in range(at + 4, reach) if self.lowers[k] in (",", "–", "—", ";")), 0)
        return close + 1 if close and not any(k in self.starts for k in range(at + 4, close)) else 0

    def _after_saying(self, at: int, reach: int) -> int:
        """The closing comma of "a soldier and a child, the governor said on Monday, were killed"; 0 without one."""
        stop = min(reach, at + SAYING_REACH)
        said = next((k for k in range(at + 1, stop) if self.lowers[k] in SAYING - GIVEN), stop)
        for k in range(at + 1, min(reach, said + SAID_REACH)):
            if self.lowers[k] == ",":
                return k if k > said else 0
            if k in self.starts or k in self.triggers or self.lowers[k] in BARRIERS or self.lowers[k] == ";":
                return 0
        return 0

    def _after_of_whom(self, at: int, reach: int) -> int:
        """The verb behind "145 people, of whom 66 were children, were killed"; 0 where the aside ends the clause."""
        if self.lowers[at - 1] not in ("of", "among") or self.lowers[at - 2] != ",":
            return 0
        return next((k + 1 for k in range(at + 1, reach - 1) if self._goes_on(k)), 0)

    def _after_whose(self, at: int, reach: int) -> int:
        """The token behind "whose homes were swept away" in "900 people whose homes were swept away live in tents"."""
        verb = next((k for k in range(at + 2, min(reach, at + WHOSE_REACH)) if self.lowers[k] in AUXILIARIES), 0)
        while verb and verb < reach and self.lowers[verb] in AUXILIARIES:
            verb += 1
        if not verb or verb >= reach or any(k in self.starts or self.lowers[k] in ",;" for k in range(at, verb)):
            return 0
        return verb + 1

    def _goes_on(self, comma: int) -> bool:
        """Whether the verb of the counted follows the comma that ends an aside."""
        verb = self.lowers[comma + 1]
        told = verb in FINITE or comma + 1 in self.triggers or verb in self.movement.leaving
        return told and self.lowers[comma] in (",", "–", "—")

    def _tells_family_of_part(self, i: int, other: int) -> bool:
        """'15 people, including 11 members of one family, were killed'; what 'one family who' did, the part did."""
        who = self.lowers[self.phrases[other].end : self.phrases[other].end + 1] == ["who"]
        return other > i and self._tells_families(other - 1, other) and not (who and other > i + 1)

    def _is_apposed(self, i: int, at: int) -> bool:
        """'According to Karim Saleh, an activist, four people died': who he is, and no list."""
        phrase, texts = self.phrases[i], self.reader.tokens.texts
        if not phrase.singular or self.lowers[phrase.end : at] != [","]:
            return False
        return texts[phrase.start - 1] == "," and is_of_name(texts[phrase.start - 2])

    def _is_of_others(self, other: int) -> bool:
        """'12,000 troops guard civilians, 890,000 of whom have fled', 'a man whose wife died': no more of the first."""
        phrase = self.phrases[other]
        if self.lowers[phrase.start] == "whose":
            return True
        return self.lowers[phrase.end - 1] == "whom" and not phrase.partitive

    def _is_barred(self, i: int, at: int) -> bool:
        """'kept 90 families from going back', '90 families were kept from going back'."""
        phrase, barring = self.phrases[i], self.movement.barring
        return self.lowers[at - 1] in barring or (at == phrase.end and self.lowers[phrase.start - 1] in barring)

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
            link = self._housed(at, reach) or self._outdoors(i, at) or self._camps_out(i, at)
        elif word == "from" and self._is_barred(i, at):
            link = self._kept_away(i)
        link = link or self._moved(i, at) or self._spent_night(i, at)
        return link, link is not None

    def _moved(self, i: int, at: int) -> Link | None:
        """What a verb of movement at `at` tells of the phrase."""
        if self.lowers[at] in PREPARING and (told := self._packs(i, at)) is not None:
            return told
        if self.lowers[at] not in self.movement.telling:
            return None
        told = self._departed(i, at) or self._headed(i, at) or self._driven(i, at)
        return told or self._resettled(i, at) or self._went_on(i, at)

    def _opens_aside(self, at: int) -> bool:
        return self.lowers[at] in INCLUSION and not any(at + step in self.starts for step in (1, 2))

    def _among(self, i: int, at: int, reach: int) -> Link | None:
        """'six children were among the dead', 'ten were among at least 48 people killed'."""
        if self.lowers[self.phrases[i].start - 1] in INCLUDING:
            return None  # "those killed include 14 civilians, and 36 are among the wounded"
        between = self._without_asides(i, at) if self.phrases[i].singular else self._between(i, at)
        named = next((k for k, word in enumerate(between) if word in BE), 0)
        reach_of_name = OF_BEHIND if between[:1] == ["of"] and self.phrases[i].singular else NOUNS_BEHIND
        if named <= reach_of_name and not any(word.endswith(("ed", "ing")) for word in between[:named]):
            between = between[named:]  # "two members of the White Helmets rescue organisation were among"
        if not all(w in BE or w in ADVERBS or w in LISTING or w in INCLUSION or w in HELD for w in between):
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
        noun = found[0].entry.form != "split"
        if match is None and noun and all(w in DETERMINERS or w == "total" for w in self._between(i, at)):
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
        """'Up to 80 fighters were destroyed', 'nine soldiers fell in the clash': said of fighters only."""
        head, phrase = self.phrases[i].head, self.phrases[i]
        fighters = head is not None and head.population == "combatants"
        family = "family" in self.lowers[phrase.start : phrase.quantity.start]  # "a family of five"
        for match in found:
            form = match.entry.form
            if form == FIGHTERS_FALL and (fighters or self._is_of_group(phrase)):
                return match
            if form == "active-fighters" and (fighters or family) and self._passive(match.start):
                return match
        return None

    def _is_of_group(self, phrase: Phrase) -> bool:
        """'five of its men', 'four members of the militia'."""
        own = not OWNED.isdisjoint(self.lowers[phrase.quantity.end : phrase.end])
        return own or any(at in self.reader.actors for at in range(phrase.quantity.end, phrase.end))

    def _only_helped(self, phrase: Phrase, term: MeasureTerm) -> bool:
        """'Lorries with food for 900 people arrived', but 'a refuge for 900 people fleeing the war'."""
        if term.measure not in MOVED or self.lowers[phrase.start - 1] != "for" or term.term.endswith("ing"):
            return False
        return not lodges(self.lowers, phrase.start - 1)

    def _relative(self, i: int, at: int) -> Link | None:
        """'Syrians who have fled', 'people who were killed'; 'a child who was wounded last week died' is a death."""
        between = self._between(i, at)
        if between[-2:-1] and between[-2] in PREPOSITIONS - {"of"}:
            return None
        if between[-1:] == ["which"] and not (PREPOSITIONS - {"of"}).isdisjoint(between[-4:-2]):
            return None  # "in the town which was besieged"
        if self.phrases[i].singular and any(word.endswith("ed") and word not in IDENTIFIED for word in between):
            return None
        reach = 10 if self.lowers[at : at + 1] == ["according"] else 5
        for step in range(reach):
            found = self.triggers.get(at + step)
            if found is None and at + step < self.past and (moved := self._has_moved(i, at, at + step)) is not None:
                return moved
            if found is not None:
                link = self._subject_trigger(i, found, at + step)
                if link is not None and link.measure == "injured":
                    link = self._died_of_it(at + step + 1) or link
                return link._replace(rule="subject-adjacent") if link is not None else None
            if at + step >= self.past or self.starts.get(at + step) is not None:
                return None
        return None

    def _has_moved(self, i: int, first: int, at: int) -> Link | None:
        """What a relative clause tells without a word of harm: "who live in camps", "who left Bajaur last year"."""
        if self._left_for_good(i, first, at):
            return Link("displaced", None, at, "leaving")
        if self.lowers[at] in self.movement.staying:
            return self._housed(at, min(self.past, at + 8))
        return None

    def _left_for_good(self, i: int, first: int, at: int) -> bool:
        """'on top of 550,000 who left Bajaur last year': a place that people left, and no other verb before."""
        plain = all(word in AUXILIARIES or word in ADVERBS for word in self.lowers[first:at])
        share = self.phrases[i].of_whole is not None or (i and self._is_whole(i - 1, i))
        plain = plain and not share  # "only 40 of the 600 families who left have come back"
        return plain and self.lowers[at] in ("left", "quit") and self._are_dwellers(i) and self._names_left(at)

    def _main_verb(self, i: int, at: int, reach: int) -> Link | None:
        """'three farmers who tried to reach their fields were shot dead'."""
        for k in range(at, reach):
            listed = self.lowers[k] == "as" and self.lowers[k - 1] in LISTED_AS  # "who were first listed as missing"
            barred = self.lowers[k] in BARRIERS and not listed
            if k + 1 < reach and self._goes_on(k):
                continue  # "three farmers, who were on their way home, were killed"
            if k in self.starts or barred or self.lowers[k] in RELATIVES or self.lowers[k] in ",;":
                return None
            if self.lowers[k] == "among" and self.lowers[k - 1] in BE:
                return self._those_among(k, reach)
            found = self.triggers.get(k)
            told = found is not None and found[0].entry.form != "refuge"
            if found is not None and told and (self._passive(k) or self.lowers[k - 1] in ("have", "has", "had")):
                link = self._subject_trigger(i, found, k) if k > at + 1 else None
                told = link is not None and link.measure != UNRELATED
                if link is not None and told and self._is_his(i, at, k):
                    return link._replace(rule="subject-adjacent")
                if told:
                    return link
                # "Five people who had been kidnapped last week were killed" goes on.
        return None

    def _is_his(self, i: int, first: int, verb: int) -> bool:
        """'A policeman who had just joined the force was killed': the verb of one person, nobody else between."""
        between = self.lowers[first:verb]
        plain = NOT_HIS.isdisjoint(between) and not any(self._is_person(k) for k in range(first, verb))
        return self.phrases[i].singular and between[-1:] in (["was"], ["been"], ["is"]) and plain

    def _is_person(self, at: int) -> bool:
        noun = self.reader.persons.get(at)
        return noun is not None and noun.entry.unit == "people"

    def _died_of_it(self, at: int) -> Link | None:
        """'who was wounded on Monday, died of it': what became of the wounded, told in the same clause."""
        while at < self.past and at not in self.starts and self.lowers[at] not in LISTING - {","}:
            for match in self.triggers.get(at, ()):
                if match.entry.measure == "killed" and match.entry.form == "intransitive":
                    return Link("killed", match.entry, at, "subject-adjacent")
            at += 1
        return None
