"""The words between one person and the verb without those that only say who that is: ", 56,", "from Jos", "of 91".

Belongs here: what of them may be left out in a sentence. Does not: where such words end by themselves (`asides`), what
the verb tells (`subjects`).
"""

from pipeline.extract.asides import BORN, closing, past_origin, verb_behind
from pipeline.extract.clause import BARRIERS, BE, LISTING, RELATIVES, SAYING
from pipeline.extract.grammar import AUXILIARIES, DETERMINERS, IDENTIFIED, PREPOSITIONS
from pipeline.extract.nouns import is_of_name
from pipeline.extract.victims import VictimReadings

# "A commander identified as Omar Haddad was killed".
STRUCK = frozenset("hit shot struck caught stabbed burned burnt trapped beaten attacked crushed".split())
QUOTING = frozenset(("as", '"', "“", "”", "'", "-"))
# "A farmer from the old town": words of where somebody is from or is, what they are not, and how many there are.
WHENCE = frozenset(("from", "in", "at", "near", "of", "on"))
WHENCE_ENDS = BARRIERS | RELATIVES | SAYING | LISTING | frozenset((";", ":", "(", ")", "–", "—", "or"))
WHENCE_REACH = 6
LEAST_WHENCE = 2


class BetweenReadings(VictimReadings):
    """What of a sentence stands between one person and the verb."""

    def _without_asides(self, i: int, at: int) -> list[str]:
        """The words between without 'of 91', ', 56,', 'working for a paper' and ', Inspector Omar Haddad,'."""
        between, start = self._between(i, at), self.phrases[i].end
        if (said := next((k for k, word in enumerate(between) if word in SAYING), 0)) and between[said + 1 :][:1] == [
            ","
        ]:
            comma = next((k for k in range(said - 1, -1, -1) if between[k] == ","), said)
            return between[:comma] + between[said + 2 :]  # ", the governor said,"
        if not self.phrases[i].singular or not between:
            return between
        if (told := self._behind_words_about(i, start)) and told <= at:
            return self.lowers[told:at]
        texts, masked = self.reader.tokens.texts, self.reader.masked
        if between[0] in WHENCE and (verb := self._behind_whence(i, at, between)) is not None:
            return verb
        if between[0].endswith("ing") and between[-1] in BE and "," not in between:
            return between[-1:]
        if between[0] in STRUCK and "," not in between and AUXILIARIES.isdisjoint(between):
            return []  # "a teenager hit by a bullet in Bor died of it"
        if between[0] == "of" and masked[start + 1]:
            return self.lowers[start + 2 : at]
        if between[0] in IDENTIFIED:
            past = next((k for k in range(start + 1, at) if self.lowers[k] in AUXILIARIES), at)
            close = next(
                (k for k in range(start + 1, past) if not is_of_name(texts[k]) and texts[k] not in QUOTING), past
            )
            behind = self.lowers[close:at]
            whence = self._behind_whence(i, at, behind) if behind[:1] and behind[0] in WHENCE else None
            return behind if close == past else whence or between
        close = next((k for k in range(start + 1, at) if self.lowers[k] == "," or k in self.starts), at)
        if between[0] != "," or close == at or close in self.starts:
            return between
        named = all(
            masked[k] or is_of_name(texts[k]) or texts[k] in "-.,’'()" or texts[k].isdigit() or self.lowers[k] in BORN
            for k in range(start + 1, close)
        )
        return between[close + 1 - start :] if named else between

    def _behind_words_about(self, i: int, at: int) -> int:
        """The verb behind "A farmer, a resident of Tahab, was", "a man accused of spying was"; 0 without such words."""
        if not self.phrases[i].singular:
            return 0
        behind = past_origin(self.lowers, self.triggers, at, self.past)
        close = closing(self.lowers, self.triggers, behind, self.past)
        if close:
            return close + 1
        if behind > at + 1 and self._may_follow(behind):
            return behind
        return verb_behind(self.lowers, self.triggers, at, self.past)

    def _may_follow(self, at: int) -> bool:
        return at < self.past and (self.lowers[at] in AUXILIARIES or at in self.triggers)

    def _behind_whence(self, i: int, at: int, between: list[str]) -> list[str] | None:
        """'A farmer from the old town was killed', 'a boy in Bor died': the auxiliaries behind where one is from."""
        if self.lowers[self.phrases[i].start - 1] in PREPOSITIONS or len(between) < LEAST_WHENCE:
            return None
        finite = next((k for k, word in enumerate(between) if word in AUXILIARIES), len(between))
        first, places = at - len(between), self.reader.no_names()[1]
        whence = [
            word
            for k, word in enumerate(between[1:finite], first + 1)
            if not (word == "," and not places.isdisjoint((k - 1, k + 1)))  # "in Kidal, Mali, was"
        ]
        plain = WHENCE_ENDS.isdisjoint(whence) and 0 < len(whence) <= WHENCE_REACH
        doing = any(w.endswith(("ed", "ing")) and whence[k - 1] not in DETERMINERS for k, w in enumerate(whence))
        told = finite < len(between) or any(m.entry.form == "intransitive" for m in self.triggers.get(at, ()))
        return between[finite:] if plain and not doing and told else None
