"""A sentence with its counted phrases and words of harm, and how a phrase is tied to one.

Belongs here: what every reading of a sentence looks at, and the joints of clauses. Does not: any reading (`subjects`,
`objects`, `flight`, `sharing`, `tolls`), what a word of harm is where it stands (`harm_words`).
"""

from typing import NamedTuple

from pipeline.extract.lexicon import Match
from pipeline.extract.movement import Movement
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.reference import MeasureTerm, PersonNoun

# Head nouns that tell an event; other nouns of displacement (IDPs, refugees) tell a state.
FLOW_NOUNS = frozenset(
    (
        "displaced",
        "displacement",
        "displacements",
        "evacuee",
        "evacuees",
        "arrivals",
        "new arrivals",
        "newcomer",
        "newcomers",
    )
)
BE = frozenset(
    (
        "was were is are be been being get gets got getting left leaving reported found feared confirmed wasnt werent"
    ).split()
)
RELATIVES = frozenset(("who that which whom").split())
BARRIERS = frozenset(
    ("while when after as but where because although though if until unless whereas before whose since so").split()
)
SAYING = frozenset(("said says say told added reported adding saying according confirmed").split())
CLAIMING = frozenset(("claim", "claims", "claimed", "claiming"))
JOINERS = frozenset(
    (
        "and or , including & plus with consisting ( – — - ; included mostly comprising composed totalling totaling / "
        "both them whom"
    ).split()
)
INCLUSION = frozenset(("including include includes included inclusive comprising incl").split())
MODALS = frozenset(("could might may would should can must").split())
FUTURE = frozenset(("will shall").split())
# "Couldn't" as the tokens have it ("couldn", "'", "t"), and with the apostrophe lost.
CONTRACTED = frozenset(
    "t cant couldnt didnt dont doesnt hadnt hasnt havent isnt arent wasnt werent wont wouldnt".split()
)
NEGATIONS = CONTRACTED.union(
    ("not cannot no never nobody none without neither denied denies deny prevented avoid avoided").split()
)
_VERBAL_NEGATIONS = NEGATIONS - {"no", "nobody", "none"}
CAUSATIVES = frozenset(
    (
        "forced forcing forces force prompted prompting prompts prompt caused causing causes cause drove driven "
        "driving drives led leading leads pushed pushing made making obliged obliging compelled compelling sent "
        "sending allowed allowing enabled enabling helped helping helps assisted has had managed able began begun "
        "continued started triggered"
    ).split()
)
# "466 patients have been reported as wounded".
LISTED_AS = frozenset(
    "reported registered listed recorded counted confirmed identified known described verified assessed".split()
)
LISTING = frozenset(("and", ",", "&"))
OWNED = frozenset(("his", "her", "their", "its"))
# A subject and its verb stand at most this far apart in FA-KES and the reports, with lists and an "including ..."
# between them; beyond it a link is nearly always to another clause.
SUBJECT_REACH = 28
HARMED = frozenset(("killed", "injured"))
MOVED = frozenset(("displaced", "returned"))
# The tokens of "(ADF)".
_ABBREVIATION = 3
UNRELATED = "none"
UNKNOWN = "unknown"
# The rule of a number that makes a total full and has no reading of its own.
TOLD_OUT = "included by sum"
# The rule of "none of the 40 survived".
SURVIVAL = "none survived"
# The rule of "... and the army 12": the link's `term_at` is where the verb that is left out would stand.
GAPPED = "gapped"


class Link(NamedTuple):
    """How a phrase came to its measure; `subset_of` is the index of the phrase that it is told to be part of.

    `included` is set when the words say "part of" without the whole standing in the same sentence.
    """

    measure: str
    term: MeasureTerm | None
    term_at: int
    rule: str
    subset_of: int | None = None
    included: bool = False
    basis: str | None = None


class Clause:
    """One sentence, its phrases by their first token, and its harm words by their first and by their last.

    What reads it stands in one line of classes, each on the last: a compiler of typed Python takes no second base.
    """

    def __init__(self, reader: NounReader, phrases: list[Phrase], first: int, past: int, movement: Movement) -> None:
        self.reader = reader
        self.movement = movement
        self.lowers = reader.tokens.lowers
        self.phrases = phrases
        self.first, self.past = first, past
        self.starts = {p.start: i for i, p in enumerate(phrases)}
        inside = {at for p in phrases if p.head is not None for at in range(p.quantity.end, min(p.end, p.head_at))}
        self.triggers = {at: reader.triggers[at] for at in reader.triggers_between(first, past) if at not in inside}
        self.by_end: dict[int, list[Match[MeasureTerm]]] = {}
        for found in self.triggers.values():
            self.by_end.setdefault(found[0].end, []).extend(found)

    def _hypothetical_verb(self, at: int) -> bool:
        before = list(self.lowers[max(self.first, at - 4) : at])
        if "May" in self.reader.tokens.texts[at - len(before) : at]:
            before = [w for w in before if w != "may"]
        if any(word in MODALS or word in FUTURE for word in before[-3:]) or (
            any(word in NEGATIONS for word in before[-3:]) and not self._spared(at, before)
        ):
            return "have" not in before[-2:] or before[-2:] in (["could", "have"], ["would", "have"])
        to_do = bool(before) and before[-1] == "to" and not self.lowers[at].endswith("ing")  # "in addition to killing"
        return to_do and not any(w in CAUSATIVES for w in before)

    def _spared(self, at: int, before: list[str]) -> bool:
        """'The blast killed nobody and injured four', 'killed no one but': the negation is of the verb before alone."""
        if self.lowers[at - 1] not in ("and", "but") or not (_VERBAL_NEGATIONS.isdisjoint(before)):
            return False
        nobody = next((k for k in range(at - 2, at - 1 - len(before), -1) if self.lowers[k] in NEGATIONS), at)
        return any(m.entry.form in ("active", "participle") for m in self.triggers.get(nobody - 1, ()))

    def _is_whole(self, i: int, other: int) -> bool:
        """'a third of the 900 people': the second phrase is what the first is a share of."""
        whole = self.phrases[i].of_whole
        return whole is not None and self.phrases[other].start <= whole < self.phrases[other].end

    def _tells_families(self, i: int, other: int) -> bool:
        """'42 people from three families': the second number tells how the first are related."""
        head = self.phrases[other].head
        between = self.lowers[self.phrases[i].end : self.phrases[other].start]
        return head is not None and head.unit == "households" and between in (["from"], ["of"], ["in"])

    def _joined(self, at: int) -> bool:
        """The phrase that starts at `at` stands in one list with what is before it."""
        before = self.lowers[max(self.first, at - 3) : at]
        if before == ["as", "well", "as"]:
            return True
        # "A nurse, Rana Haddad, said four ..." is no list; "three rebels and, he said, four ..." is.
        said = max((k for k, word in enumerate(before) if word in SAYING), default=-1)
        return any(word in JOINERS or word in INCLUSION for word in before[said + 1 :])

    def _between(self, i: int, at: int) -> list[str]:
        """The words from a phrase to its harm word without other phrases: '12 X and 6 Y were killed'.

        Letters in brackets and ages are none of them: "a guard and five members of the Allied Democratic Forces (ADF)
        were", "a boy and his sister, 11, were".
        """
        words, index = [], self.phrases[i].end
        while index < at:
            other = self.starts.get(index)
            if other is not None and other != i:
                index = self._past_age(max(self.phrases[other].end, index + 1))
            elif self.lowers[index] == "(" and self._abbreviates(index):
                index += _ABBREVIATION
            else:
                words.append(self.lowers[index])
                index += 1
        return words

    def _past_age(self, at: int) -> int:
        """The token behind the age that stands between commas behind somebody told of; else `at`."""
        parted = self.lowers[at : at + 1] == [","] == self.lowers[at + 2 : at + 3]
        return at + 3 if parted and self.reader.masked[at + 1] else at

    def _abbreviates(self, at: int) -> bool:
        """Whether the bracket at `at` holds letters for the name before it: "(ADF)"."""
        inner, close = self.reader.tokens.texts[at + 1 : at + _ABBREVIATION]
        return close == ")" and len(inner) > 1 and inner[:2].isupper()


def standing(head: PersonNoun) -> str | None:
    """Refugees and IDPs are in a state; evacuees and arrivals tell of an event."""
    return "stock" if head.measure == "displaced" and head.word not in FLOW_NOUNS else None


class Walk:
    """What a walk to the right of a phrase has passed: brackets and verbs that may end the clause."""

    def __init__(self) -> None:
        self.depth = 0
        self.verb = False
        self.previous = ""

    @property
    def crosses_verb(self) -> bool:
        """Whether a verb was passed outside of brackets."""
        return self.verb and self.depth == 0

    def stops(self, word: str) -> bool:
        """Take in the next word; True where another clause begins."""
        if word in ("(", "["):
            self.depth += 1
        elif word in (")", "]"):
            self.depth = max(0, self.depth - 1)
        elif self._bars(word):
            return True
        elif word.endswith("ed") and len(word) > 4 and word not in BE and word != "composed":
            self.verb = True
        self.previous = word
        return False

    def _bars(self, word: str) -> bool:
        if word in SAYING:
            return self.previous != "," and self.previous not in BE
        if word == "as" and (self.previous in LISTED_AS or self.previous == "well"):
            return False
        if word in ("as", "since"):
            return self.previous not in (",", "") and not (word == "since" and self.previous in ("have", "has", "had"))
        return word == ";" or (word in BARRIERS and word != "before")
