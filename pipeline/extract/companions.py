"""One who goes with another person told of: "a mother and her son", "the governor and his driver", "a father, mother".

Belongs here: finding them. Does not: the person told of first (`singles`), counting either.
"""

from pipeline.extract.ages import KIN
from pipeline.extract.grammar import INDEFINITE
from pipeline.extract.lexicon import Match
from pipeline.extract.nouns import NounReader, Phrase
from pipeline.extract.reference import PersonNoun

# "and his eight-year-old daughter", "and her 12-year-old son".
KIN_REACH = 6


def over_age(reader: NounReader, phrase: Phrase) -> Phrase:
    """'A boy, 9, and his sister, 11, were killed': the age parts nobody from who goes with them."""
    lowers, end = reader.tokens.lowers, phrase.end
    if lowers[end : end + 1] != [","] or lowers[end + 2 : end + 4] != [",", "and"] or not reader.masked[end + 1]:
        return phrase
    return phrase._replace(end=end + 3)


def kin_behind(reader: NounReader, end: int, past: int) -> Match[PersonNoun] | None:
    """The one who goes with a person told of before `end`: 'and his driver'; none whose own fate follows."""
    lowers = reader.tokens.lowers
    if (spouse := spouse_behind(reader, end, past)) is not None:
        return spouse
    if lowers[end : end + 1] != ["and"] or lowers[end + 1 : end + 2] not in (["his"], ["her"]):
        return None
    at = next(
        (k for k in range(end + 2, min(past, end + KIN_REACH)) if k in reader.persons or k in reader.triggers), past
    )
    kin = reader.persons.get(at)
    while kin is not None and not kin.entry.plural and kin.end in reader.persons:
        kin = reader.persons[kin.end]  # "his police escort"
    if kin is None or kin.entry.plural or lowers[kin.end : kin.end + 1] in (["was"], ["is"], ["has"]):
        return None
    if kin.entry.unit == "households":
        return None
    return kin


def spouse_behind(reader: NounReader, end: int, past: int) -> Match[PersonNoun] | None:
    """'A father, mother and four children', 'a husband and wife', 'a mother and daughter': no article of their own."""
    lowers = reader.tokens.lowers
    if end + 1 >= past or lowers[end - 1] not in KIN or lowers[end - 2] not in INDEFINITE or lowers[end + 1] not in KIN:
        return None
    listed = lowers[end] == "and" or (lowers[end] == "," and lowers[end + 2 : end + 3] in (["and"], [","]))
    return reader.persons.get(end + 1) if listed else None
