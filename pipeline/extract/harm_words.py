"""What a word of harm is where it stands: passive or active, one of two fates, real or only feared.

Belongs here: what holds of such a word whoever it is told of. Does not: of whom it is told (`subjects`, `objects`), the
joints of clauses (`clause`).
"""

from pipeline.extract.clause import (
    BE,
    CAUSATIVES,
    FUTURE,
    HARMED,
    MODALS,
    NEGATIONS,
    SUBJECT_REACH,
    UNRELATED,
)
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, HAVE, PRONOUNS
from pipeline.extract.lexicon import Match
from pipeline.extract.reference import MeasureTerm
from pipeline.extract.tolls import TollReadings

# What stands before a participle that opens its clause: "; injured were 101".
OPENING = frozenset((",", ";", ":", "–", "—", "and", "."))
# What joins two fates of one number: "killed, wounded or captured".
SEVERAL = frozenset(("and", "or", ",", "/", "and/or", "either", "&"))
# "Sentenced nine men of the group in their absence to death": none of them has died of it.
SENTENCED = frozenset("sentenced sentences sentencing sentence condemned condemns condemning".split())
SENTENCED_REACH = 10
SUBJECT_FORMS = frozenset(("participle", "intransitive", "adjective"))


class HarmWords(TollReadings):
    """What the words of harm of one sentence are."""

    def _only_describes(self, found: list[Match[MeasureTerm]]) -> bool:
        """'9,000 people, half the population of the valley, fled', 'out of the besieged city'."""
        return all(m.entry.measure == UNRELATED and (m.entry.form == "active" or self._stands_before(m)) for m in found)

    def _stands_before(self, match: Match[MeasureTerm]) -> bool:
        """'the besieged city': a participle between article and noun."""
        return (
            match.entry.form == "participle"
            and match.start > self.first
            and self.lowers[match.start - 1] in ("the", "a", "an", "their", "its")
            and match.end < self.past
            and self.lowers[match.end].isalpha()
            and self.lowers[match.end] not in AUXILIARIES
        )

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
                did = self.lowers[match.start - 1] in HAVE  # "a soldier who had shot dead two men was sentenced"
                return (did or own is None or own[0].entry.form not in SUBJECT_FORMS) and not partitive
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
        if self.lowers[at : at + 2] == ["to", "death"]:  # "sentenced four men to death"
            return not SENTENCED.isdisjoint(self.lowers[max(self.first, at - SENTENCED_REACH) : at])
        if any(word in NEGATIONS for word in before) and not self._spared(at, before):
            return "only" not in before
        if any(word in MODALS for word in before) and "May" not in self.reader.tokens.texts[at - len(before) : at]:
            return "have" not in before
        if any(word in FUTURE for word in before):
            return True
        perfect = "have" in (before[-1:] + self.lowers[at : at + 1])
        if "to" in before[-2:] and before[-1] not in PRONOUNS and not perfect:
            return not any(word in CAUSATIVES for word in self.lowers[max(self.first, at - SUBJECT_REACH) : at])
        return False

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

    def _is_joint(self, match: Match[MeasureTerm]) -> bool:
        """'40 were killed and wounded', '60 killed, hurt or missing': one number for several fates is no toll."""
        told = match.entry.form in ("participle", "adjective") and match.entry.measure in HARMED
        return told and self._is_shared_with(match.end, match.entry.measure)

    def _is_second_fate(self, found: list[Match[MeasureTerm]]) -> bool:
        """'killed and wounded 49 men': one number for both fates is neither's."""
        at, measure = found[0].start, found[0].entry.measure
        if measure not in HARMED or self.lowers[at - 1] not in SEVERAL - {","}:
            return False
        before = (m.entry for m in self.by_end.get(at - 1, ()) if m.entry.form in ("participle", "active"))
        return any(entry.measure in HARMED - {measure} for entry in before)

    def _opens_inverted(self, match: Match[MeasureTerm]) -> bool:
        """Whether a participle belongs to those behind it: '... and three soldiers, injured were 101 civilians'."""
        behind = match.end + 1 in self.starts and self.lowers[match.end] in ("were", "was", "are")
        return behind and (match.start == self.first or self.lowers[match.start - 1] in OPENING)
