"""Phrases that divide those counted before: "40 of the patients are women", "the remainder, 79, belonged to the army".

Belongs here: finding such phrases and the noun that tells who they are. Does not: which figure they divide (`figures`),
shares told within one sentence (`sharing`), what is left without a number (`figures`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.grammar import AUXILIARIES
from pipeline.extract.nouns import COPULAS, NounReader, Phrase

REST = frozenset(("rest", "remainder", "others", "balance"))
_LEFT = frozenset(("remaining", "other"))
# "Six of the patients", "nine of the people": nouns that name nobody but those counted before.
_MERE = frozenset(("patients", "people", "persons", "casualties", "cases", "fatalities", "arrivals"))
# "Women accounted for 12 of the dead", "civilians make up 900 of them": verbs whose subject tells who the number are.
_MAKING = (
    ["made", "up"],
    ["make", "up"],
    ["making", "up"],
    ["accounted", "for"],
    ["account", "for"],
    ["accounting", "for"],
)
_FORMING = frozenset("constituted constitute comprised comprise formed form numbered".split())


def dividing(reader: NounReader, sentence: SentenceSpan, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases of a sentence, those that divide a number told before marked as parts and named by their verb."""
    if not phrases:
        return phrases
    first = _remainder(reader, sentence, phrases[0]) or _of_mere(reader, sentence, phrases[0])
    if first is not None:
        phrases = [first, *phrases[1:]]
    return [_made_up(reader, sentence, p) if p.partitive and p.head is None else p for p in phrases]


def opens_with_rest(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> bool:
    """'The remaining four were women', 'the other six were soldiers': whose number opens the sentence but for that."""
    opening = reader.tokens.lowers[sentence.first : phrase.start]
    return len(opening) == 2 and opening[0] == "the" and opening[1] in _LEFT


def closes_with_them(reader: NounReader, phrase: Phrase) -> bool:
    """'... belonged to the army, with six officers among them'."""
    return phrase.head is not None and reader.tokens.lowers[phrase.end : phrase.end + 2] == ["among", "them"]


def are_of_kind(reader: NounReader, phrases: list[Phrase], i: int) -> bool:
    """'Thirteen of them are of women, nine of children': the second of a list that goes on without its verb."""
    phrase, lowers = phrases[i], reader.tokens.lowers
    if i == 0 or phrase.head is None or lowers[phrase.quantity.end : phrase.quantity.end + 1] != ["of"]:
        return False
    of_them = phrases[i - 1].pronoun or phrases[i - 1].fate is not None
    return of_them and lowers[phrases[i - 1].end : phrase.start] in ([","], ["and"], [",", "and"])


def are_left(reader: NounReader, phrases: list[Phrase], i: int) -> bool:
    """'18 were fighters and the remaining 12 civilians': told by the verb before."""
    lowers, at = reader.tokens.lowers, phrases[i].quantity.start
    if i == 0 or phrases[i].head is None or lowers[at - 2] != "the" or lowers[at - 1] not in _LEFT:
        return False
    return lowers[phrases[i - 1].end : at - 2] in ([","], ["and"], [";"], [",", "and"])


def _remainder(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> Phrase | None:
    """'The remainder, 79, belonged to the army', 'the rest, 10, were militiamen'."""
    lowers, end = reader.tokens.lowers, phrase.end
    opening = lowers[sentence.first : phrase.start]
    if len(opening) != 3 or opening[1] not in REST or (opening[0], opening[2]) != ("the", ","):
        return None
    if phrase.head is not None or lowers[end : end + 1] != [","]:
        return None
    part = phrase._replace(partitive=True, pronoun=True, end=end + 1)
    told = reader.belonging(part, end + 1, sentence.past)
    return part if told is None else told


def _of_mere(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> Phrase | None:
    """'Forty of the patients are women': whose noun is behind the verb."""
    head, lowers = phrase.head, reader.tokens.lowers
    if head is None or head.word not in _MERE or phrase.start != sentence.first or phrase.end >= sentence.past:
        return None
    if lowers[phrase.quantity.end : phrase.quantity.end + 2] not in (["of", "the"], ["of", "these"], ["of", "those"]):
        return None
    if lowers[phrase.end] not in COPULAS:
        return None
    told = reader.predicate_noun(phrase, sentence.past)
    return None if told.head is head else told._replace(end=phrase.end, partitive=True, pronoun=True)


def _made_up(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> Phrase:
    """'Civilians make up 117,388 of the dead': the subject tells who they are."""
    lowers, at = reader.tokens.lowers, phrase.start
    if phrase.fate is None and not phrase.pronoun:
        return phrase
    if lowers[at - 2 : at] in _MAKING:
        at -= 2
    elif lowers[at - 1] in _FORMING:
        at -= 1
    else:
        return phrase
    while at > sentence.first and lowers[at - 1] in AUXILIARIES:
        at -= 1
    noun = reader.persons.get(at - 1)
    if noun is None or at - 1 < sentence.first or not noun.entry.plural or noun.entry.measure is not None:
        return phrase
    return phrase._replace(head=noun.entry, head_at=phrase.quantity.end - 1)
