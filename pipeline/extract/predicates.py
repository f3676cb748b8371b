"""What happened to the counted: ties each counted phrase of a sentence to a word of harm.

Belongs here: subject and object readings, coordination, inclusion and negation inside one sentence. Does not: the
phrase itself (`nouns`), and anything that needs another sentence (`figures`).
"""

from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import ADVERBS, AUXILIARIES, DETERMINERS, NounReader, Phrase
from pipeline.extract.reference import MeasureTerm, PersonNoun

# A subject and its verb stand at most this far apart in FA-KES and the reports, with lists and an "including ..."
# between them; beyond it a link is nearly always to another clause.
SUBJECT_REACH = 28
# "the death toll from fighting at 69": between the noun and its number.
TOLL_REACH = 24
COORDINATION_REACH = 9
# "including" points at one of the few counted phrases before it.
PARENT_REACH = 8

BE = frozenset(
    (
        "was were is are be been being get gets got getting left leaving reported found feared confirmed wasnt werent"
    ).split()
)
MODALS = frozenset(("could might may would should can must").split())
FUTURE = frozenset(("will shall").split())
NEGATIONS = frozenset(
    ("not no never nobody none without neither denied denies deny deny prevented avoid avoided").split()
)
# Head nouns that tell an event; other nouns of displacement (IDPs, refugees) tell a state.
FLOW_NOUNS = frozenset(("displaced", "displacement", "displacements", "evacuee", "evacuees", "new arrivals"))
HOUSED = frozenset(
    (
        "live lives lived living stay stays stayed staying reside residing resided sheltering sheltered remain "
        "remained remains are were was is still stuck camped housed hosted accommodated settled moved relocated "
        "transferred went gone go brought slept sleeping sleep night nights camp"
    ).split()
)
LEAVING = frozenset(("left leave leaving departed reached reach reaching entered entering").split())
# "drove 900 families into the hills", "forced 250 people to leave".
DRIVES = frozenset("drove drive drives driving forced forces forcing pushed pushes pushing sent sends sending".split())
AWAY = frozenset("into out across towards toward fleeing running".split())
FORCES = frozenset("forced forces forcing force obliged obliging compelled compelling ordered ordering made".split())
GOING = frozenset("leave move relocate evacuate abandon flee".split())
MOVED = frozenset("moved relocated".split())
# "transferred 9,000 residents" displaces; prisoners and the wounded are transferred too.
TRANSFERS = frozenset("transferred transferring relocated relocating moved moving shifted".split())
RESIDENTS = frozenset("residents inhabitants villagers families households".split())
MOVING = frozenset("ran run went walked left came moved headed".split())
# A sentence without any word of harm still tells of displacement by one of these.
FLIGHT = LEAVING | DRIVES | FORCES | TRANSFERS
LEFT_PLACES = frozenset(
    (
        "south north east west homes city town village villages area areas country region enclave district camp "
        "neighbourhood neighborhood houses towns cities neighbourhoods neighborhoods outskirts suburbs province valley "
        "island islands within"
    ).split()
)
# Words that keep a harm word next to its subject: quotes, dashes, the infinitive, the joints of a list.
BESIDE = frozenset(("to", "-", "–", '"', "”", "and", ",", "or", "&"))
LISTING = frozenset(("and", ",", "&"))
OWNED = frozenset(("his", "her", "their", "its"))
RELATIVES = frozenset(("who that which whom").split())
BARRIERS = frozenset(
    ("while when after as but where because although though if until unless whereas before whose since so").split()
)
SAYING = frozenset(("said says say told added reported adding saying according confirmed").split())
CAUSATIVES = frozenset(
    (
        "forced forcing forces force prompted prompting prompts prompt caused causing causes cause drove driven "
        "driving drives led leading leads pushed pushing made making obliged obliging compelled compelling sent "
        "sending allowed allowing enabled enabling has had managed able began begun continued started triggered"
    ).split()
)
JOINERS = frozenset(
    ("and or , including & plus with consisting ( – — - ; included mostly comprising / both them whom").split()
)
INCLUSION = frozenset(("including include includes included inclusive comprising").split())
BEFALLEN = frozenset(("victims dead wounded injured casualties fatalities martyrs").split())
FATES = {
    **dict.fromkeys(("dead", "victims", "killed", "fatalities", "deaths", "slain", "toll"), "killed"),
    **dict.fromkeys(("wounded", "injured"), "injured"),
    "displaced": "displaced",
}
TOLL_LINKS = frozenset(
    (
        "at to reached reaches reach rose rises risen is was were stands stood of hit climbed passed as above over : "
        "- – has exceeded surpassed stand totalled totaled topped put estimated between"
    ).split()
)
# Words between a verb and the number that is its object: "displacing an additional 900".
BEFORE_OBJECT = frozenset(("about", "up", "to", "as", "many", "of", ":", '"', "“", "additional", "further", "another"))
SUBJECT_FORMS = frozenset(("participle", "intransitive", "adjective"))
SUBJECT_RULES = frozenset(("subject", "subject-listed", "subject-adjacent"))
SHARES = frozenset(
    (
        "percent cent % half third thirds quarter quarters fifth most many majority some few part two-thirds "
        "three-quarters hundreds thousands"
    ).split()
)
UNRELATED = "none"
UNKNOWN = "unknown"


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


class _Walk:
    """What a walk to the right of a phrase has passed: brackets and verbs that may end the clause."""

    def __init__(self) -> None:
        self.depth = 0
        self.verb = False
        self.previous = ""

    @property
    def crosses_verb(self) -> bool:
        return self.verb and self.depth == 0

    def stops(self, word: str) -> bool:
        """Take in the next word; True where another clause begins."""
        if word in ("(", "["):
            self.depth += 1
        elif word in (")", "]"):
            self.depth = max(0, self.depth - 1)
        elif self._bars(word):
            return True
        elif word.endswith("ed") and len(word) > 4 and word not in BE:
            self.verb = True
        self.previous = word
        return False

    def _bars(self, word: str) -> bool:
        if word in SAYING:
            return self.previous != "," and self.previous not in BE
        if word in ("as", "since"):
            return self.previous not in (",", "") and not (word == "since" and self.previous in ("have", "has", "had"))
        return word == ";" or (word in BARRIERS and word != "before")


class SentenceLinker:
    """Links the phrases of one sentence."""

    def __init__(self, reader: NounReader, phrases: list[Phrase], first: int, past: int) -> None:
        self.reader = reader
        self.lowers = reader.tokens.lowers
        self.phrases = phrases
        self.first, self.past = first, past
        self.starts = {p.start: i for i, p in enumerate(phrases)}
        inside = {at for p in phrases if p.head is not None for at in range(p.quantity.end, min(p.end, p.head_at))}
        self.triggers = {at: reader.triggers[at] for at in reader.triggers_between(first, past) if at not in inside}
        self.by_end: dict[int, list[Match[MeasureTerm]]] = {}
        for found in self.triggers.values():
            self.by_end.setdefault(found[0].end, []).extend(found)

    def links(self) -> list[Link | None]:
        """One entry a phrase: its link, or None where nothing ties it to harm."""
        out: list[Link | None] = [self._direct(i) for i in range(len(self.phrases))]
        out = [None if link is not None and self._only_shared(i, link) else link for i, link in enumerate(out)]
        out = [self._told_by_whole(link, out) for link in out]
        for i in range(len(self.phrases)):
            out[i] = self._inherited(i, out)
        for i in reversed(range(len(self.phrases) - 1)):
            if out[i] is None:
                out[i] = self._from_next(i, out)
        for i, link in enumerate(out):
            out[i] = link or self._described(i, out)
        for i in reversed(range(len(out))):
            out[i] = (
                out[i]
                or self._in_refuge(i)
                or self._transferred(i)
                or (self._from_next(i, out) if i + 1 < len(out) else None)
            )
        return out

    @staticmethod
    def _told_by_whole(link: Link | None, out: list[Link | None]) -> Link | None:
        if link is None or link.measure != UNKNOWN or link.subset_of is None:
            return link
        whole = out[link.subset_of]
        if whole is None or whole.measure in (UNKNOWN, UNRELATED):
            return None
        return link._replace(measure=whole.measure, term=whole.term, basis=whole.basis)

    # -- shares: "60 percent of the 900 residents fled"

    def _is_whole(self, i: int, other: int) -> bool:
        """'a third of the 900 people': the second phrase is what the first is a share of."""
        whole = self.phrases[i].of_whole
        return whole is not None and self.phrases[other].start <= whole < self.phrases[other].end

    def _opens_whole(self, i: int) -> bool:
        """'Of the 38 children caught there, 14 died': the first number is the whole, and what befell it is not told."""
        opened = i == 0 and len(self.phrases) > 1 and self.lowers[self.first] == "of"
        return opened and self.phrases[0].start <= self.first + 2

    def _tells_whole(self, i: int, at: int) -> bool:
        """'half of the 900 people displaced in May returned': the first participle is said of the whole."""
        if self.phrases[i].of_whole is None or i + 1 >= len(self.phrases) or not self._is_whole(i, i + 1):
            return False
        participle = any(m.entry.form == "participle" for m in self.triggers.get(at, ()))
        return participle and AUXILIARIES.isdisjoint(self.lowers[self.phrases[i + 1].end : at])

    def _only_shared(self, i: int, link: Link) -> bool:
        """What is told of a share of the counted is not told of them all; 'of the 900 people killed' is."""
        if self._opens_whole(i) and link.term_at > self.phrases[1].start:
            return True
        at = self.phrases[i].start
        while at > self.first and self.lowers[at - 1] in DETERMINERS:
            at -= 1
        if at - 1 <= self.first or self.lowers[at - 1] != "of" or link.rule not in SUBJECT_RULES:
            return False
        counted = i > 0 and self._is_whole(i - 1, i)
        if not counted and self.lowers[at - 2] not in SHARES:
            return False
        finite = not AUXILIARIES.isdisjoint(self._between(i, link.term_at))
        return finite or (link.term is not None and link.term.form == "intransitive")

    def _described(self, i: int, out: list[Link | None]) -> Link | None:
        """'Of those killed, 12 were children', 'thirty were killed; 18 were civilians'."""
        phrase = self.phrases[i]
        if not self.reader.is_described(phrase):
            return None
        if i:
            base = out[i - 1]
            whole = base.subset_of if base is not None and base.included else i - 1
            fits = base is not None and base.measure != UNRELATED
            return base._replace(rule="included", subset_of=whole, included=True) if base and fits else None
        for at in range(phrase.start - 1, self.first, -1):
            if at in self.triggers and self.lowers[at - 1] in ("those", "the"):
                entry = self.triggers[at][0].entry
                return Link(entry.measure, entry, at, "included", None, True) if entry.measure != UNRELATED else None
        return None

    # -- direct readings

    def _direct(self, i: int) -> Link | None:
        phrase = self.phrases[i]
        subject = self._subject(i)
        if phrase.fate is not None and (subject is None or subject.measure != "killed"):
            return Link(phrase.fate, None, phrase.end - 1, "fate", included=True)
        if self._is_next_verb(phrase) and (told := self._object(i)) is not None:
            return told
        if subject is not None and subject.rule == "subject-adjacent" and not self._only_modifies(i, subject):
            return self._noun_first(phrase, subject)
        reading = self._object(i) or self._toll(i) or subject
        return self._noun_first(phrase, reading)

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
            if reading is None or (head.measure in ("killed", "injured")):
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=_standing(head))
            if reading.measure == UNRELATED:
                return Link(head.measure, None, phrase.head_at, "head-noun", basis=_standing(head))
            return reading
        weak = reading is None or reading.measure == UNRELATED or reading.rule.startswith("toll")
        if adjective is not None and weak:
            return Link(adjective.measure, adjective, phrase.quantity.end, "adjective", basis=adjective.basis)
        return reading

    def _subject(self, i: int) -> Link | None:
        """Look right from the phrase for what befell it."""
        at, reach = self.phrases[i].end, min(self.past, self.phrases[i].end + SUBJECT_REACH)
        walk = _Walk()
        while at < reach:
            other = self.starts.get(at)
            if other is not None and other != i:
                if walk.crosses_verb or not (self._joined(at) or self._is_whole(i, other)):
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

    def _told_at(self, i: int, at: int, reach: int) -> tuple[Link | None, bool]:
        """What the word at `at` tells of the phrase, and whether it settles the search."""
        word, found = self.lowers[at], self.triggers.get(at)
        if found is not None and found[0].entry.form != "refuge":
            return self._subject_trigger(i, found, at), True
        if word in RELATIVES:
            return self._relative(i, at + 1), True
        link: Link | None = None
        state = self.reader.persons.get(at + 1) if word in ("are", "were", "remain") else None
        if state is not None and _standing(state.entry) and state.entry.plural:
            link = Link("displaced", None, at + 1, "subject-adjacent", basis="stock")
        elif word == "among":
            link = self._among(i, at, reach)
        elif word in LEAVING and self._leaves_place(i, at):
            link = Link("displaced", None, at, "leaving")
        elif word in HOUSED:
            link = self._housed(at, reach)
        return link or self._driven(i, at), link is not None or self._driven(i, at) is not None

    def _driven(self, i: int, at: int) -> Link | None:
        """'forced 6,320 families into camps', 'drove 900 people to the river', 'forced 250 people to leave'."""
        phrase = self.phrases[i]
        if at > phrase.end + 1 or phrase.head is None or phrase.head.population == "combatants":
            return None
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        word, after = self.lowers[at], self.lowers[at + 1 : at + 2]
        gone = verb in DRIVES and (word in AWAY or (word == "to" and self._is_place(at + 1)))
        left = verb in FORCES and word == "to" and after[0:1] and after[0] in GOING
        return Link("displaced", None, at, "driven") if gone or left else None

    def _transferred(self, i: int) -> Link | None:
        """'authorities transferred 9,000 residents'."""
        phrase = self.phrases[i]
        verb = self.lowers[phrase.start - 1] if phrase.start > self.first else ""
        moved = phrase.head is not None and phrase.head.word in RESIDENTS and verb in TRANSFERS
        return Link("displaced", None, phrase.start - 1, "driven") if moved else None

    def _is_place(self, at: int) -> bool:
        return at < self.past and (self.lowers[at] == "the" or self.reader.tokens.texts[at][:1].isupper())

    def _opens_aside(self, at: int) -> bool:
        return self.lowers[at] in INCLUSION and not any(at + step in self.starts for step in (1, 2))

    def _among(self, i: int, at: int, reach: int) -> Link | None:
        """'six children were among the dead', 'ten were among at least 48 people killed'."""
        if not all(w in BE or w in ADVERBS or w in LISTING or w == "there" for w in self._between(i, at)):
            return None
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
        """The token after 'including many displaced …,': what it says is not said of the counted."""
        for index in range(at, reach):
            if self.lowers[index] in (",", ")", "–", "—"):
                return index + 1
        return reach

    def _housed(self, at: int, reach: int) -> Link | None:
        """'live in overcrowded camps', 'were still in nine evacuation centres' (stock), 'moved to shelters' (flow)."""
        after = at + 1
        while after < reach and self.lowers[after] in ADVERBS:
            after += 1
        if after >= reach or self.lowers[after] not in ("in", "at", "inside", "with", "to", "into"):
            return None
        moved = self.lowers[after] in ("to", "into")
        link = self._refuge(after, reach, "flow" if moved else "stock")
        named = moved and self.lowers[at] in MOVED and self.reader.tokens.texts[after + 1 : after + 2]
        if link is None and named and named[0][:1].isupper() and self.lowers[at - 1] not in DETERMINERS:
            return Link("displaced", None, at, "leaving")
        return link

    def _refuge(self, preposition: int, reach: int, basis: str) -> Link | None:
        for index in range(preposition + 1, min(reach, preposition + 7)):
            for match in self.reader.triggers.get(index, ()):
                if match.entry.form == "refuge":
                    return Link(match.entry.measure, match.entry, index, "subject-adjacent", basis=basis)
            if self.lowers[index] in BARRIERS or self.lowers[index] in RELATIVES:
                return None
        return None

    def _in_refuge(self, i: int) -> Link | None:
        """'195,000 Iraqis in 21 camps': nothing else is told of them than where they shelter."""
        at = self.phrases[i].end
        if at < self.past and self.lowers[at] in ("in", "at", "inside"):
            return self._refuge(at, min(self.past, at + 6), "stock")
        return None

    def _leaves_place(self, i: int, at: int) -> bool:
        """'4,500 people left eastern Aleppo'."""
        if self.lowers[self.phrases[i].start - 1 : self.phrases[i].start] == ["for"]:
            return False
        between = self._between(i, at)
        aside = between[:1] == [","] and between[-1:] == [","]
        if not aside and not all(w in AUXILIARIES or w in ADVERBS or w in ("(", ")") for w in between):
            return False
        texts = self.reader.tokens.texts
        return (
            any(texts[n][:1].isupper() or self.lowers[n] in LEFT_PLACES for n in range(at + 1, min(self.past, at + 4)))
            and self.starts.get(at + 1) is None
        )

    def _joined(self, at: int) -> bool:
        """The phrase that starts at `at` stands in one list with what is before it."""
        before = self.lowers[max(self.first, at - 3) : at]
        return any(word in JOINERS or word in INCLUSION for word in before)

    def _subject_trigger(self, i: int, found: list[Match[MeasureTerm]], at: int) -> Link | None:
        match = next((m for m in found if m.entry.form in SUBJECT_FORMS), None)
        if match is None and all(w in DETERMINERS or w == "total" for w in self._between(i, at)):
            return Link(found[0].entry.measure, found[0].entry, at, "toll", basis=found[0].entry.basis)
        if match is None or (match.entry.form == "participle" and self._has_object(match) and not self._passive(at)):
            return None
        if self._unreal(at, self.phrases[i].end):
            return None
        between = self._without_asides(i, at)
        adjacent = all(w in AUXILIARIES or w in ADVERBS or w in BE or w in BESIDE or w in OWNED for w in between)
        listed = len(between) < at - self.phrases[i].end
        rule = "subject" if not adjacent else "subject-listed" if listed else "subject-adjacent"
        included = "among" in between[-3:] and not {"them", "whom"}.intersection(between[-2:])
        return Link(match.entry.measure, match.entry, at, rule, included=included, basis=match.entry.basis)

    def _between(self, i: int, at: int) -> list[str]:
        """The words from a phrase to its harm word without other phrases: '12 X and 6 Y were killed'."""
        words, index = [], self.phrases[i].end
        while index < at:
            other = self.starts.get(index)
            if other is not None and other != i:
                index = max(self.phrases[other].end, index + 1)
            else:
                words.append(self.lowers[index])
                index += 1
        return words

    def _without_asides(self, i: int, at: int) -> list[str]:
        """The words between without 'of 91', ', 56,' and ', Sub-Inspector Omar Haddad,' behind one person."""
        between, start = self._between(i, at), self.phrases[i].end
        if not self.phrases[i].singular or not between:
            return between
        texts, masked = self.reader.tokens.texts, self.reader.masked
        if between[0] == "of" and masked[start + 1]:
            return self.lowers[start + 2 : at]
        if between[0] != "," or "," not in between[1:]:
            return between
        close = start + 1 + between[1:].index(",")
        named = all(masked[k] or texts[k][:1].isupper() or texts[k] in "-.,’'" for k in range(start + 1, close))
        return self.lowers[close + 1 : at] if named and at - start == len(between) else between

    def _relative(self, i: int, at: int) -> Link | None:
        """'Syrians who have fled', 'people who were killed'."""
        for step in range(5):
            found = self.triggers.get(at + step)
            if found is not None:
                link = self._subject_trigger(i, found, at + step)
                return link._replace(rule="subject-adjacent") if link is not None else None
            if at + step >= self.past or self.starts.get(at + step) is not None:
                return None
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
        return index >= self.first and self.lowers[index] in BE

    def _unreal(self, at: int, since: int) -> bool:
        """Negated, planned or merely possible: 'could be displaced', 'to be evacuated', 'were not killed'."""
        before = self.lowers[max(self.first, since, at - 6) : at]
        if any(word in NEGATIONS for word in before):
            return "only" not in before
        if any(word in MODALS for word in before) and "May" not in self.reader.tokens.texts[at - len(before) : at]:
            return "have" not in before
        if any(word in FUTURE for word in before):
            return True
        if "to" in before[-2:] and before[-1] != "have":
            return not any(word in CAUSATIVES for word in self.lowers[max(self.first, at - SUBJECT_REACH) : at])
        return False

    def _object(self, i: int) -> Link | None:
        """Look left for the verb or noun that has the phrase as its object."""
        phrase = self.phrases[i]
        at = phrase.start
        for _ in range(4):
            found = self.by_end.get(at)
            if found is not None:
                return self._object_trigger(found)
            if at - 1 < self.first:
                return None
            word = self.lowers[at - 1]
            if self.lowers[at - 2 : at] in (["along", "with"], ["together", "with"], ["alongside"]):
                return self._beside(at - 2)
            if not (word in ADVERBS or word in DETERMINERS or word in BEFORE_OBJECT):
                return None
            at -= 1
        return None

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
                return Link(match.entry.measure, match.entry, match.start, "object-noun", basis=match.entry.basis)
            if form in ("active", "active-fighters") or (form == "participle" and not self._passive(match.start)):
                if self._hypothetical_verb(match.start):
                    return None
                return Link(match.entry.measure, match.entry, match.start, "object", basis=match.entry.basis)
        return None

    def _hypothetical_verb(self, at: int) -> bool:
        before = list(self.lowers[max(self.first, at - 4) : at])
        if "May" in self.reader.tokens.texts[at - len(before) : at]:
            before = [w for w in before if w != "may"]
        if any(word in MODALS or word in FUTURE or word in NEGATIONS for word in before[-3:]):
            return "have" not in before[-2:]
        return bool(before) and before[-1] == "to" and not any(w in CAUSATIVES for w in before)

    def _toll(self, i: int) -> Link | None:
        """'put the death toll at 69', 'the number of people killed rose to 49', 'brings to 49 the number killed'."""
        start = self.phrases[i].start
        links = self.phrases[i].quantity.qualifier != "exact"
        for at in range(start - 1, max(self.first, start - TOLL_REACH) - 1, -1):
            word = self.lowers[at]
            links = links or word in TOLL_LINKS
            found = self.triggers.get(at)
            person = self.reader.persons.get(at)
            if links and person is not None and person.entry.measure and self._counted_as_number(at):
                return Link(person.entry.measure, None, at, "toll-number", basis=_standing(person.entry))
            if found is not None and links:
                noun = next((m for m in found if m.entry.form == "noun" and not m.entry.term.endswith(" of")), None)
                if noun is not None:
                    return Link(noun.entry.measure, noun.entry, at, "toll", basis=noun.entry.basis)
                if self._counted_as_number(at):
                    return Link(found[0].entry.measure, found[0].entry, at, "toll-number", basis=found[0].entry.basis)
            if word == ";" or at in self.triggers or (at in self.starts and not self._joined(start)):
                return None
        return None

    def _counted_as_number(self, at: int) -> bool:
        before = self.lowers[max(self.first, at - 6) : at]
        return "number" in before or "total" in before or "toll" in before

    # -- readings through another phrase

    def _inherited(self, i: int, out: list[Link | None]) -> Link | None:
        phrase, own = self.phrases[i], out[i]
        if own is not None and own.rule == "among":
            return own
        included = self._inclusion(i)
        parent = self._parent(i, out) if included or phrase.partitive else None
        if phrase.of_whole is not None and i + 1 < len(out) and self._is_whole(i, i + 1) and out[i + 1] is not None:
            parent = i + 1
        if phrase.fate is not None and own is not None:
            same = parent is not None and (whole := out[parent]) is not None and whole.measure == own.measure
            return own._replace(subset_of=parent if same else None)
        base = out[parent] if parent is not None else None
        if base is not None and _yields(
            own, base, included or (phrase.pronoun and own is not None and own.rule != "object")
        ):
            return Link(base.measure, base.term, base.term_at, "included", parent, True, base.basis)
        if own is not None:
            return own if not included else Link(own.measure, own.term, own.term_at, own.rule, parent, True, own.basis)
        if included and parent is None and (told := self._victims_include(i)) is not None:
            return told
        return self._coordinated(i, out)

    def _victims_include(self, i: int) -> Link | None:
        """'The victims included 51 children', 'among the dead were three women'."""
        before = self.lowers[max(self.first, self.phrases[i].start - 8) : self.phrases[i].start]
        for word, measure in FATES.items():
            if word in before:
                return Link(measure, None, self.phrases[i].start, "included", None, True)
        return None

    def _inclusion(self, i: int) -> bool:
        start = self.phrases[i].start
        while start > self.first and self.lowers[start - 1] in ("the", "all"):
            start -= 1
        before = self.lowers[max(self.first, start - 3) : start]
        if not before:
            return False
        if len(before) >= 2 and before[-1] in ("were", "was", "are") and any(word in FATES for word in before[:-1]):
            return True
        if before[-1] in INCLUSION or before[-2:] in (
            ["of", "whom"],
            ["among", "them"],
            ["of", "them"],
            ["among", "whom"],
        ):
            return True
        return i > 0 and self._listed_after_inclusion(i)

    def _listed_after_inclusion(self, i: int) -> bool:
        """'including two women and three children': the second is included as the first is."""
        previous = self.phrases[i - 1]
        gap = self.lowers[previous.end : self.phrases[i].start]
        return len(gap) <= 2 and all(w in ("and", ",") for w in gap) and self._inclusion(i - 1)

    def _parent(self, i: int, out: list[Link | None]) -> int | None:
        for j in range(i - 1, max(-1, i - 1 - PARENT_REACH), -1):
            link = out[j]
            if link is not None and not link.included and link.measure != UNRELATED and not self._inclusion(j):
                return j
        return None

    def _coordinated(self, i: int, out: list[Link | None]) -> Link | None:
        """A phrase that goes on with the list that the one before it stands in."""
        base = out[i - 1] if i else None
        if base is None or base.measure == UNRELATED:
            return None
        previous, phrase = self.phrases[i - 1], self.phrases[i]
        gap = self.lowers[previous.end : phrase.start]
        if not gap:
            # FA-KES texts lost their commas: "10 children 5 women killed".
            both = previous.head is not None and phrase.head is not None
            return base._replace(rule="coordinated") if both else None
        if self._revises(gap):
            return base._replace(rule="coordinated", subset_of=None, included=False)
        if len(gap) > COORDINATION_REACH or self._breaks(previous.end, phrase.start):
            return None
        if gap[-1] == ":" and not phrase.singular:
            return base._replace(rule="coordinated", subset_of=i - 1, included=True)
        if self._acts(phrase):
            return None
        joined = gap[-1] in ("and", "or", "&", "plus") or gap[-2:] in (["well", "as"], ["and", "of"])
        if joined or ((gap[-1] in JOINERS or gap[-1] == "another") and not phrase.singular):
            return base._replace(rule="coordinated")
        return None

    def _acts(self, phrase: Phrase) -> bool:
        """'28 people died and 4,000 residents ran': the second did something of their own."""
        return phrase.head is not None and phrase.end < self.past and self.lowers[phrase.end] in MOVING

    @staticmethod
    def _revises(gap: list[str]) -> bool:
        """'48 from 44', 'up from the 69', 'rose from 15 to 18': an earlier or later state of the same toll."""
        if gap[-1] == "against" or gap[-2:] in (["compared", "with"], ["compared", "to"]):
            return True
        return gap in (["from"], ["to"]) or ("from" in gap[-3:] and bool({"up", "down"} & set(gap[-4:])))

    def _from_next(self, i: int, out: list[Link | None]) -> Link | None:
        """'2,147 families (11,812 people) were displaced', '15 men 3 boys killed' where only the second was tied."""
        nxt = out[i + 1]
        gap = self.lowers[self.phrases[i].end : self.phrases[i + 1].start]
        if self._opens_whole(i) or nxt is None or nxt.included or nxt.measure == UNRELATED or len(gap) > 3:
            return None
        bare = not gap and self.phrases[i].head is not None and self.phrases[i + 1].head is not None
        if (bare or (gap and gap[0] in ("(", "and", ",", "or"))) and nxt.rule.startswith(("subject", "driven")):
            return Link(nxt.measure, nxt.term, nxt.term_at, "coordinated-next", basis=nxt.basis)
        return None

    def _breaks(self, start: int, stop: int) -> bool:
        for at in range(start, stop):
            word = self.lowers[at]
            if at in self.triggers:
                if self.triggers[at][0].entry.measure == UNRELATED:
                    return True
                continue
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


def _standing(head: PersonNoun) -> str | None:
    """Refugees and IDPs are in a state; evacuees and arrivals tell of an event."""
    return "stock" if head.measure == "displaced" and head.word not in FLOW_NOUNS else None


def _yields(own: Link | None, whole: Link, included: bool) -> bool:
    """Whether a part takes its whole's measure: it has none, the same, or only a distant one of its own."""
    if own is None or own.measure == whole.measure:
        return True
    return included and own.rule in ("object", "subject", "subject-listed", "toll", "leaving")


def overlapping(phrases: list[Phrase]) -> list[Phrase]:
    """Phrases in reading order without those that begin inside another."""
    ordered = sorted(phrases, key=lambda p: (p.start, -p.end))
    kept: list[Phrase] = ordered[:1]
    for _, phrase in pairwise(ordered):
        if phrase.quantity.start >= kept[-1].quantity.end and phrase.start >= kept[-1].quantity.start:
            kept.append(phrase)
    return kept
