"""People told of by name alone: 'Omar Haddad was killed', 'killed Ali Hadi and his driver', 'Rana Aziz, 45, died'.

Belongs here: names beside a word of harm that are one person each. Does not: names behind a title or a noun
(`singles`), names of those who speak (`named`), whether the harm is real (`predicates`).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.asides import BORN
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import BE, HARMED, INCLUSION, LISTING, SAYING
from pipeline.extract.grammar import ADVERBS, ARTICLES, AUXILIARIES, IDENTIFIED, PREPOSITIONS, STOPS
from pipeline.extract.noun_words import AGED
from pipeline.extract.nouns import NounReader, Phrase, is_of_name
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.reference import PersonNoun
from pipeline.extract.tokens import MARK, POSSESSIVE, WORD

PERSON = PersonNoun("all", None, "people", False, "victim", None, "person")
# Of the side that the words beside the name tell.
MEMBER = replace(PERSON, word="member")
OFFICER = replace(PERSON, population="combatants", word="officer")
# "Maj. Gen. Omar Haddad", "Dr. Rana Aziz"
RANKS = frozenset("maj gen lt col capt sgt brig cmdr adm cpl pvt".split())
SHORT = RANKS | {"dr", "mr", "mrs", "ms", "rev", "fr", "prof"}
LONGEST_NAME = 5
# More than this is no list of the dead that news spells out before its verb.
MOST_NAMES = 6
# ", a 34-year-old father of four from the village of Bor,": words put in behind a name.
ASIDE_REACH = 16
ASIDES = 3
# From the comma behind a name to the noun that tells who it is: ", a senior commander of".
NOUN_REACH = 6
# A surname that is told alone.
ARABIC = frozenset(("al-", "el-"))
# What opens a sentence with a capital and is no name.
OPENERS = frozenset("meanwhile later earlier however one two three many most some another also yesterday".split())
PASSIVE = BE | {"had", "has", "have"}
CLOSING = {",": ",", ")": "("}
# "The fighting began after Omar Haddad was shot dead": what opens a clause of its own as well as a phrase.
NO_SUBJECT_BEHIND = (PREPOSITIONS - {"after", "before", "since", "until"}) | ARTICLES | SAYING
FATES = frozenset(("dead", "killed", "victims", "wounded", "injured", "casualties", "slain", "hurt"))


def names(reader: NounReader, first: int, past: int, counted: list[Phrase]) -> Iterator[Phrase]:
    """The people whom a sentence names as harmed; `counted` are its other phrases, whose people are not named anew."""
    taken = {at for phrase in counted for at in range(phrase.start, phrase.end)}
    ends = {phrase.end: phrase.start for phrase in counted}
    for at in reader.triggers_between(first, past):
        match = next((m for m in reader.triggers[at] if m.entry.measure in HARMED), None)
        if match is None or not reader.tokens.texts[at][:1].islower():
            continue
        form = match.entry.form
        phrase = None
        if form in ("participle", "intransitive"):
            phrase = _before(reader, first, at, form == "participle", ends)
        if phrase is None and form in ("participle", "active"):
            phrase = _behind(reader, match.end, past)
        if phrase is not None and taken.isdisjoint(range(phrase.start, phrase.quantity.end)):
            yield phrase
    yield from _included(reader, first, past, taken)


def _before(reader: NounReader, first: int, at: int, passive: bool, ends: dict[int, int]) -> Phrase | None:
    """'Omar Haddad, a teacher, was killed', 'Omar Haddad and Ali Hadi died'."""
    lowers, end, finite = reader.tokens.lowers, at, False
    while end > first and (lowers[end - 1] in AUXILIARIES or lowers[end - 1] in ADVERBS):
        end -= 1
        finite = finite or lowers[end] in PASSIVE
    if passive and not finite:
        return None
    others = ends.get(end, 0)
    if lowers[others - 1] == "and" and others > first + 1:
        end = others - 1 - (lowers[others - 2] == ",")  # "Rana Aziz and 21 others were killed"
    last = end - (lowers[end - 1] == "who")
    plain = last - (last < end and lowers[last - 1] == ",")
    last, aged, noun = (plain, False, None) if plain < last else _without_asides(reader, first, last)
    start = _name_first(reader, first, last)
    whole = aged or (start < last and reader.tokens.lowers[start][:3] in ARABIC)
    count = int(last - start >= (1 if whole else LEAST_NAME))
    while count and count < MOST_NAMES and start > first and lowers[start - 1] in LISTING:
        past = _without_asides(reader, first, start - 1)[0]
        past -= past == start - 1 and lowers[past - 1] == ","
        other = _name_first(reader, first, past)
        if past - other < LEAST_NAME:
            break
        start, count = other, count + 1
    if not count or not _opens(reader, first, start, ends):
        return None
    return _of(start, end, count, noun or _title(reader, start, last))


def _without_asides(reader: NounReader, first: int, end: int) -> tuple[int, bool, PersonNoun | None]:
    """Where the name ends before ', 45, a doctor,'; whether an age stands there; the noun that tells who it is."""
    lowers = reader.tokens.lowers
    if end <= first or lowers[end - 1] not in CLOSING:
        return end, False, None
    opens, asides = CLOSING[lowers[end - 1]], 0
    for at in range(end - 2, max(first, end - ASIDE_REACH), -1):
        befalls = at in reader.triggers and lowers[at] not in BORN
        if befalls or asides == ASIDES:
            break
        if lowers[at] != opens:
            continue
        asides += 1
        aged = reader.masked[at + 1] and reader.tokens.texts[at + 1].isdigit()
        if is_of_name(reader.tokens.texts[at - 1]) and at - _name_first(reader, first, at) >= (
            1 if aged else LEAST_NAME
        ):
            near = range(at + 1, min(end, at + 1 + NOUN_REACH + 2 * aged))
            told = [_one(reader.persons[k].entry) for k in near if k in reader.persons]
            told = [noun for noun in told if noun.word != AGED] or told
            noun = next((noun for noun in told if not noun.plural), None)
            return at, aged, noun or _fellow(reader, near)
    return end, False, None


def _fellow(reader: NounReader, near: range) -> PersonNoun | None:
    """'Omar Haddad, one of the founders of al-Shabab,': one of an armed group."""
    return MEMBER if any(k in reader.actors and reader.actors[k].kind == "name" for k in near) else None


def _one(noun: PersonNoun) -> PersonNoun:
    return noun if noun.measure is None and noun.unit == "people" and not noun.plural else PERSON


def _title(reader: NounReader, start: int, past: int) -> PersonNoun | None:
    """The noun or rank that a name opens with: 'Police Chief Omar Haddad', 'Maj. Gen. Ali Hadi'."""
    if reader.tokens.texts[start - 1] == "." and reader.tokens.lowers[start - 2] in RANKS:
        return OFFICER
    told = next((_one(reader.persons[k].entry) for k in range(start, past) if k in reader.persons), None)
    return None if told is not None and told.population == "civilians" else told  # "Mullah Omar Hadi", "Father Paolo"


def _behind(reader: NounReader, at: int, past: int) -> Phrase | None:
    """'killed Omar Haddad', 'killed Ali Hadi, a commander, and his driver'."""
    lowers, kinds = reader.tokens.lowers, reader.tokens.kinds
    opening = at
    while at + 1 < past and lowers[at] in SHORT and lowers[at + 1] == ".":
        at += 2
    end, count = _name_past(reader, at, past), 0
    if end - at < LEAST_NAME:
        return None
    while count < MOST_NAMES:
        if end < past and kinds[end] != MARK and lowers[end] not in STOPS and lowers[end] not in ADVERBS:
            break  # "killed Abu Sayyaf fighters"
        count += 1
        gap = 2 if lowers[end : end + 2] == [",", "and"] else 1
        following = _name_past(reader, end + gap, past) if end < past and lowers[end] in LISTING else end
        if following - end - gap < LEAST_NAME:
            break
        end = following
    if not count or (end < past and lowers[end] in AUXILIARIES):
        return None
    noun = _title(reader, at, end)
    if lowers[end : end + 1] == [","] and count == 1:
        noun, end = _apposed(reader, end, past) or (noun, end)
    return _of(opening, end, count, noun)


def _apposed(reader: NounReader, comma: int, past: int) -> tuple[PersonNoun, int] | None:
    """Who ', a senior commander,' or ', one of the founders of al-Shabab,' says that a name is, and where that ends."""
    lowers, noun, end = reader.tokens.lowers, None, comma
    for at in range(comma + 1, min(past, comma + 1 + NOUN_REACH)):
        if lowers[at] in CLOSING or at in reader.triggers or lowers[at] in AUXILIARIES:
            break
        person, side = reader.persons.get(at), reader.actors.get(at)
        unknown = noun is None or noun.word == AGED  # ", a 20-year-old soldier,"
        if unknown and person is not None and not person.entry.plural:
            noun, end = _one(person.entry), person.end
        if side is not None and side.kind == "name":
            noun, end = noun or MEMBER, side.past
    return (noun, end) if noun is not None else None


def _included(reader: NounReader, first: int, past: int, taken: set[int]) -> Iterator[Phrase]:
    """'Among the dead was Omar Haddad', 'killed twelve people, including Rana Aziz, a singer'."""
    lowers = reader.tokens.lowers
    among = lowers[first] == "among" and not FATES.isdisjoint(lowers[first : first + ASIDE_REACH])
    for at in range(first, past - 1):
        if lowers[at] in INCLUSION or (among and lowers[at] in ("was", "were", "is")):
            phrase = _behind(reader, at + 1, past)
            if phrase is not None and at + 1 not in taken:
                yield phrase
                return


def _of(start: int, end: int, count: int, noun: PersonNoun | None) -> Phrase:
    quantity = Quantity(start, start + 1, start, count, count, "exact", after_end=start + 1)
    head = noun if noun is not None and count == 1 else PERSON
    return Phrase(quantity, start, end, head, start, None, False, None, None, singular=count == 1)


def _is_of_name(reader: NounReader, at: int) -> bool:
    tokens = reader.tokens
    return (
        tokens.kinds[at] == WORD
        and is_of_name(tokens.texts[at])
        and at not in reader.actors
        and not reader.is_name(at)
        and at not in reader.triggers
        and at not in reader.things
        and (at not in reader.persons or not reader.persons[at].entry.plural)
        and at not in reader.no_names()[0]
        and not tokens.texts[at].isupper()
    )


def _name_first(reader: NounReader, first: int, past: int) -> int:
    """Where the name begins that ends at `past`; `past` itself where none does."""
    tokens, start = reader.tokens, past
    while start > max(first, past - LONGEST_NAME) and _is_of_name(reader, start - 1):
        start -= 1
    while start < past and (tokens.lowers[start] in STOPS or tokens.lowers[start] in ARTICLES | OPENERS | ADVERBS):
        start += 1
    named = start < past and tokens.texts[start][:1].isupper() and not _is_place(reader, start, past)
    return start if named else past


def _name_past(reader: NounReader, at: int, past: int) -> int:
    """Where the name ends that begins at `at`."""
    end = at
    while end < min(past, at + LONGEST_NAME) and _is_of_name(reader, end):
        end += 1
    if end == at or not reader.tokens.texts[at][:1].isupper() or reader.tokens.lowers[at] in STOPS:
        return at
    return at if _is_place(reader, at, end) else end


def _is_place(reader: NounReader, start: int, past: int) -> bool:
    """'Khan Younis'; 'Omar Khalil' is named like a town."""
    return reader.no_names()[1].issuperset(range(start, past))


def _is_dateline(reader: NounReader, first: int, start: int) -> bool:
    """'BEIRUT, Lebanon (AP) — Omar Haddad was killed': the place from which a report is sent."""
    tokens = reader.tokens
    if tokens.lowers[start - 1] not in ("-", "–", "—") or not tokens.texts[first].isupper():
        return False
    return all(tokens.kinds[k] != WORD or tokens.texts[k][:1].isupper() for k in range(first, start))


def _opens(reader: NounReader, first: int, start: int, ends: dict[int, int]) -> bool:
    """Whether a name may be a subject where it begins: no preposition, owner or noun that it names stands before it."""
    if start == first:
        return True
    tokens = reader.tokens
    before = tokens.lowers[start - 1]
    if before in NO_SUBJECT_BEHIND or tokens.kinds[start - 1] == POSSESSIVE:
        return False
    if tokens.kinds[start - 1] == MARK:
        if _is_dateline(reader, first, start):
            return True
        named = start - 1 in ends or any(k in reader.persons for k in range(max(first, start - 3), start - 1))
        return not named and before not in ("-", "(")
    if before in IDENTIFIED and start - 1 in ends:
        return False  # "a soldier named Ali Khan"
    return start - 1 not in reader.persons
