"""Those whom a verb or a noun of harm before them has as its object: "killed 14 people", "the deaths of nine".

Belongs here: readings to the left of a counted phrase, and the verb that opens its clause. Does not: its verb behind it
(`subjects`), a toll far before it (`tolls`), which reading holds (`predicates`).
"""

from pipeline.extract.clause import BARRIERS, CLAIMING, HARMED, UNRELATED, Link
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, INDEFINITE, OWNING
from pipeline.extract.harm_words import OPENING, SUBJECT_FORMS, HarmWords
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import Phrase, is_of_name
from pipeline.extract.reference import MeasureTerm

LONGEST_NAME = 5
# Nouns of a total: whoever was counted before, the number behind them counts all.
TOLL_NOUNS = ("toll", "death toll", "tally", "body count", "number of")
# Words between a verb and the number that is its object: "displacing an additional 900".
BEFORE_OBJECT = frozenset(
    ("about", "up", "to", "as", "many", "of", ":", '"', "“", "additional", "further", "another", "anywhere", "anything")
)
POPULATION_REACH = 10
# "treated 17 people for serious head injuries": from the counted to the words that complete the verb.
REST_REACH = 6
# "claimed that over 100 people in Aleppo had ...": from the claimed to their verb.
CLAIM_REACH = 4
# "Killed as well were", "Injured with him were", "Killed in the raid were": from the verb to "were".
ASIDE_REACH = 6
# "Killed a senior police inspector and two drivers": from the "and" back to the article.
_ONE_REACH = 6
_BODIES = frozenset("body bodies corpse corpses".split())
_NO_BODIES = frozenset("armour armor parts part bag bags count guard guards camera cameras search searches".split())
# "Two soldiers' charred bodies".
_BODY_REACH = 3
BESIDE = frozenset("as also too with alongside beside besides in by there along on".split())


class ObjectReadings(HarmWords):
    """What a sentence tells of people as the object of its verb."""

    def _of_bodies(self, i: int) -> Link | None:
        """'Two soldiers' charred bodies were found', 'a nurse's body': whose bodies they are."""
        end = self.phrases[i].end
        if self.lowers[end : end + 1] == [] or self.lowers[end] not in OWNING:
            return None
        for at in range(end + 1, min(self.past, end + 1 + _BODY_REACH)):
            if self.lowers[at] in _BODIES:
                other = at + 1 < self.past and self.lowers[at + 1] in _NO_BODIES
                return None if other else Link("killed", None, at, "object-noun")
        return None

    def _object(self, i: int) -> Link | None:
        """Look left for the verb or noun that has the phrase as its object."""
        phrase = self.phrases[i]
        if self.lowers[phrase.start - 1] == "at" and "number" in self.lowers[self.first : phrase.start]:
            return None  # "put the number of soldiers killed at 16"
        at = self._before_owner(self._before_population(phrase.start))
        if self.lowers[at - 1] == "and" and self.lowers[at - 2] in ("himself", "herself", "themselves"):
            at -= 2  # "killing himself and 15 worshippers"
        if self.lowers[at - 1] == ":" and (counted := self._under_heading(at - 1)) is not None:
            return counted
        for _ in range(4):
            found = self.by_end.get(at)
            if found is not None:
                told = not self._says(found, phrase) and (phrase.quantity.vague_word or not self._is_second_fate(found))
                return self._completed(found, phrase) or (self._object_trigger(found) if told else None)
            if at - 1 < self.first:
                return None
            word = self.lowers[at - 1]
            if word == "and":
                others = phrase.head is not None and phrase.head.word == "others"
                return (self._beside_named(at - 1) if others else None) or self._beside_one(at - 1)
            if self.lowers[at - 2 : at] in (["along", "with"], ["together", "with"], ["alongside"]):
                return self._beside(at - 2)
            if not (word in ADVERBS or word in DETERMINERS or word in BEFORE_OBJECT):
                return None
            at -= 1
        return None

    def _before_owner(self, start: int) -> int:
        """Over 'the army' of 'the battle cost the army 17 men'."""
        side = next((k for k in range(start - 1, start - LONGEST_NAME, -1) if k in self.reader.actors), start)
        ends = side < start and self.reader.actors[side].past == start
        while ends and self.lowers[side - 1] in DETERMINERS:
            side -= 1
        return side if ends and any(m.entry.form == "active-fighters" for m in self.by_end.get(side, ())) else start

    def _under_heading(self, colon: int) -> Link | None:
        """'Dead: 12.'"""
        match = next((m for m in self.by_end.get(colon, ()) if m.entry.form == "adjective"), None)
        opens = match is not None and (match.start == self.first or self.lowers[match.start - 1] in OPENING)
        return Link(match.entry.measure, match.entry, match.start, "object") if match is not None and opens else None

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

    def _beside_one(self, at: int) -> Link | None:
        """'Gunmen killed a trader of renown and two farmers': behind one of whom nobody knows the noun."""
        for k in range(at - 1, max(self.first, at - _ONE_REACH), -1):
            if self.lowers[k] in INDEFINITE:
                verb = [m for m in self.by_end.get(k, ()) if m.entry.measure in HARMED]
                return self._object_trigger(verb) if verb and k + 1 not in self.reader.things else None
            if k in self.starts or not self.lowers[k].isalpha() or self.lowers[k] in BARRIERS:
                return None
        return None

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
        end = next((k for k in range(at, max(self.first, at - ASIDE_REACH), -1) if k in self.by_end), at)
        match = next((m for m in self.by_end.get(end, ()) if m.entry.form in ("participle", "adjective")), None)
        opens = match is not None and (match.start == self.first or self.lowers[match.start - 1] in OPENING)
        aside = end < at and (self.lowers[end] not in BESIDE or match is None or match.start > self.first)
        if match is None or not opens or aside or match.entry.measure == UNRELATED:
            return None
        return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)

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
