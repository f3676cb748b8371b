"""People told twice in one sentence: "Colonel Haddad, the police chief", "two of its staff, a pharmacist and a nurse".

Belongs here: which single people are those of the phrase before them. Does not: phrases of one person (`singles`),
parts of a number (`inclusion`).
"""

from pipeline.extract.asides import closing
from pipeline.extract.grammar import ARTICLES, INDEFINITE
from pipeline.extract.nouns import NounReader, Phrase, is_of_name

# People named one by one behind their number: "three boys, ..." is seldom spelt out, longer lists never.
LONGEST_APPOSITION = 4
_MALE = frozenset(("men", "boys", "fathers", "sons", "brothers"))


def without_apposed(reader: NounReader, phrases: list[Phrase]) -> list[Phrase]:
    """'Two of its staff, a pharmacist and a nurse, were killed': the single people are those of the number."""
    phrases = _without_described(reader, phrases)
    kept: list[Phrase] = []
    at = 0
    while at < len(phrases):
        phrase = phrases[at]
        if at + 1 < len(phrases) and _is_same_person(reader, phrase, phrases[at + 1]):
            phrase = _as_one(phrase, phrases[at + 1])
            at += 1
        kept.append(phrase)
        at += 1 + _apposed(reader, phrase, phrases[at + 1 : at + 1 + LONGEST_APPOSITION])
    return kept


def _is_same_person(reader: NounReader, phrase: Phrase, following: Phrase) -> bool:
    """'Colonel Omar Haddad, the police chief of the town, was killed': who a person is, behind the name."""
    tokens, end = reader.tokens, following.end
    if not (phrase.singular and following.singular) or following.start != phrase.end + 1 or end >= len(tokens):
        return False
    if (
        tokens.lowers[phrase.end] != ","
        or tokens.lowers[following.start] not in ARTICLES
        or not _may_be(phrase, following)
    ):
        return False
    named = is_of_name(tokens.texts[phrase.end - 1]) and phrase.end - phrase.head_at > 1
    listed = tokens.lowers[end + 1 : end + 2] == ["and"] and tokens.lowers[end + 2 : end + 3] not in (["his"], ["her"])
    return named and tokens.lowers[end] == "," and not listed


def _as_one(phrase: Phrase, following: Phrase) -> Phrase:
    """A person with the description behind the name; it tells who a governor was who is 'a general' as well."""
    head = phrase.head
    if head is None or head.population == "all" or (head.affiliation is None and head.population == "combatants"):
        head = following.head or head
    return phrase._replace(head=head, end=following.end + 1)


def _named_by(reader: NounReader, person: Phrase, named: Phrase) -> int:
    """The closing comma of 'A border guard, Sergeant Omar Haddad, was killed'; 0 where two people are told of."""
    texts, end = reader.tokens.texts, named.end - (reader.tokens.texts[named.end - 1] == ",")
    if named.start != person.end + 1 or not texts[named.start][:1].isupper() or texts[end : end + 1] != [","]:
        return 0
    return end if reader.tokens.lowers[end + 1 : end + 2] in (["was"], ["is"], ["has"], ["had"]) else 0


def _without_described(reader: NounReader, phrases: list[Phrase]) -> list[Phrase]:
    """'A man, a teacher and a father of two, was shot dead': one person, and who that is."""
    lowers = reader.tokens.lowers
    kept: list[Phrase] = []
    for phrase in phrases:
        last = kept[-1] if kept and kept[-1].singular else None
        if last is not None and phrase.singular and lowers[last.end : last.end + 1] == [","]:
            named = _named_by(reader, last, phrase)
            close = named or closing(lowers, reader.triggers, last.end, len(lowers))
            if last.end < phrase.start < close:
                kept[-1] = _as_one(last, phrase)._replace(end=named + 1 if named else last.end)
                continue
        kept.append(phrase)
    return kept


def _apposed(reader: NounReader, phrase: Phrase, following: list[Phrase]) -> int:
    """How many of the phrases behind a number name those it counts, one by one."""
    lowers, number = reader.tokens.lowers, phrase.quantity
    if phrase.singular or phrase.partitive or number.low != number.high or number.value > LONGEST_APPOSITION:
        return 0
    end, left, listed = phrase.end, number.value, 0
    for single in following:
        gap = lowers[end : single.start]
        opened = gap in ([","], [], ["–"], ["—"], ["("]) if listed == 0 else set(gap) <= {",", "and"}
        word = lowers[single.quantity.start]
        told_of = word in INDEFINITE or (listed and word in ("his", "her"))
        if not opened or not told_of or not _may_be(phrase, single):
            return 0
        left, end, listed = left - single.quantity.value, single.end, listed + 1
        if left <= 0:
            break
    return listed if left == 0 else 0


def _may_be(phrase: Phrase, single: Phrase) -> bool:
    """Whether one of "two soldiers" may be "a nurse", one of "two men" "a woman"."""
    if phrase.head is None or single.head is None:
        return True
    group, one = phrase.head.population, single.head.population
    if group in ("women", "children") or (phrase.head.word in _MALE and one in ("women", "children")):
        return one == group
    return group != "combatants" or one in ("combatants", "all")
