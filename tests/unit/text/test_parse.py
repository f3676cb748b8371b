from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.model import Article, RawDocument, Rejected
from pipeline.text.parse import parse_document
from tests.growth import grows_in_step, seconds

Parse = Callable[..., Article]
MakeRaw = Callable[..., RawDocument]

TEXT = (
    "Seven die in Binnish market\n\n12 May 2017\n\n"
    "Shells fell on the market of Binnish. Seven people died, doctors said.\n\n"
    "The army did not comment on the attack, the third in as many days.\n\nWith AFP\n"
)


def test_an_article_is_title_blank_line_body(parse: Parse) -> None:
    article = parse(TEXT)
    assert article.text == (
        "Seven die in Binnish market\n\nShells fell on the market of Binnish. Seven people died, doctors said.\n\n"
        "The army did not comment on the attack, the third in as many days."
    )
    assert (article.title, article.language, article.agencies) == ("Seven die in Binnish market", "en", ("AFP",))


def test_sentences_and_paragraphs_point_into_the_text(parse: Parse) -> None:
    article = parse(TEXT)
    assert [(article.text[item.start : item.end], item.paragraph, item.kind) for item in article.sentences] == [
        ("Seven die in Binnish market", 0, "title"),
        ("Shells fell on the market of Binnish.", 1, "body"),
        ("Seven people died, doctors said.", 1, "body"),
        ("The army did not comment on the attack, the third in as many days.", 2, "body"),
    ]
    assert [article.text[start:end].split()[0] for start, end in article.paragraphs] == ["Seven", "Shells", "The"]


def test_the_same_words_have_the_same_id_however_they_are_stored(parse: Parse) -> None:
    ids = {
        parse(TEXT).document_id,
        parse(TEXT.replace("\n", "\r\n")).document_id,
        parse(TEXT.encode("utf-16")).document_id,
        parse(b"\xef\xbb\xbf" + TEXT.encode(), uri="elsewhere.txt").document_id,
    }
    assert len(ids) == 1


def test_other_words_or_an_id_of_the_source_make_another_document(parse: Parse) -> None:
    ids = [
        parse(TEXT).document_id,
        parse(TEXT.replace("Seven people", "Eight people")).document_id,
        parse(TEXT, external_id="a").document_id,
        parse(TEXT, external_id="b").document_id,
    ]
    assert len(set(ids)) == 4


def test_a_title_without_body_is_an_article(parse: Parse) -> None:
    article = parse("25 April 2017 Nine martyrs laid to rest in Hass", title="Nine martyrs laid to rest in Hass")
    assert article.text == "Nine martyrs laid to rest in Hass"


def test_text_in_another_language_is_kept_and_marked(parse: Parse) -> None:
    assert parse("Sept personnes sont mortes au marché, selon des médecins de la ville.").language == "fr"


@pytest.mark.parametrize(
    ("data", "stage", "reason"),
    [
        (b"", "text", "empty"),
        (b" \n\t\n ", "text", "empty"),
        (b"\x00\x00", "decode", "binary"),
        (b"%PDF-1.4 whatever", "decode", "binary"),
        (b"12 345\n\n***", "text", "no words"),
        (b"Skip to main content\n\nRead more\n\nAdvertising", "text", "furniture"),
    ],
)
def test_what_holds_no_report_is_rejected_with_its_reason(
    make_raw: MakeRaw, data: bytes, stage: str, reason: str
) -> None:
    rejected = parse_document(make_raw(data))
    assert isinstance(rejected, Rejected)
    assert rejected.stage == stage
    assert reason in rejected.reason


def test_markup_and_sql_in_a_title_are_only_words(parse: Parse) -> None:
    title = "<b>Seven</b> die'; drop table documents; --"
    assert parse("Seven people died in Binnish.", title=title).title == title


@given(st.text(max_size=400), st.none() | st.text(max_size=60))
def test_no_text_breaks_the_parser_and_every_offset_holds(text: str, title: str | None) -> None:
    raw = RawDocument(
        "t", "u", "e", text.encode("utf-8", "replace"), "text", "0", datetime(2026, 1, 1, tzinfo=UTC), title=title
    )
    article = parse_document(raw)
    if isinstance(article, Article):
        assert all(article.text[item.start : item.end].strip() for item in article.sentences)
        ends = [0, *(item.end for item in article.sentences)]
        assert all(before <= item.start for before, item in zip(ends, article.sentences, strict=False))


@pytest.mark.parametrize(
    "text",
    [
        "One line.\n\n" + "1" * 5000 + "x",
        "One line.\n\n" + "1 " * 5000 + "x",
        "Some people left. With " + "A" * 180 + "!",
        "Some people left. (Source: " + "Ab" * 80 + "!",
        "Some people left. By " + "A." * 90 + "!",
        "Some people left. " + "A/" * 90 + "!",
        "[" * 3000 + "AFP" + "(" * 3000,
        "a@" * 3000,
        "AAAA " * 2000 + "July 5 (",
    ],
)
def test_crafted_text_is_parsed_at_once(make_raw: MakeRaw, text: str) -> None:
    titles = (None, "Some | " + "A" * 4000 + "!", "Some " + "A - " * 1000)
    # Some milliseconds; a pattern that tries every way takes longer than anybody waits.
    assert seconds(lambda: [parse_document(make_raw(text, title=title)) for title in titles]) < 10


@pytest.mark.parametrize(
    "unit",
    [
        "people were killed ", "short line\n", "Short para here.\n\n", "Read more\n", "5 July 2016 ", " Tags Abc",
        "(AFP photo) x ", "[a](", "by Abc ", "Updated ", "A man stands ", "Abc Def. ", "# ", "- one two\n", "Topic a ",
        "Monday ", "Related ",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_is_parsed_in_linear_time(make_raw: MakeRaw, unit: str) -> None:
    def parse(size: int) -> object:
        return parse_document(make_raw(unit * (size // len(unit)), title="Short para here"))

    assert grows_in_step(parse, 1_000_000)
