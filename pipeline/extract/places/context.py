"""What the words around a name say about it.

Belongs here: cues before and after a name, and relations between neighbouring names. Does not: choosing a sense.
"""

import re
from itertools import pairwise

from pipeline.extract.gazetteer import Gazetteer, Vocabulary
from pipeline.extract.places.model import Found

REACH = 56
"""Characters looked at on either side: "in the northwestern countryside of the besieged province of " has 57."""
_WORDS_BACK = 6
_AFTER = re.compile(r"(?:['’]s)?([ -]{1,2})([A-Za-z]+(?:-[a-z]+)?)")
_APPOSED = re.compile(
    r",? (?:an?|the) (?:[a-z-]+ ){0,3}?(village|town|city|hamlet|suburb|district|neighbou?rhood|quarter)\b"
)
"""A name explained: "Kafr Zumar, a mountain village in ..."."""
_PERSON = re.compile(
    r"(?: [A-Z][\w'’-]+){0,2}, (?:\d\d?, )?(?:who\b|(?:an?|the|his|her|their|another) (?:[A-Za-z'’-]+ ){0,5}?([a-z-]+)"
    r"(?=[,.;]| (?:of|in|at|with|who|from|for|on|inside|near|and|whose|by|said|told|says|that)\b))"
)
"""A person explained: "Abu Kamal, a rebel commander, said", "Juba James, 34, who"."""
_PERSON_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]nother) (?:[a-z-]+ ){0,4}?([a-z-]+),"
    r" (?:[A-Z][\w'’-]+ ){1,2}$"
)
"""The same the other way round: "a teacher, Carmelo Guerrero"."""
_TITLED = re.compile(r"\b([A-Za-z]+)\.? (?:[A-Z][\w'’-]+ ){1,2}$")
"""A name behind a title and a first name: "spokesman Attaullah Khogyani", "Col. Israel Sucre"."""
_HEAD = re.compile(
    r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? ?/ ?){1,4}[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:, [A-Z]\w+)? ?(?:[—–]|--? )"
)
"""A report of several towns: "Homs / Hama / Tartous, SANA – "."""
_LONGEST_HEAD = 90
_SITE = re.compile(r" ((?:gas|oil) ?field|(?:military )?air(?:port|base| base|field)|dam|refinery|crossing)\b")
_SUBURBS_OF = re.compile(r"\b((?:north|south|east|west)[a-z]*) suburbs? of $")
_SUBURBS = re.compile(r"['’]s? ((?:north|south|east|west)[a-z]*) suburbs?\b")
"""The suburbs of a city on one side of it, which may lie in another province: "Beirut's southern suburbs"."""
_OWNER = re.compile(r"(?:['’]s|s['’])(?: [a-z-]+){0,3}(?: of)? $")
_OWNER_IN_S = re.compile(r"['’](?: [a-z-]+){0,3}(?: of)? $")
_LOST_OWNER = re.compile(r" (?:[a-z-]+ ){0,3}(?:of )?$")
"""What follows an owner whose apostrophe the text has lost: "Aleppos eastern district of ..."."""
_LIES_IN = re.compile(
    r"(?:^|[ ,])(?:with)?in(?:side)? (?!.*\b(?:near|border|outside|between|north|south|east|west) of )"
)
"""What lies in its container by the text's own word, and not only beside it or told next to it."""
_COORDINATE = re.compile(r"(?:,| and| or|, and|,? as well as|;|/|, the| and the| and in| to)? ?(?:the )?(?:[a-z-]+ )?$")
_LISTED = (", ", " and ", " or ", ", and ")
_BEARING = re.compile(
    r",? (?:just |far |about |some )?(?:\d+ ?[a-z]+ )?(?:to the )?(?:north|south|east|west)[a-z-]* of $| near $"
)
"""What lies north of a town lies in its country: "the village of al-Bureij northeast of Aleppo"."""
_DATELINE = re.compile(r"(?:/[A-Z][a-zA-Z '-]{2,20})?(?:, [A-Z][a-zA-Z]+)?\.? ?(?:\([A-Z][\w ./-]{1,30}\)|[—–:]|--? )")
_KIN = re.compile(
    r"(?:,? (?:and |& |versus )?(?:the )?[A-Z][\w'’-]+){1,3} (?:[a-z]+ )?"
    r"(?:sub-?)?(?:clan|tribe|communit|militia|herd|youth)[a-z]*\b"
)
"""Of a list of peoples the kind stands behind the last: "between the Dir and Marehan clans"."""
_BEHIND_GROUP = tuple(f" {preposition}{the} " for preposition in ("in", "of", "for") for the in ("", " the"))
_CREDIT = "ccording to "
"""Whom something is told by is no place: "according to Herrera"."""
_SEATED = frozenset({"organisation", "group", "group_head", "state_organ", "teller"})
"""Who has a seat: "in Cizre, the army in Ankara said"."""
_QUOTES = "\"'“”‘’(),;."
_TYPES = frozenset({"province", "settlement", "district", "part", "area", "camp"})
_VILLAGE_OF = re.compile(r" (?:village|hamlet|township|neighbou?rhood|suburb) of ")
"""What no country is: "Mali village of Kotli district"; headlines call a village of Syria "Syria village"."""
_COMPASS = ("north", "south", "east", "west")
_BESIDE = frozenset({"near", "outside", "around"})
"""What lies near a city that is a province lies in the province around it."""
_WITHIN = re.compile(r"(?<!\bto )\bthe [a-z-]+ of $")
"""The east of a city is a part of it, what lies east of it or to the east of it is not."""
_NONE: frozenset[str] = frozenset()


# "Called on Washington to", "urged Moscow": a capital that is asked stands for its government.
_APPEAL = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:up)?on|urg(?:es|ed|ing)|ask(?:s|ed|ing)|press(?:es|ed|ing)|accus(?:es|ed|ing)"
    r"|blam(?:es|ed|ing)) $"
)


# "Al-Qaeda's branch in the Sahel", "mostly ethnic Amhara": names of a group and of a people.
_BRANCH = re.compile(r"\b(?:(?:branch|affiliate|arm|wing|franchise|offshoot)(?: in| of)?(?: the)?|ethnic(?:ally)?) $")


# Characters of the longest appeal with a line break behind it.
_APPEAL_LENGTH = len("calling upon \n")


def look_around(text: str, found: Found, gazetteer: Gazetteer) -> None:
    """Read the words before and after a name into it."""
    vocabulary = gazetteer.vocabulary
    start, end = found.start, found.end
    before = text[max(0, start - REACH) : start]
    _read_before(before, found, vocabulary)
    after = _AFTER.match(text, end)
    if after:
        _read_after(after[1], after[2].lower(), found, vocabulary, opens=before.endswith("In "))
    if text[end : end + 1] in (",", " ") and not found.type_word:
        _read_apposed(text, found, vocabulary)
        found.stranger = found.stranger or (before.endswith("the ") and _KIN.match(text, end) is not None)
    if _opens_story(text, found):
        found.dateline = True
    if found.modifier and found.entries:
        _widen(found, gazetteer)
    if site := _SITE.match(text, end):
        _rename(found, f"{found.key} {site[1].lower()}", gazetteer)
    of = before.rstrip("\n").endswith(" of ")
    if suburbs := _SUBURBS.match(text, end) or (of and _SUBURBS_OF.search(before)):
        _rename(found, f"{suburbs[1]} suburbs of {found.key}", gazetteer)
    if found.type_word and _VILLAGE_OF.match(text, end):
        found.entries = tuple(entry for entry in found.entries if entry.kind != "country")
    if found.entries and (found.type_word or found.direction):
        _name_province(found, gazetteer, within=of and _WITHIN.search(before) is not None)


def _opens_story(text: str, found: Found) -> bool:
    """Whether a name stands in a dateline, alone or as one of several."""
    bracketed = text[found.start - 1 : found.start] == "(" and text[found.end : found.end + 1] == ")"
    start, end = found.start - bracketed, found.end + bracketed  # "(JUBA) - The rebels said"
    if (start == 0 or text[start - 1] in "\n\r") and _DATELINE.match(text, end):
        return True
    head = _HEAD.match(text) if found.end <= _LONGEST_HEAD else None
    return head is not None and found.end <= head.end()


def _read_apposed(text: str, found: Found, vocabulary: Vocabulary) -> None:
    """What a name is explained by: a person, who is no place, or the kind of place."""
    if not found.locative and _names_person(text, found, vocabulary):
        found.stranger = True
    elif apposed := _APPOSED.match(text, found.end):
        found.type_word = apposed[1]


def _names_person(text: str, found: Found, vocabulary: Vocabulary) -> bool:
    low = max(0, found.start - REACH)
    before = None
    if text[text.rfind(" ", low, max(low, found.start - 1)) + 1].isupper():  # both patterns end in a first name
        titled = _TITLED.search(text, low, found.start)
        if titled is not None and "title" in vocabulary.roles.get(titled[1].lower(), _NONE):
            return True
        before = _PERSON_BEFORE.search(text, low, found.start)
    person = before or _PERSON.match(text, found.end)
    return person is not None and (person[1] is None or "apposed" in vocabulary.roles.get(person[1], _NONE))


def _read_before(before: str, found: Found, vocabulary: Vocabulary) -> None:
    """Walk back over "of the besieged town of" to the word that governs the name."""
    words = before.lower().rsplit("\n", 1)[-1].split()
    last = len(words) - 1
    of = False
    for back in range(last, max(-1, last - _WORDS_BACK), -1):
        word = words[back]
        if word[-1] in ".!?:" and "title" not in vocabulary.roles.get(word[:-1], _NONE):
            break
        bare = word.strip(_QUOTES)
        if bare in ("of", "the"):
            of = of or bare == "of"
            continue
        roles = vocabulary.roles.get(bare, _NONE)
        if not roles and bare not in vocabulary.demonyms:
            break
        if _governs(bare, roles, of, back == last, found, vocabulary):
            break
    if _APPEAL.search(before, len(before) - _APPEAL_LENGTH) or _BRANCH.search(before):
        found.group, found.locative = True, False
    elif before.endswith(_CREDIT):
        found.locative = False
    if before.endswith(_BEHIND_GROUP) and vocabulary.named_group.search(before):
        found.group = True


def _governs(word: str, roles: frozenset[str], of: bool, adjacent: bool, found: Found, vocabulary: Vocabulary) -> bool:
    """Take one word before a name into account; whether the walk back ends at it."""
    if of and "direction" in roles:
        found.direction, found.locative = f"{word} of", True
        return True
    if of and "outskirts" in roles:
        found.direction = f"{word} of"
        return False
    if not of and "title" in roles:
        found.stranger = True
        return True
    if roles & _TYPES and "modifier" not in roles:
        if of or (adjacent and "settlement" in roles and found.entries):
            found.type_word = found.type_word or word
            return False
        return True
    if word in vocabulary.demonyms:
        found.people = found.people or vocabulary.demonyms[word][0]
        return False
    if "modifier" in roles:
        found.direction = found.direction or (None if of else word)
        found.modifier = word if adjacent else found.modifier
        return False
    if "near" in roles:
        found.direction = word
    found.locative = found.locative or "locative" in roles
    return True


def _read_after(joint: str, word: str, found: Found, vocabulary: Vocabulary, *, opens: bool) -> None:
    """Take the word behind a name into account; one that `opens` a sentence is a place ("In Daraya army men ...")."""
    roles = vocabulary.roles.get(word, _NONE)
    if joint == "-":
        found.group = found.group or "joined" in roles
    elif roles & _TYPES:
        found.type_word = found.type_word or word
    elif opens:
        return
    elif "group" in roles or (not found.locative and "adjectival" in vocabulary.roles.get(found.key, _NONE)):
        found.group = True


def _widen(found: Found, gazetteer: Gazetteer) -> None:
    """Take a lower-case "western" into the name when the two together are one: "western Ghouta", "north Lebanon"."""
    key = f"{found.modifier} {found.key}"
    if any(e.kind == "country" and e.primary for e in found.entries):
        return  # "south Lebanon" is more than the governorate of that name
    entries = tuple(e for e in gazetteer.lookup(key) if e.primary or e.kind == "admin1")
    if entries:
        found.key, found.entries, found.weak = key, entries, False


def _rename(found: Found, key: str, gazetteer: Gazetteer) -> None:
    """Take what stands around a name into it where the two are one: "Shaar gas field" is no quarter of Shaar."""
    entries = gazetteer.lookup(key)
    if entries:
        found.key, found.entries, found.weak = key, entries, False


def _name_province(found: Found, gazetteer: Gazetteer, *, within: bool) -> None:
    """Take a word into the name of a province called after its city: "Damascus suburbs", "countryside of Damascus"."""
    word = found.type_word
    if found.direction and found.direction.endswith(" of"):
        word = found.direction.removesuffix(" of")
        word = "outskirts" if word.startswith(_COMPASS) and not within else word
    elif found.direction in _BESIDE and word is None:
        word = "outskirts"
    entries = tuple(e for e in gazetteer.lookup(f"{found.key} {word}") if e.kind == "admin1")
    if entries and entries[0].place.admin1 != found.entries[0].place.admin1:
        found.key, found.entries, found.weak = f"{found.key} {word}", entries, False


def link(text: str, known: list[Found], vocabulary: Vocabulary) -> None:
    """Note which name the text puts inside which, and carry cues and containers over lists."""
    coordinate: list[tuple[Found, Found]] = []
    inner: Found | None = None
    for left, right in pairwise(known):
        told, inner = inner, left
        if right.start - left.end > REACH:
            continue
        gap = text[left.end : right.start]
        if "\n" in gap:
            continue
        if _owns(text, left, gap):
            right.container, right.locative = left, True
            _hand_on(told, left, right)
        elif _may_hold(right, left) if gap in (", ", " ") else _lies_in(gap, vocabulary):
            left.container, left.within = right, _LIES_IN.search(gap) is not None
        elif _BEARING.match(gap):
            left.container = left.container or right
        elif _heads_sentence(text, left, gap):
            right.container = right.container or left
        if _COORDINATE.match(gap):
            coordinate.append((left, right))
            _pair(text, left, right, gap, vocabulary)
    for left, right in reversed(coordinate):
        left.container = left.container or right.container


def _lies_in(gap: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands between two places puts one into the other; ", the army in" only seats who speaks."""
    if vocabulary.inside.match(gap) is None:
        return False
    roles = vocabulary.roles.get(gap.split()[-2] if gap.startswith(", ") and gap.endswith(" in ") else "", _NONE)
    return roles.isdisjoint(_SEATED)


def _hand_on(inner: Found | None, owner: Found, owned: Found) -> None:
    """Put what lies in an owner into what is owned: "Tumaco in Colombia's Narino department"."""
    state = any(entry.kind == "country" for entry in owner.entries)
    if state and inner is not None and inner.container is owner and inner.within:
        inner.container = owned


def _heads_sentence(text: str, left: Found, gap: str) -> bool:
    """Whether a province opens the sentence: "In Afar, to the east, shells fell on the town of Abala"."""
    opens = gap[:1] == "," and text.startswith("In ", left.start - 3) and ". " not in gap
    return opens and any(entry.kind == "admin1" for entry in left.entries)


def _pair(text: str, left: Found, right: Found, gap: str, vocabulary: Vocabulary) -> None:
    """Give each of two names told together what holds for the other."""
    if gap.startswith(_LISTED):
        right.mate = left.mate or left
        left.mate = right
    right.locative = right.locative or left.locative
    if (
        left.group
        and gap in (" and ", " and the ")
        and vocabulary.named_group.search(text[max(0, left.start - REACH) : left.start])
    ):
        right.group = True


def _owns(text: str, left: Found, gap: str) -> bool:
    """Whether the first name owns the second ("Aleppo's Bab district"), with or without its apostrophe."""
    if _OWNER.match(gap) or (text[left.end - 1] == "s" and _OWNER_IN_S.match(gap)):
        return True
    return text[left.end - 1] == "s" and not left.key.endswith("s") and _LOST_OWNER.match(gap) is not None


def _may_hold(outer: Found, inner: Found) -> bool:
    """Whether "inner, outer" can mean that one lies in the other, not that both are items of a list."""
    return any(
        o.country == i.country and (o.kind == "country" or (o.kind == "admin1" and o.place.admin1 == i.place.admin1))
        for o in outer.entries
        for i in inner.entries
        if i.kind != "country" and i.place.name != o.place.name
    )
