"""The counted phrases of one sentence: each number with its noun, and single people without one.

Belongs here: which phrases a sentence has, and nouns that one phrase lends another. Does not: reading one phrase
(`nouns`, `singles`), what befell those counted (`predicates`).
"""

from pipeline.extract.annotate import SentenceSpan
from pipeline.extract.apposed import without_apposed
from pipeline.extract.asides import BORN
from pipeline.extract.bounds import Quantity
from pipeline.extract.by_name import names
from pipeline.extract.dividing import dividing
from pipeline.extract.grammar import BADLY, FATALLY
from pipeline.extract.nouns import VICTIMS, NounReader, Phrase
from pipeline.extract.person_names import LEAST_NAME
from pipeline.extract.predicates import overlapping
from pipeline.extract.singles import singulars
from pipeline.extract.tokens import MARK
from pipeline.extract.tolls import HEADING_REACH

# Words before a noun that no number counts: "protects civilians, most of whom", "for the refugees, many of whom".
# From "of whom" back to the noun that it takes up, over where they were.
WHOM_REACH = 10
# The age that nobody passes.
OLDEST = 110
# Words before the noun of a heading: "Government soldiers killed".
HEADED_REACH = 3
BEFORE_BARE = frozenset("the to for of with protect protects protecting against among by from helping help".split())


def counted_phrases(
    reader: NounReader, sentence: SentenceSpan, quantities: list[Quantity], singular: bool
) -> list[Phrase]:
    """The phrases in reading order, none within another; single people without a number where `singular`."""
    found: list[Phrase] = []
    for n, quantity in enumerate(quantities):
        following = quantities[n + 1].hedge_start if n + 1 < len(quantities) else -1
        phrase = reader.read(quantity, sentence.past, following)
        if phrase is not None:
            found.append(phrase)
    found = [phrase for phrase in found if not (_of_things(phrase, found) or _is_age_of_name(reader, phrase))]
    found = dividing(reader, sentence, found)
    if not singular:
        return overlapping(found)
    found = [_share(reader, sentence, phrase, found[k + 1 : k + 2]) for k, phrase in enumerate(found)]
    found = [_victims(reader, sentence, phrase) for phrase in found]
    found = [_how_badly(reader, phrase) for phrase in found]
    found = [_of_whom(reader, phrase) for phrase in _of_one_whole(reader, sentence, found)]
    found = _behind_whom(reader, sentence, found)
    found = [_under_heading(reader, sentence, phrase) for phrase in _respectively(reader, sentence, found)]
    numbers = frozenset(at for q in quantities for at in range(q.start, q.end))
    ones = singulars(reader, sentence.first, sentence.past, numbers, found)
    named = list(names(reader, sentence.first, sentence.past, [*found, *ones]))
    ones = [p for p in ones if not any(name.start < p.start < name.end for name in named)]  # "Omar Haddad, a baker,"
    return without_apposed(reader, overlapping([*found, *ones, *named]))


def _of_things(phrase: Phrase, found: list[Phrase]) -> bool:
    """'In 18 of the 34 provinces', 'in 31 out of the country's 34 provinces': some of what is no people."""
    whole = phrase.of_whole
    return whole is not None and not any(other.start == whole for other in found)


def _is_age_of_name(reader: NounReader, phrase: Phrase) -> bool:
    """'Omar Haddad (31) and Rana Aziz (22) were killed', but not 'Khan Younis (31)'."""
    tokens, start = reader.tokens, phrase.start
    if phrase.head is not None or start < LEAST_NAME + 1:
        return False
    if "(" in (words := tokens.lowers[start - 3 : start]) and not BORN.isdisjoint(words):
        return True  # "Private Omar Haddad (b. 1983)"
    if phrase.quantity.value > OLDEST:
        return False
    if tokens.lowers[start - 1] != "(" or tokens.lowers[phrase.end : phrase.end + 1] != [")"]:
        return False
    person = reader.persons.get(start - 2)
    if person is not None and not person.entry.plural and person.entry.role != "event":
        return True  # "a soldier (22)"
    name = range(start - 1 - LEAST_NAME, start - 1)
    return all(tokens.texts[at][:1].isupper() for at in name) and reader.no_names()[1].isdisjoint(name)


def _share(reader: NounReader, sentence: SentenceSpan, phrase: Phrase, following: list[Phrase]) -> Phrase:
    """'A third of the 900 dead were children': the noun behind the whole tells who the part are."""
    if phrase.of_whole is None or phrase.head is not None or not following:
        return phrase
    end = following[0].end
    if reader.triggers.get(end):
        end = reader.triggers[end][0].end
    # As of "the dead": where they died may stand before the verb.
    event = following[0].head.measure if following[0].head is not None else None
    fate = phrase.fate or ("killed" if end > following[0].end else event)
    part = phrase._replace(end=end, fate=fate)
    return reader.predicate_noun(part, sentence.past)._replace(end=phrase.end, fate=phrase.fate)


def _victims(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> Phrase:
    """'The five victims of the blast were policemen': the noun behind the verb tells who they are."""
    if phrase.head is None or phrase.head.word not in VICTIMS:
        return phrase
    told = reader.predicate_noun(phrase._replace(fate="killed"), sentence.past)
    return told._replace(end=phrase.end, fate=phrase.fate)


def _of_one_whole(reader: NounReader, sentence: SentenceSpan, found: list[Phrase]) -> list[Phrase]:
    """'Of the 38 children hurt or killed, 14 died': the numbers that follow count children."""
    whole = found[0] if len(found) > 1 else None
    opened = whole is not None and reader.tokens.lowers[sentence.first] == "of" and whole.start <= sentence.first + 2
    if whole is None or not opened or whole.head is None or whole.head.population == "all" or whole.head.measure:
        return found
    return [p._replace(head=whole.head, head_at=p.quantity.end - 1) if p.bare else p for p in found]


def _how_badly(reader: NounReader, phrase: Phrase) -> Phrase:
    """'Six people were wounded, two critically': some of those told before."""
    if (
        phrase.head is not None
        or phrase.unknown not in BADLY | FATALLY
        or reader.tokens.kinds[phrase.end : phrase.end + 1] not in ([], [MARK])
    ):
        return phrase
    return phrase._replace(unknown=None, partitive=True, pronoun=True)


def _behind_whom(reader: NounReader, sentence: SentenceSpan, found: list[Phrase]) -> list[Phrase]:
    """'Rebels attacked soldiers at a post, of whom ten were killed and six hurt': those of the noun nobody counted."""
    if not found or not found[0].bare:
        return found
    lowers, start = reader.tokens.lowers, found[0].start
    if lowers[start - 2 : start] not in (["of", "whom"], ["of", "which"]):
        return found
    near = range(start - 3, max(sentence.first, start - 3 - WHOM_REACH), -1)
    noun = next((m for at in near if (m := reader.persons.get(at)) is not None and m.entry.plural), None)
    if noun is None or noun.entry.measure:
        return found
    return [p._replace(head=noun.entry, head_at=p.quantity.end - 1) if p.bare else p for p in found]


def _respectively(reader: NounReader, sentence: SentenceSpan, found: list[Phrase]) -> list[Phrase]:
    """'Six and eleven civilians died in Bor and Yei respectively': the noun of the last is that of all."""
    lowers = reader.tokens.lowers
    if "respectively" not in lowers[sentence.first : sentence.past]:
        return found
    out = list(found)
    for k in range(len(found) - 2, -1, -1):
        lender, bare = out[k + 1], found[k].bare
        listed = set(lowers[found[k].end : found[k + 1].start]) <= {",", "and"}
        if bare and listed and lender.head is not None and lender.head.role != "event":
            out[k] = found[k]._replace(head=lender.head, head_at=found[k].quantity.end - 1)
    return out


def _under_heading(reader: NounReader, sentence: SentenceSpan, phrase: Phrase) -> Phrase:
    """'Soldiers killed in the ambush: nine', 'Rebels killed: eight': the noun that opens the heading."""
    tokens, first = reader.tokens, sentence.first
    bare = phrase.bare and phrase.start - first <= HEADING_REACH
    if not bare or tokens.lowers[phrase.start - 1] not in (":", "-", "–"):
        return phrase
    near = range(first, min(first + HEADED_REACH, phrase.start))
    noun = next((reader.persons[k] for k in near if k in reader.persons), None)
    headed = noun is not None and noun.entry.plural and noun.entry.role != "event" and noun.end in reader.triggers
    return phrase._replace(head=noun.entry, head_at=phrase.quantity.end - 1) if noun is not None and headed else phrase


def _of_whom(reader: NounReader, phrase: Phrase) -> Phrase:
    """'The troops protect civilians, 890,000 of whom have fled': those of the noun before it, which has no number."""
    lowers = reader.tokens.lowers
    if (
        not phrase.pronoun
        or lowers[phrase.start - 1] != ","
        or lowers[phrase.quantity.end + 1] not in ("whom", "which")
    ):
        return phrase
    noun = reader.persons.get(phrase.start - 2)
    bare = noun is not None and lowers[phrase.start - 3] in BEFORE_BARE
    if noun is None or not bare or not noun.entry.plural or noun.entry.measure:
        return phrase
    return phrase._replace(head=noun.entry, head_at=phrase.end - 1, partitive=False, pronoun=False)
