"""Ages: numbers that tell how old people are.

Belongs here: finding them, and what they say of those counted. Does not: other numbers of no count (`counting`).
"""

from pipeline.extract.numerals import plain_number, small
from pipeline.extract.tokens import NUMBER, WORD, Tokens
from pipeline.extract.toll_words import COUNTS

_AGES_REACH = 8
OF_AGE = 18
LIST_OF_AGES = frozenset((",", "and", "to", "or", "between", "from"))
# "A woman of 91", and what tells how many children one has: "a mother of three".
AGED = frozenset("woman man boy girl child pensioner mother father grandmother grandfather".split())
KIN = frozenset(
    "father mother brother sister son daughter wife husband uncle aunt cousin nephew niece grandfather"
    " grandmother".split()
)
_BEING = frozenset(("was", "is"))
BEHIND_AGE = frozenset("was and who had is has died told said a an from his her lost".split())
_BEHIND_BOUND = BEHIND_AGE | {"years", "were", "have", "had", "of", "in", "at", "on", "with", "when", "are", "or"}
_NEAR_AGE = _BEING | {"about", "only", "just", "around", "nearly", "almost", "barely"}
_PAST_AGE = frozenset((",", ".", ";", ")", "and", "when", "at", "years"))
_ONE = frozenset(("who", "he", "she"))
# "named as Adam Deng, 44.": behind the age the sentence or the name ends.
_ENDS_NAME = frozenset((",", ".", ";", ")", "and"))
_LYING_IN = frozenset("in at near from of outside around on to".split())
# "Two brothers, 8 and 12, died": those who are told by their years.
_YOUNG = frozenset("brothers sisters siblings twins cousins boys girls children sons daughters teenagers".split())
_OLDEST = 110
_BEARING = frozenset(("suffered", "sustained", "received", "lost", "has", "had"))
_A = frozenset(("a", "an", "his", "her", "one"))
# "Nine of them under five", "two of whom were over 60": a bound of years behind people told before.
BOUNDS = frozenset(("under", "over", "below", "above"))
# "17 or younger"
_OR_SO = frozenset(("younger", "older", "under", "over", "below", "above"))
_TOLD_OF = frozenset("them whom aged girls boys children men women some many most others several".split())
_WERE = frozenset(("was", "were", "are", "is"))


# "A boy, nine, was hurt": years that desks spell out.
IN_WORDS = frozenset("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())
_ONE_OF_WHOM = frozenset("a an his her another one".split())
_DESCRIBED_REACH = 7
_OF_MANY = frozenset("mostly mainly most including some many half all".split())


def mask_ages(tokens: Tokens, at: int, masked: list[bool]) -> None:
    """'three brothers aged six, eight and eleven': the numbers of one list, as far as they go on."""
    while at < len(tokens):
        number = tokens.kinds[at] == NUMBER or small(tokens.lowers[at]) is not None
        if not number and tokens.lowers[at] not in LIST_OF_AGES:
            return
        if number and tokens.lowers[at + 1 : at + 2] not in ([","], ["and"], ["to"], ["or"]):
            masked[at] = True
            return
        masked[at] = masked[at] or number
        at += 1


def is_age(tokens: Tokens, at: int) -> bool:
    """'The mayor, 56, was shot', 'Omar Haddad, 12, and his sister'."""
    texts, following = tokens.texts, tokens.lowers[at + 1 : at + 3]
    if tokens.lowers[at - 1] in _NEAR_AGE and _is_told_of_one(tokens, at):
        return True
    if tokens.lowers[at - 1] in BOUNDS and is_bound(tokens, at):
        return True
    if at > 1 and tokens.lowers[at - 1] == "of" and tokens.lowers[at - 2] in AGED and len(texts[at]) <= 2:
        return True
    if following[:1] == ["or"] and not _OR_SO.isdisjoint(following[1:]) and len(texts[at]) <= 2:
        return True
    if _behind_one(tokens, at) or _behind_name(tokens, at) or _of_several(tokens, at) or _bears_one(tokens, at):
        return True
    if not (1 < at < len(texts) - 2 and texts[at - 1] == "," == following[0] and len(texts[at]) <= 2):
        return False
    # "Amal*, 12, lost a leg": a name that stands for another.
    return (tokens.kinds[at - 2] == WORD or texts[at - 2] == "*") and following[1] in BEHIND_AGE


def _behind_one(tokens: Tokens, at: int) -> bool:
    """'A teacher, 45, and a nurse, 30, were shot': behind one person described, between marks."""
    lowers, kinds = tokens.lowers, tokens.kinds
    age = _age(lowers[at])
    if age is None or age >= _OLDEST or at < 3 or lowers[at - 1] != "," or lowers[at + 1 : at + 2] == []:
        return False
    if lowers[at + 1] not in _PAST_AGE - {"at", "years", "when"} or "," in tokens.texts[at] or lowers[at - 2] in COUNTS:
        return False
    if not _OF_MANY.isdisjoint(lowers[at + 2 : at + 3]):
        return False  # "the blast hit a bus: 12, mostly women, were killed"
    for k in range(at - 2, max(-1, at - 2 - _DESCRIBED_REACH), -1):
        if lowers[k] in _ONE_OF_WHOM:
            return k < at - 2
        if kinds[k] != WORD and lowers[k] != "-":
            return False
    return False


def is_spelled_age(tokens: Tokens, at: int) -> bool:
    """'A boy, nine, and his sister': behind a child or one of a family."""
    told_of = tokens.lowers[at - 2] if at > 1 else ""
    return (told_of in AGED or told_of in KIN) and _behind_one(tokens, at)


def is_bound(tokens: Tokens, at: int) -> bool:
    """'Nine of them under five', 'children under 12 were hit': nothing is counted behind the number."""
    lowers = tokens.lowers
    age = _age(lowers[at])
    if at < 3 or age is None or age >= _OLDEST or lowers[at - 2 - (lowers[at - 2] in _WERE)] not in _TOLD_OF:
        return False
    return at + 1 >= len(tokens) or tokens.kinds[at + 1] != WORD or lowers[at + 1] in _BEHIND_BOUND


def _bears_one(tokens: Tokens, at: int) -> bool:
    """'Omar 13 suffered a head injury': one person, of a text that has lost its commas."""
    behind = tokens.lowers[at + 1 : at + 3]
    named = (
        at > 0 and tokens.kinds[at - 1] == WORD and tokens.texts[at - 1][:1].isupper() and len(tokens.texts[at]) <= 2
    )
    return named and len(behind) > 1 and behind[0] in _BEARING and behind[1] in _A


def _behind_name(tokens: Tokens, at: int) -> bool:
    """'The dead were named as Adam Deng, 44, and Mary Ayen, 16.'; "in East Ghouta, 44" counts."""
    texts = tokens.texts
    if at < 3 or texts[at - 1] != "," or len(texts[at]) > 2 or not texts[at].isdigit():
        return False
    if at + 1 < len(texts) and texts[at + 1] not in _ENDS_NAME:
        return False
    first = at - 2
    while first >= 0 and texts[first][:1].isupper() and tokens.kinds[first] == WORD:
        first -= 1
    return first >= 0 and tokens.lowers[first] not in _LYING_IN and (first < at - 3 or tokens.lowers[first] in KIN)


def _of_several(tokens: Tokens, at: int) -> bool:
    """'Two brothers, 8 and 12, died': either number."""
    lowers = tokens.lowers
    for first in (at, at - 2):
        if first < 2 or lowers[first - 1] not in (",", "(") or lowers[first - 2] not in _YOUNG:
            continue
        ages = lowers[first], lowers[first + 2 : first + 3]
        if lowers[first + 1 : first + 2] == ["and"] and lowers[first + 3 : first + 4] in ([","], [")"], ["."]):
            return all((age := plain_number(word)) is not None and age < _OLDEST for word in (ages[0], *ages[1]))
    return False


def _is_told_of_one(tokens: Tokens, at: int) -> bool:
    """'The driver, who was 25, died', 'who wore a suit and was about 25, died', 'he was only 19'."""
    lowers = tokens.lowers
    verb = at - 1 - (lowers[at - 1] not in _BEING)
    if verb < 1 or lowers[verb] not in _BEING or len(tokens.texts[at]) > 2:
        return False
    if at + 1 < len(tokens) and lowers[at + 1] not in _PAST_AGE:
        return False
    if lowers[verb - 1] in _ONE:
        return True
    return lowers[verb - 1] == "and" and "who" in lowers[max(0, verb - _AGES_REACH) : verb]


def are_under_age(tokens: Tokens, at: int) -> bool:
    """'22,000 of them were under 18', 'half of the displaced are 17 or younger', 'nine of them under the age of 12'."""
    at += tokens.lowers[at : at + 1] != [] and tokens.lowers[at] in _WERE
    words = tokens.lowers[at : at + 5]
    bound = words[:1] in (["under"], ["below"]) or words[:2] == ["younger", "than"]
    if bound:
        words = words[1 + (words[0] == "younger") :]
        words = words[3:] if words[:3] == ["the", "age", "of"] else words
    elif words[1:2] != ["or"] or words[2:3] not in (["younger"], ["under"], ["below"]):
        return False
    age = _age(words[0]) if words else None
    return age is not None and age <= OF_AGE


def _age(word: str) -> int | None:
    return small(word) if (told := plain_number(word)) is None else told


def is_grown(tokens: Tokens, at: int) -> bool:
    """'Their son, 20, was hit in the leg': whether an age of 18 or more follows."""
    if tokens.lowers[at : at + 1] != [","] or tokens.lowers[at + 2 : at + 3] not in ([","], ["."], [";"]):
        return False
    age = plain_number(tokens.lowers[at + 1])
    return age is not None and OF_AGE <= age < _OLDEST


def are_minors(tokens: Tokens, at: int) -> bool:
    """'Two brothers aged 7 and 9', 'two brothers, 7 and 9,': whether ages follow, all of them below 18."""
    at += tokens.lowers[at : at + 1] == [","]
    told = tokens.lowers[at : at + 1] == ["aged"]
    if not told and _of_several(tokens, at):
        told, at = True, at - 1
    if not told and tokens.lowers[at : at + 1] not in (["between"], ["from"]):
        return False
    ages = []
    for word in tokens.lowers[at + 1 : at + 1 + _AGES_REACH]:
        age = _age(word)
        if age is None and word not in LIST_OF_AGES:
            told = told or word in ("years", "year")
            break
        ages.append(age or 0)
    return told and 0 < max(ages, default=0) < OF_AGE
