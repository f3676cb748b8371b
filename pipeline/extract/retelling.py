"""Numbers that stand for what was counted before: 'the union counted 43', 'among the civilians are 90 children'.

Belongs here: telling such numbers from others by the words around them. Does not: which figure they repeat or divide
(`figures`), shares within one sentence (`sharing`).
"""

from itertools import pairwise

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.clause import BE, INCLUSION, SAYING
from pipeline.extract.grammar import ADVERBS, AUXILIARIES
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.person_names import ASIDE
from pipeline.extract.singles import DEFINITE
from pipeline.extract.tokens import MARK
from pipeline.extract.toll_words import CHANGED, COUNTS, REACHED, ROSE, STANDS
from pipeline.extract.tolls import TOLL_LINKS

# "the figure now stands at 60": from the word to its number.
FIGURE_REACH = 5
FIGURE_WORDS = frozenset(("figure", "number", "count", "estimate", "total"))
# "A first count on Friday evening stood at 63", "its count of the dead since April now reads 865": from word to verb.
COUNT_REACH = 12
SHOWING = ROSE | REACHED | STANDS | {"reads", "read", "showed", "shows", "been", "was", "is"}
# "gave a higher figure, 140", "an earlier toll: 89".
APPOSED = frozenset((",", ":", "of", "–", "—"))
# "The union counted 43", "an earlier count had given more than 60": verbs whose bare number is the figure told before.
COUNTED = frozenset(
    "counted counts gave given gives reported reports put puts spoke spoken speaks listed lists recorded records cited "
    "cites confirmed said says say claimed claims claim estimated estimates".split()
)
# "said 58", "claims 150": nothing but the number may stand behind these.
CLOSING = frozenset((".", ";", ")", "!", "?"))
TOLD = frozenset("said says say claimed claims claim".split())
COUNTING_REACH = 4
BEHIND_COUNTED = frozenset("of it at the them this".split())
BEHIND_AGAIN = frozenset(
    "and but since on in by as after before earlier later for while today yesterday that for it they he she so"
    " including".split()
)
POINTING = frozenset(("this", "that", "it", "which", "the"))
# "That is equal to 89,200 persons": from the head of its sentence to the number.
CONVERTING = frozenset("equal equals equivalent amounts means corresponds translates makes represents".split())
CONVERTING_REACH = 6
COMPARED = frozenset(
    "another own higher lower different larger smaller "
    "earlier previous initial first official provisional preliminary similar new "
    "revised updated later final".split()
)
CAUSED = frozenset(("caused", "due", "triggered", "attributed"))
# "Of this number, 900 ...", "the dead included 12 ...": what was counted before and is divided now.
DIVIDED = frozenset("number total displaced dead killed wounded injured victims casualties".split())
DIVIDED_REACH = 6
AGAIN_WORDS = (
    COUNTS
    | CAUSED
    | COUNTED
    | CHANGED
    | {"accounted", "among", "included", "include", "includes", "registered", "up", "down"}
)
_THEM = (["them"], ["those"], ["these"])
# "160 members of the government forces and of groups affiliated to them, as well as".
_LISTED_REACH = 16
# "Of the total", "of this number".
_THE_TOTAL = (frozenset(("the", "this", "that")), frozenset(("total", "number", "figure", "toll", "tally", "count")))
ADDED = frozenset(("another", "further", "additional", "more", "other"))
ALONE_REACH = 8
# "In the deadliest of the attacks": from the head of its sentence to the event.
WORST = frozenset(("deadliest", "worst", "bloodiest", "heaviest", "biggest", "largest", "single"))
WORST_REACH = 7
# "Ten were in the city of Homs": from the preposition to the name.
PLACED = frozenset(("in", "at", "near", "around", "outside"))
PLACE_REACH = 6
APART = frozenset(("separately", "elsewhere"))
THERE = frozenset(("there", "scene"))
VICTIMS = frozenset(("victim", "victims"))
# "Most of the deaths were in Bor, where 23 people died": words of a toll told before.
TOLLED = frozenset("deaths dead killed victims casualties fatalities wounded injured".split())
EVENTS = frozenset(
    "blast blasts explosion explosions strike strikes attack attacks raid raids shelling bombing bombings bombardment "
    "airstrike airstrikes incident massacre assault clash clashes fire".split()
)


class Retelling:
    """How the numbers of an article point back."""

    def __init__(self, reader: NounReader) -> None:
        self.reader = reader

    def repeats(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'the ombudsman puts the figure at 60', 'the union counted 43': what was counted is told before."""
        if not phrase.bare or phrase.partitive or phrase.singular:
            return False
        lowers = self.reader.tokens.lowers
        if self._is_counted(sentence, phrase) or self._is_revised(sentence, phrase):
            return True
        if self._is_up_from(sentence, phrase) or self._is_shown(sentence, phrase) or self._is_apposed(sentence, phrase):
            return True
        for at in range(phrase.start - 1, max(sentence.first, phrase.start - FIGURE_REACH) - 1, -1):
            if lowers[at] in FIGURE_WORDS:
                return lowers[at + 1] != "of"
            if lowers[at] not in TOLL_LINKS and lowers[at] not in ADVERBS:
                return False
        return False

    def converts(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'That is equal to 89,200 persons', 'this amounts to about 17,000 people': the same in another unit."""
        words = self.reader.tokens.lowers[sentence.first : phrase.start]
        if not words or words[0] not in POINTING or len(words) > CONVERTING_REACH or CONVERTING.isdisjoint(words):
            return False
        return phrase.head is not None and phrase.head.unit == "people" and not phrase.singular

    def _is_up_from(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'That is up from 89 on Thursday', 'It was 12 more than the 40 given before': what was told before."""
        words = self.reader.tokens.lowers[sentence.first : phrase.start]
        return words[-2:] in (["up", "from"], ["down", "from"]) and words[0] in POINTING

    def _is_shown(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'A first count on Friday evening stood at 63', 'a day earlier the count had been 89'."""
        tokens = self.reader.tokens
        at = phrase.start - 1
        while at > sentence.first and (tokens.lowers[at] in ("at", "to", "now") or tokens.lowers[at] in ADVERBS):
            at -= 1
        if at <= sentence.first or tokens.lowers[at] not in SHOWING or not self._ends_there(sentence, phrase):
            return False
        for back in range(at - 1, max(sentence.first, at - COUNT_REACH) - 1, -1):
            if tokens.lowers[back] in COUNTS:
                return True
            if tokens.kinds[back] == MARK or back in self.reader.triggers:
                return False
        return False

    def _is_apposed(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'The Red Cross gave a higher figure, 140', 'the ministry has a lower toll of 26'."""
        lowers, at = self.reader.tokens.lowers, phrase.start - 1
        if at - 1 <= sentence.first or lowers[at] not in APPOSED or lowers[at - 1] not in COUNTS:
            return False
        return lowers[at - 2] in COMPARED and self._ends_there(sentence, phrase)

    def _is_revised(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'This was later updated to 82', 'it has since risen to 40': the toll told before."""
        lowers = self.reader.tokens.lowers
        at = phrase.start - 1
        if lowers[at : at + 1] != ["to"] or at - 1 <= sentence.first or lowers[at - 1] not in CHANGED:
            return False
        words = lowers[sentence.first : at - 1]
        named = next((k for k in range(len(words) - 1, -1, -1) if words[k] in COUNTS), None)
        pointing = words[:1] in (["this"], ["that"], ["it"], ["which"]) or named is not None
        behind = words[1 if named is None else named + 1 :]
        between = all(word in AUXILIARIES or word in ADVERBS or word == "later" for word in behind)
        return pointing and between and self._ends_there(sentence, phrase)

    def _is_counted(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'the union counted 43', 'an earlier count had given more than 60', 'the 200 it reported'."""
        lowers = self.reader.tokens.lowers
        behind = lowers[phrase.end : min(sentence.past, phrase.end + 2)]
        if len(behind) == 2 and behind[0] in ("it", "they", "he", "she") and behind[1] in COUNTED:
            return True
        for at in range(phrase.start - 1, max(sentence.first, phrase.start - COUNTING_REACH) - 1, -1):
            if lowers[at] in COUNTED:
                closed = phrase.end >= sentence.past or lowers[phrase.end] in CLOSING
                return (closed or lowers[at] not in TOLD) and self._ends_there(sentence, phrase)
            if lowers[at] not in BEHIND_COUNTED and lowers[at] not in ADVERBS:
                return False
        return False

    def _ends_there(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """Whether nothing behind the number tells what else it may count."""
        tokens = self.reader.tokens
        if phrase.end >= sentence.past or tokens.kinds[phrase.end] == MARK:
            return True
        return self.reader.masked[phrase.end] or tokens.lowers[phrase.end] in BEHIND_AGAIN

    def divides(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'Of this number, 900 are in camps', 'the dead included 12 civilians': part of what was told before."""
        words = self._opening(sentence, phrase)
        if self.opens_of_them(sentence, phrase):
            return True
        if not words or len(words) > DIVIDED_REACH or DIVIDED.isdisjoint(words):
            return False
        return words[0] == "of" or words[-1] in ("included", "include")

    def opens_of_them(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'Of them, 12 were children', 'Of those 900 are in camps', 'Of the total, the group said, 38 were women'."""
        words = self._opening(sentence, phrase)
        if words[:1] != ["of"] or words[-1:] == ["of"]:
            return False
        them = words[1:] if words[-1] != "," else words[1:-1]
        if them[:1] in _THEM:
            return len(them) == 1
        return len(them) == len(_THE_TOTAL) and all(word in told for word, told in zip(them, _THE_TOTAL, strict=True))

    def _opening(self, sentence: SentenceSpan, phrase: Phrase) -> list[str]:
        """The words of a sentence before a phrase, without who says so: "Of those, the group said, 38 were"."""
        words = self.reader.tokens.lowers[sentence.first : phrase.start]
        marks = [k for k, word in enumerate(words) if word == ","]
        for opening, close in pairwise([*marks, len(words)]):
            if close - opening <= ASIDE and not SAYING.isdisjoint(words[opening:close]):
                return words[:opening] + words[close:]
        return words

    def are_among(self, sentence: SentenceSpan, phrases: list[Phrase], i: int) -> bool:
        """'Among the civilians are 90 children', 'the figure includes 30 soldiers', 'nine rebels were among them'."""
        lowers = self.reader.tokens.lowers
        if i and phrases[i].head is not None and self._lists_among(sentence, phrases, i):
            return True
        behind = lowers[phrases[i].end : phrases[i].end + 3]
        if behind[1:] == ["among", "them"] and behind[0] in BE and phrases[i].head is not None:
            return True
        words = self._opening(sentence, phrases[i])
        if not 1 < len(words) <= DIVIDED_REACH:
            return False
        if words[0] == "among":
            return words[-1] in ("are", "were", "is", "was")
        who = words[:-3] if words[-3:-1] == [",", "which"] else words[:-1]  # "the figure, which includes 50 children"
        return words[-1] in INCLUSION and ((who[-1:] != [] and who[-1] in FIGURE_WORDS) or who == ["they"])

    def _lists_among(self, sentence: SentenceSpan, phrases: list[Phrase], i: int) -> bool:
        """'Among them are 35 citizens, including a child, and 160 members of the army, as well as 22 rebels'."""
        lowers = self.reader.tokens.lowers
        before = i - 1
        while before and lowers[phrases[before].start - 1] in INCLUSION:
            before -= 1
        gap = lowers[phrases[before].end : phrases[i].start]
        joined = gap[-1:] in ([], [","], ["and"]) or gap[-3:] == ["as", "well", "as"]  # commas may be lost
        plain = ";" not in gap and AUXILIARIES.isdisjoint(gap) and SAYING.isdisjoint(gap)
        return joined and plain and len(gap) <= _LISTED_REACH and self.are_among(sentence, phrases, before)

    def fate_before(self, phrase: Phrase) -> str | None:
        """'The wounded, 30 of them, were flown out', 'the dead, 12 of them children': what befell them."""
        if self.reader.tokens.lowers[phrase.start - 1 : phrase.start] != [","]:
            return None
        noun = self.reader.persons.get(phrase.start - 2)
        return noun.entry.measure if noun is not None and noun.entry.role == "event" else None

    def are_elsewhere(self, sentence: SentenceSpan, phrases: list[Phrase], i: int) -> bool:
        """'Ten were in Baquba, six in Kirkuk', 'eleven were from one family': some of those counted before."""
        phrase, lowers = phrases[i], self.reader.tokens.lowers
        if not phrase.bare or phrase.singular or phrase.partitive:
            return False
        at = phrase.end
        if i == 0:
            if phrase.start != sentence.first or lowers[at : at + 1] != ["were"]:
                return False
            return (
                lowers[at + 1 : at + 2] == ["from"]
                or lowers[at + 1 : at + 3] == ["members", "of"]
                or self._is_placed(at + 1, sentence.past)
            )
        gap = lowers[phrases[i - 1].end : phrase.start]
        listed = gap[-1:] in ([","], ["and"], [";"]) and len(gap) <= COUNT_REACH
        return listed and self._is_placed(at, sentence.past) and self.are_elsewhere(sentence, phrases, i - 1)

    def _is_placed(self, at: int, past: int) -> bool:
        """'In Baquba', 'in the city of Homs', but not 'in serious condition'."""
        tokens = self.reader.tokens
        if at >= past or tokens.lowers[at] not in PLACED:
            return False
        for k in range(at + 1, min(past, at + PLACE_REACH)):
            if tokens.texts[k][:1].isupper():
                return True
            if tokens.kinds[k] == MARK or k in self.reader.triggers:
                return False
        return False

    def takes_apart(self, phrases: list[Phrase], i: int) -> bool:
        """'The office has a higher figure, 14, consisting of five girls and nine women'."""
        gap = self.reader.tokens.lowers[phrases[i - 1].end if i else 0 : phrases[i].start]
        if gap[-1:] and gap[-1] in INCLUSION:
            return True
        if gap[-2:] in (["consisting", "of"], ["made", "up"], ["composed", "of"], ["up", "of"]):
            return True
        return i > 1 and set(gap) <= {",", "and"} and phrases[i].head is not None and self.takes_apart(phrases, i - 1)

    def lists_again(self, sentence: SentenceSpan, phrases: list[Phrase], i: int) -> bool:
        """'Official figures are lower: 26 civilians and 58 soldiers': kinds of those who were counted before."""
        tokens, start = self.reader.tokens, phrases[i].start
        head = phrases[i].head
        if head is None or head.role == "event" or head.unit != "people":
            return False
        gap = tokens.lowers[phrases[i - 1].end if i else sentence.first : start]
        if i and set(gap) <= {",", "and"}:
            return self.lists_again(sentence, phrases, i - 1)
        return gap[-1:] == [":"] and not COUNTS.isdisjoint(gap) and "of" not in gap

    def goes_on(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'Another 75,000 were caused by drought', 'conflict accounted for a further 9,000'."""
        if not phrase.bare or phrase.singular:
            return False
        lowers = self.reader.tokens.lowers
        if {"another", "further", "additional"}.isdisjoint(lowers[phrase.start - 1 : phrase.quantity.start]):
            return False
        accounted = lowers[max(sentence.first, phrase.start - 4) : phrase.start]
        caused = lowers[phrase.end : min(sentence.past, phrase.end + 3)]
        return "accounted" in accounted or not CAUSED.isdisjoint(caused)

    def adds(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'Another seven people', 'seven more', 'two others', 'Separately, four people died'."""
        words = self.reader.tokens.lowers[max(0, phrase.start - 1) : phrase.quantity.end + 1]
        if self.reader.tokens.lowers[sentence.first] in APART:
            return True
        return not ADDED.isdisjoint(words) or (phrase.head is not None and phrase.head.word == "others")

    def points_back(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'Four nurses died in that explosion', 'her sister died': of an event told before."""
        lowers = self.reader.tokens.lowers
        if phrase.singular and lowers[phrase.quantity.start] in DEFINITE:
            return True
        if phrase.head is not None and phrase.head.word in VICTIMS:
            return True
        for at in range(phrase.start, sentence.past):
            if lowers[at] in THERE or (
                lowers[at] in ("the", "that", "this") and not EVENTS.isdisjoint(lowers[at + 1 : at + 2])
            ):
                return True
        return False

    def is_known(self, phrase: Phrase) -> bool:
        """'The 50 civilians were murdered on Tuesday': those counted before, whatever is told of them now."""
        plain = phrase.quantity.qualifier == "exact" and not phrase.singular and phrase.head is not None
        return plain and self.reader.tokens.lowers[phrase.start - 1 : phrase.start] in (["the"], ["these"], ["those"])

    def is_alone(self, sentence: SentenceSpan, phrase: Phrase) -> bool:
        """'In Bor alone, 40 people died', '40 died on Sunday alone': one place or day of several."""
        tokens = self.reader.tokens
        for at in range(
            max(sentence.first + 1, phrase.start - ALONE_REACH), min(sentence.past, phrase.end + ALONE_REACH)
        ):
            if tokens.lowers[at] == "alone":
                return tokens.texts[at - 1][:1].isupper() or self.reader.masked[at - 1]
        return False

    def tells_most(self, sentence: SentenceSpan) -> bool:
        """'Most of the deaths were in Bor, where 23 people died': part of the toll told before."""
        first = sentence.first + (self.reader.tokens.lowers[sentence.first] in ("but", "and"))
        words = self.reader.tokens.lowers[first : first + 4]
        if words[:3] == ["most", "of", "them"]:
            return True  # "Most of them, seven, died when a shell hit a bakery"
        return words[:2] == ["most", "of"] and words[2:3] in (["the"], ["those"]) and not TOLLED.isdisjoint(words[3:])

    def tells_worst(self, sentence: SentenceSpan) -> bool:
        """'In the deadliest attack, nine were killed in Karbala': one event of those whose toll was told before."""
        words = self.reader.tokens.lowers[sentence.first : sentence.first + WORST_REACH]
        return (
            words[:2] == ["in", "the"] and words[2:3] != [] and words[2] in WORST and not EVENTS.isdisjoint(words[3:])
        )

    def is_some_of_them(self, phrase: Phrase) -> bool:
        """'Seven of the soldiers': some of those counted before."""
        end = phrase.quantity.end
        return phrase.head is not None and self.reader.tokens.lowers[end : end + 2] in (["of", "the"], ["of", "those"])

    def is_the_other(self, phrase: Phrase) -> bool:
        """'The other five', 'the remaining five': what is left of those told before."""
        words = self.reader.tokens.lowers[max(0, phrase.quantity.start - 2) : phrase.quantity.start]
        return words in (["the", "other"], ["the", "remaining"])
