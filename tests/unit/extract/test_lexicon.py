"""Terms of the vocabularies found in a text."""

from pathlib import Path

import pytest

from pipeline.extract.lexicon import Lexicon, LexiconGroup, ReferenceTableError, read_table
from pipeline.extract.tokens import tokenize

TERMS = [
    ("regime", "side"),
    ("regime forces", "army"),
    ("Islamic State", "IS"),
    ("Islamic State of Iraq", "ISI"),
    ("IS", "acronym"),
    ("forces of", "never alone"),
]


def found(text: str, lost_apostrophes: bool = True) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    matches = Lexicon(TERMS, lost_apostrophes=lost_apostrophes).find(tokens)
    return [(" ".join(tokens.texts[m.start : m.end]), m.entry) for m in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the regime forces left", [("regime forces", "army")]),
        ("the regime's forces left", [("regime 's forces", "army")]),
        ("the regimes forces left", [("regimes forces", "army")]),
        ("the regime left", [("regime", "side")]),
        ("Islamic State of Iraq", [("Islamic State of Iraq", "ISI")]),
        ("Islamic State of mind", [("Islamic State", "IS")]),
        ("IS says it is here", [("IS", "acronym")]),
        ("the forces left", []),
    ],
)
def test_the_longest_term_wins_and_possessives_are_stepped_over(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_lost_apostrophe_is_forgiven_only_where_asked() -> None:
    assert found("the regimes left", lost_apostrophes=False) == []


@pytest.mark.parametrize(
    "text", ["the Lord's Army", "the Lord’s Army", "the Workers' Party", "the Workers’ Party", "the Lord’s own Army"]
)
def test_owners_are_found_with_either_apostrophe(text: str) -> None:
    lexicon = Lexicon([("Lord's Army", 1), ("Workers' Party", 1)])
    assert len(lexicon.find(tokenize(text))) == ("own" not in text)


def test_equal_terms_keep_every_entry() -> None:
    tokens = tokenize("army")
    assert [m.entry for m in Lexicon([("army", 1), ("army", 2)]).find(tokens)] == [1, 2]


def test_a_group_finds_what_each_lexicon_finds_by_itself() -> None:
    tokens = tokenize("The regime forces of the Islamic State and the regimes army.")
    lexicons = [Lexicon(TERMS, lost_apostrophes=True), Lexicon([("army", 1), ("state and", 2)])]
    assert LexiconGroup(lexicons).find(tokens) == [lexicon.find(tokens) for lexicon in lexicons]


def test_a_missing_table_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTableError, match=r"actors\.csv: this reference table is missing"):
        read_table(tmp_path / "actors.csv", ("actor",))
    (tmp_path / "actors.csv").write_text("name\nA\n")
    with pytest.raises(ReferenceTableError, match="the column «actor» is missing; found name"):
        read_table(tmp_path / "actors.csv", ("actor",))
