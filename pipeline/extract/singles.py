"""One person told of: 'a civilian', 'the mayor', 'her brother', 'another', 'journalist Omar Haddad'.

Belongs here: phrases that count one person without a number. Does not: numbers and what they count (`nouns`), which of
them are one person (`apposed`), whether anything befell the person (`predicates`).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress, count

from pipeline.extract.ages import KIN, OF_AGE
from pipeline.extract.bounds import Quantity
from pipeline.extract.clause import HARMED, RELATIVES, SAYING
from pipeline.extract.companions import kin_behind, over_age, spouse_behind
from pipeline.extract.grammar import ADVERBS, AUXILIARIES, DETERMINERS, INDEFINITE, STOPS
from pipeline.extract.lexicon import Match
from pipeline.extract.noun_words import AGED
from pipeline.extract.nouns import NounReader, Phrase, is_of_name
from pipeline.extract.numerals import plain_number, small
from pipeline.extract.reference import PersonNoun
from pipeline.extract.tokens import MARK, NUMBER, POSSESSIVE, POSSESSIVES, WORD

# One known person: 'the driver', 'her sister', 'the town's mayor'.
DEFINITE = frozenset(("the", "whose", "his", "her", "their", "its", "my", "our", *POSSESSIVES))
# 'a third was hurt', 'the other died': one more of those counted before.
NEXT_ONES = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth other".split()
)
# Where 'another' stands for one more of them: 'one man was killed in the north and another in the south'.
ELSEWHERE = frozenset(("in", "at", "near"))
# "killing three and wounding a fourth, the agency said": where such a one ends behind its verb.
BEHIND_ONE = frozenset(("and", "when", "while", "as", "who", "on", "before", "after"))
# "Two peacekeepers were shot, the first deaths since May".
ASIDE = frozenset((",", "-", "–", "—", "("))
# Nouns that only point back at people told of before.
POINTING = frozenset(("victim", "person", "individual", "other", "figure", "member", "national"))
# 'the mayor of the old town was killed': tokens of such a name at most.
OFFICE_REACH = 8
LONGEST_NAME = 5
# "The pilot of a jet shot down over the town on Friday was killed": from the participle to the verb.
CLAUSE_REACH = 14
OPENING_CLAUSE = frozenset(("shot", "hit", "held", "struck", "caught", "that", "which"))
LONGEST_TITLE = 4
FOUND = frozenset("found recovered discovered retrieved pulled dumped identified exhumed finding".split())
FOUND_REACH = 4
RANKS = frozenset(
    "general colonel captain lieutenant major brigadier sergeant corporal commander sheikh mayor governor judge"
    " minister senator mp private constable inspector sub-inspector superintendent subedar havildar havaldar naik"
    " sepoy jawan gunner rifleman trooper guardsman".split()
)
LEAVING = frozenset("left leaves leaving leave found finding shot shooting struck".split())
OWNERS = frozenset(("his", "hers", "theirs", "ours", "mine"))
# "Fired at two officers on patrol, killing both": as far before they may be told.
BOTH_REACH = 24
SPOKEN = SAYING - {"according", "saying", "adding"}
_BY_WHOM = frozenset(
    [("according", "to"), *((word, "of") for word in ("account", "word", "words", "testimony", "count", "tally"))]
)
# "They killed my husband soon after", "shot his father there".
_SOON = frozenset(("soon", "shortly", "then", "there", "yesterday", "today", "later"))
_OPENERS = INDEFINITE | DEFINITE | {"both", "she", "he", "and"}


def singulars(
    reader: NounReader, first: int, past: int, numbers: frozenset[int], counted: list[Phrase]
) -> list[Phrase]:
    """The phrases of one person each between two tokens; `numbers` are the tokens of the `counted` phrases' numbers."""
    lowers = reader.tokens.lowers
    found = [
        phrase
        for index in compress(count(first), map(_OPENERS.__contains__, lowers[first : max(first, past - 1)]))
        if index not in numbers
        and index + 1 not in numbers
        and not _is_relatives(reader, index)
        and (phrase := _opened(reader, index, past)) is not None
        and not _speaks(reader, phrase, past)
    ]
    found += [kin for phrase in found if (kin := _spouse(reader, phrase, past)) is not None]
    found += _titled(reader, first, past)
    spans = [(phrase.start, phrase.end) for phrase in (*counted, *found)]
    return [p for p in found if lowers[p.start] in INDEFINITE or not _lies_in(p, spans)]


def _is_relatives(reader: NounReader, index: int) -> bool:
    """'the teenage son of a contractor': whose relative somebody is."""
    return reader.tokens.lowers[index - 1] == "of" and any(
        m is not None and m.end == index - 1 and not m.entry.plural and m.entry.measure is None
        for m in (reader.persons.get(index - 2), reader.persons.get(index - 3))
    )


def _lies_in(phrase: Phrase, spans: list[tuple[int, int]]) -> bool:
    """A known person inside another phrase: 'her son' in 'a mother and her son'."""
    return any(start < phrase.start < end for start, end in spans)


def _one(index: int) -> Phrase:
    quantity = Quantity(index, index + 1, index, 1, 1, "exact", after_end=index + 1)
    return Phrase(quantity, index, index + 1, None, -1, None, False, None, None, singular=True)


def _opened(reader: NounReader, index: int, past: int) -> Phrase | None:
    """The person that an article or a possessive opens, or 'another', 'a third' alone."""
    lowers = reader.tokens.lowers
    if lowers[index] in ("she", "he"):
        return _with_own(reader, index, past)
    if lowers[index] == "and":
        return _next_kin(reader, index, past)
    phrase = reader.head_of(_one(index), index + 1, past, -1)
    head = phrase.head if phrase is not None else None
    if lowers[index] == "both":
        told = phrase is not None and head is not None and head.role != "event"
        return _both(reader, phrase) if phrase is not None and told else _both_of_them(reader, index, past)
    if phrase is not None and head is not None and head.role == "event" and lowers[index + 1] == "first":
        told = lowers[index] in DEFINITE and head.measure in HARMED and not head.plural
        return phrase if told and lowers[index - 1] not in ASIDE else None  # "suffered its first fatality"
    if phrase is None or head is None or (head.role == "event" and not _is_one_displaced(head)):
        return _body_of(reader, phrase, past) or _next_one(reader, index, past)
    if head.plural:
        return None
    if head.word == AGED or (head.word == "national" and AGED in lowers[index : phrase.head_at]):
        return phrase._replace(head=_of_age(reader, phrase, head))
    if lowers[index] not in DEFINITE:
        return over_age(reader, _with_owner(reader, phrase, past))
    if head.word in POINTING or head.unit != "people":
        return None
    return _known(reader, phrase, past)


def _is_one_displaced(head: PersonNoun) -> bool:
    """'A refugee was killed': one person, though many refugees are told as what became of them."""
    return head.measure == "displaced" and not head.plural and head.word != "displaced"


def _body_of(reader: NounReader, phrase: Phrase | None, past: int) -> Phrase | None:
    """'The body of a kidnapped engineer was found'."""
    lowers = reader.tokens.lowers
    if phrase is None or phrase.head is None or not phrase.head.word.endswith("body"):
        return None
    at = phrase.end + 1
    if at + 1 >= past or lowers[at - 1] != "of" or FOUND.isdisjoint(lowers[max(0, phrase.start - FOUND_REACH) : past]):
        return None
    near = range(at, min(past, at + FOUND_REACH))
    whose = next((reader.persons[k] for k in near if k in reader.persons), None)
    end = whose.end if whose is not None and not whose.entry.plural else _name(reader, at, past)
    if end == at:
        return None
    population = whose.entry.population if whose is not None and end == whose.end else "all"
    return phrase._replace(end=end, head=replace(phrase.head, population=population))


def _of_age(reader: NounReader, phrase: Phrase, head: PersonNoun) -> PersonNoun:
    """'A 10-year-old was killed', 'a 15-year-old Palestinian': a child, where the age says so."""
    age = next((word for word in reader.tokens.texts[phrase.start : phrase.head_at] if word.isdigit()), "")
    years = plain_number(age)
    return replace(head, population="children") if years is not None and years < OF_AGE else head


def _with_own(reader: NounReader, index: int, past: int) -> Phrase | None:
    """'She and her daughter': two people."""
    lowers = reader.tokens.lowers
    if lowers[index + 1 : index + 2] != ["and"] or lowers[index + 2 : index + 3] not in (["his"], ["her"]):
        return None
    phrase = reader.head_of(_one(index + 2), index + 3, past, -1)
    if phrase is None or phrase.head is None or phrase.head.plural or phrase.head.role != "victim":
        return None
    if phrase.head.unit == "households":
        return None  # "he and his family fled": nobody counted them
    two = phrase.quantity._replace(start=index, hedge_start=index, low=2, high=2)
    return phrase._replace(start=index, quantity=two, head=replace(phrase.head, population="all"), singular=False)


def _spouse(reader: NounReader, phrase: Phrase, past: int) -> Phrase | None:
    """'A father, mother and four children', 'a husband and wife': the second of two under one article."""
    kin = spouse_behind(reader, phrase.end, past) if phrase.singular else None
    return _one(kin.start)._replace(end=kin.end, head=kin.entry, head_at=kin.start) if kin is not None else None


def _next_kin(reader: NounReader, index: int, past: int) -> Phrase | None:
    """'the groom's father and brother were killed': another one of the same family, under the same article."""
    before, kin = reader.persons.get(index - 1), reader.persons.get(index + 1)
    if before is None or kin is None or before.entry.word not in KIN or kin.entry.word not in KIN or kin.end >= past:
        return None
    told = reader.tokens.lowers[kin.end] in AUXILIARIES or kin.end in reader.triggers
    return _one(index + 1)._replace(end=kin.end, head=kin.entry, head_at=kin.start) if told else None


def _both(reader: NounReader, phrase: Phrase) -> Phrase | None:
    """'both attackers were shot dead', but not 'both rebels and soldiers'."""
    listed = reader.tokens.lowers[phrase.end : phrase.end + 1] == ["and"]
    if listed or phrase.head is None or not phrase.head.plural or phrase.head.unit != "people":
        return None
    return phrase._replace(quantity=phrase.quantity._replace(low=2, high=2), singular=False)


def _both_of_them(reader: NounReader, index: int, past: int) -> Phrase | None:
    """'fired at two officers on patrol, killing both', 'killing both of them instantly'."""
    lowers = reader.tokens.lowers
    if not any(m.entry.measure in HARMED for m in reader.triggers.get(index - 1, ())):
        return None
    end = index + 1 + 2 * (lowers[index + 1 : index + 3] in (["of", "them"], ["of", "whom"]))
    closed = end >= past or reader.tokens.kinds[end] == MARK or lowers[end] in ADVERBS | ELSEWHERE | BEHIND_ONE
    if not closed:
        return None
    two = _one(index)
    told = _two_before(reader, index)
    two = two if told is None else two._replace(head=told.entry, head_at=index)
    return two._replace(quantity=two.quantity._replace(low=2, high=2), end=end, singular=False)


def _two_before(reader: NounReader, index: int) -> Match[PersonNoun] | None:
    """Whom 'both' takes up: the 'two officers' that its sentence tells of before."""
    for k in range(index - 2, max(0, index - BOTH_REACH), -1):
        if reader.tokens.texts[k] == ".":
            return None
        if reader.tokens.lowers[k] == "two":
            nouns = (reader.persons.get(at) for at in range(k + 1, k + 4))
            return next((m for m in nouns if m is not None and m.entry.plural and m.entry.role != "event"), None)
    return None


def _next_one(reader: NounReader, index: int, past: int) -> Phrase | None:
    """'another', 'a third', 'the other' without a noun, right before what befell them."""
    lowers = reader.tokens.lowers
    end = index + 1 + (lowers[index + 1] in NEXT_ONES)
    another = lowers[index] == "another"
    if end > past or not (another or (end > index + 1 and lowers[index] in ("a", "the"))):
        return None
    ends = end == past or reader.tokens.kinds[end] == MARK or reader.tokens.texts[end][:1].isupper()
    if ends or lowers[end] in BEHIND_ONE:
        harmed = any(m.entry.measure in HARMED for m in reader.triggers.get(index - 1, ()))
        return _one(index)._replace(end=end) if harmed else None
    told = lowers[end] in AUXILIARIES or _dies(reader, end, past)
    placed = end > index + 1 and lowers[end] in ELSEWHERE and reader.tokens.texts[end + 1 : end + 2] != []
    told = told or (placed and reader.tokens.texts[end + 1][:1].isupper())  # "one in Aleppo and a second in Homs"
    told = told or (another and (_is_elsewhere(reader, end, past) or _is_harmed(reader, end)))
    return _one(index)._replace(end=end) if told else None


def _is_elsewhere(reader: NounReader, at: int, past: int) -> bool:
    """'another in Homs', but not 'a bomb in Mosul killed 11 people and another in Kirkuk six'."""
    if reader.tokens.lowers[at] not in ELSEWHERE:
        return False
    end = next((k for k in range(at + 1, past) if not reader.tokens.texts[k][:1].isupper()), past)
    return end == at + 1 or end == past or small(reader.tokens.texts[end].lower()) is None


def _dies(reader: NounReader, at: int, past: int) -> bool:
    """'Four were killed and a fifth later died in hospital'."""
    while at < past and reader.tokens.lowers[at] in ADVERBS:
        at += 1
    return any(m.entry.measure in HARMED and m.entry.form == "intransitive" for m in reader.triggers.get(at, ()))


def _is_harmed(reader: NounReader, at: int) -> bool:
    """'One soldier was killed and another wounded': a participle that nobody stands behind."""
    told = [m for m in reader.triggers.get(at, ()) if m.entry.form == "participle" and m.entry.measure in HARMED]
    return bool(told) and told[0].end not in reader.persons


def _known(reader: NounReader, phrase: Phrase, past: int) -> Phrase | None:
    """'the driver', 'the mayor of the old town'; None for 'the rebel stronghold', 'the driver's house'."""
    tokens, end = reader.tokens, phrase.end
    if end < past and tokens.lowers[end] == "of":
        end = _office(reader, end, past)
    if end == phrase.end and end in reader.triggers and _is_plural(reader, phrase, end):
        return None
    if end > phrase.end and (told := _past_clause(reader, phrase.end, end, past)) > end:
        return phrase._replace(end=told)
    if end < past and tokens.lowers[end] == "," and end > phrase.head_at:
        named = _name(reader, end + 1, past)
        if named > end + 1 and named < past and tokens.lowers[named] == "," and kin_behind(reader, named + 1, past):
            return phrase._replace(end=named + 1)  # "the governor, Omar Haddad, and his driver"
    ends = end >= past or tokens.kinds[end] == MARK or tokens.lowers[end] in STOPS or tokens.lowers[end] in _SOON
    if ends or end in reader.triggers:
        return phrase._replace(end=end)
    named = _name(reader, end, past)
    return phrase._replace(end=named) if named > end else None


def _past_clause(reader: NounReader, first: int, at: int, past: int) -> int:
    """The token before the verb of 'the pilot of a jet shot down over the town on Friday was killed'; else `at`."""
    tokens = reader.tokens
    if not any(word.endswith(("ed", "ing")) or word in OPENING_CLAUSE for word in tokens.lowers[first : at + 1]):
        return at
    for k in range(at + 1, min(past - 1, at + CLAUSE_REACH)):
        if tokens.lowers[k] in ("was", "had", "has"):
            verb = next((n for n in range(k + 1, min(past, k + 4)) if n in reader.triggers), None)
            told = verb is not None and reader.triggers[verb][0].entry.measure in HARMED
            return k if told else at
        if (tokens.kinds[k] == MARK and tokens.lowers[k] != "-") or tokens.lowers[k] in AUXILIARIES | RELATIVES:
            return at
    return at


def _is_plural(reader: NounReader, phrase: Phrase, end: int) -> bool:
    """'The civilian dead': all of them, but not 'left the driver dead'."""
    adjective = all(m.entry.form == "adjective" for m in reader.triggers[end])
    return adjective and reader.tokens.lowers[phrase.start - 1] not in LEAVING


def _office(reader: NounReader, at: int, past: int) -> int:
    """The token after 'of the old town' behind 'the mayor'."""
    tokens = reader.tokens
    for end in range(at + 1, min(past, at + OFFICE_REACH)):
        if tokens.lowers[end] == "-" and end + 1 < past and tokens.ends[end] == tokens.starts[end + 1]:
            continue  # "the pilot of a MiG-23"
        if tokens.kinds[end] == MARK or tokens.lowers[end] in STOPS or end in reader.triggers:
            return end
        if tokens.kinds[end] == NUMBER and tokens.lowers[end - 1] == "-":
            continue
        if tokens.kinds[end] not in (WORD, POSSESSIVE):
            return at
    return at


def _titled(reader: NounReader, first: int, past: int) -> Iterator[Phrase]:
    """'journalist Omar Haddad was killed': a noun of one person before a name."""
    for at in compress(count(first), map(reader.persons.__contains__, range(first, past))):
        person = reader.persons[at]
        if not _is_title(person.entry) or not _is_written_as_title(reader, at, first, person.entry):
            continue
        end = _name(reader, person.end, past)
        if end > person.end:
            phrase = _one(_described_from(reader, at, first))._replace(end=end, head=person.entry, head_at=at)
            if not _speaks(reader, phrase, past):
                yield _over_comma(reader, phrase, past)


def _over_comma(reader: NounReader, phrase: Phrase, past: int) -> Phrase:
    """'The chief of staff, Colonel Ivan Petrik, has died': the comma behind an apposition parts nothing."""
    lowers, end = reader.tokens.lowers, phrase.end
    if lowers[phrase.start - 1] != "," or lowers[end : end + 1] != [","] or end + 1 >= past:
        return phrase
    goes_on = lowers[end + 1] in AUXILIARIES or end + 1 in reader.triggers or kin_behind(reader, end + 1, past)
    return phrase._replace(end=end + 1) if goes_on else phrase


def _described_from(reader: NounReader, at: int, first: int) -> int:
    """Where the words open that describe one with a title: "killed top al-Qaida official Omar Haddad"."""
    start = at
    while start > first and at - start < LONGEST_TITLE and start - 1 not in reader.triggers:
        word, kind = reader.tokens.lowers[start - 1], reader.tokens.kinds[start - 1]
        if kind != WORD or word in STOPS or word in DETERMINERS or start - 1 in reader.persons:
            return at
        start -= 1
    harmed = start > first and any(m.entry.form in ("active", "participle") for m in reader.triggers.get(start - 1, ()))
    return start if harmed else at


def _is_written_as_title(reader: NounReader, at: int, first: int, noun: PersonNoun) -> bool:
    """'journalist Omar Haddad'; with a capital only ranks and offices in running text: 'killed Colonel Ali Reza'."""
    texts = reader.tokens.texts
    if not texts[at][:1].isupper():
        return True
    behind = reader.tokens.kinds[at - 1] == MARK and at - 2 not in reader.persons
    opens = at == first or texts[at - 1][:1].islower() or behind
    return noun.word.lower().split()[-1] in RANKS and opens


def _is_title(noun: PersonNoun) -> bool:
    return not noun.plural and noun.role in ("victim", "fighter") and noun.unit == "people" and noun.measure is None


def _name(reader: NounReader, at: int, past: int) -> int:
    """The token after the name of a person that begins at `at`."""
    tokens = reader.tokens
    end = at
    if at >= past or not tokens.texts[at][:1].isupper():
        return at
    while end < min(past, at + LONGEST_NAME) and tokens.kinds[end] == WORD and is_of_name(tokens.texts[end]):
        if end in reader.actors or end in reader.triggers or end in reader.things:
            return at
        end += 1
    return end


def _speaks(reader: NounReader, phrase: Phrase, past: int) -> bool:
    """'killing five people, residents and a hospital official said', 'its spokesman, said that ...'."""
    tokens, end = reader.tokens, phrase.end
    if tuple(tokens.lowers[max(0, phrase.start - 2) : phrase.start]) in _BY_WHOM:
        return True  # "according to a doctor, nine people were killed"
    apposed = tokens.lowers[end : end + 1] == [","] and tokens.lowers[phrase.start] in DEFINITE
    end += apposed
    if end >= past or tokens.lowers[end] not in SPOKEN or end in reader.triggers:
        return False
    # "..., including the mayor, said the agency"
    return not apposed or (end + 1 < past and tokens.texts[end + 1].islower() and tokens.lowers[end + 1] != "the")


def _with_owner(reader: NounReader, phrase: Phrase, past: int) -> Phrase:
    """'a colleague of his', 'a volunteer of the Red Crescent was ...'."""
    lowers, end = reader.tokens.lowers, phrase.end
    if lowers[end : end + 1] != ["of"] or end + 1 >= past or phrase.head is None or phrase.head.unit != "people":
        return phrase
    if lowers[end + 1] in OWNERS:
        return phrase._replace(end=end + 2)
    owner = _office(reader, end, past)
    return phrase._replace(end=owner) if owner < past and lowers[owner] in AUXILIARIES else phrase
