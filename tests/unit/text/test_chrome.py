import pytest

from pipeline.text.chrome import Page, read_page
from pipeline.text.furniture import is_caption_line, is_chrome, is_credit
from pipeline.text.repair import repair

BODY = [
    "Shells fell on the market of Binnish at noon, killing seven people, the town's doctors said.",
    "The army did not comment on the attack, the third on the town in as many days.",
    "Forty families had left the town since dawn, its council said in a statement.",
    "A truce announced in March had kept the town quiet for most of the spring.",
]


def page(*lines: str, title: str | None = None) -> Page:
    return read_page(repair("\n\n".join(lines)), title)


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Advertising Read more",
        "Read More »",
        "READ MORE",
        "4 min read",
        "Share Tweet Print",
        "1.2k shares",
        "Follow us on Twitter and Facebook for more",
        "Sign up to our weekly letter",
        "Editor’s Picks",
        "Related articles:",
        "list 1 of 4",
        "13 hours ago",
        "Published in: Middle East, News",
        "Sign up to our free letter and get the news every morning of the week.",
        "Write to desk@post.example.org",
        "Read also: A winter in the camps of the north",
        "See also: Why the ceasefire in the south is holding",
        "Photo: smoke over the ridge",
        "© 2019 The Harbour Post. All rights reserved",
        "---",
        "* * *",
    ],
)
def test_chrome_is_known_by_its_words(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize(
    "line",
    [
        "Shares of the gas company fell after shells hit its field.",
        "Related families were moved to one camp.",
        "World powers met in Vienna on Tuesday.",
        "Print works in Homs burned down.",
        "12 people were killed.",
        "Live shells were found in the school.",
        "Powered by new jets, the army took two villages on Monday.",
        "More on the way to the border were turned back by soldiers.",
    ],
)
def test_sentences_that_begin_like_chrome_are_none(line: str) -> None:
    assert not is_chrome(line)


@pytest.mark.parametrize(
    "line", ["With AFP", "(The Harbour Post with AFP and Reuters)", "Reuters", "Source: agencies", "AFP, Reuters"]
)
def test_credit_lines_are_known(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["AFP counted nine bodies", "He spoke with AFP", "The agency said so"])
def test_sentences_about_agencies_are_no_credit_lines(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "A family waits for bread in Sarmada on Friday (AFP)",
        "Families on the road to the border [Getty]",
        "Smoke over the old town. (Reuters photo)",
        "Rescuers at work in Ariha (File photo/Reuters)",
        "Smoke rises over Ariha on May 3, 2017. AFP - OMAR HADDAD",
        "Smoke rises over Ariha, May 3, 2017. REUTERS/Omar Haddad",
        "A convoy leaves the town [Wiki Commons]",
    ],
)
def test_captions_are_known_by_their_credit(line: str) -> None:
    assert is_caption_line(line)


@pytest.mark.parametrize(
    "line", ["The raid killed four people, the rescuers said. (AFP)", "The HTS (an alliance) holds the town."]
)
def test_paragraphs_with_brackets_are_no_captions(line: str) -> None:
    assert not is_caption_line(line)


def test_title_and_paragraphs_are_told_apart() -> None:
    found = page("Seven die in Binnish market", *BODY)
    assert (found.title, found.paragraphs) == ("Seven die in Binnish market", BODY)


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    found = page(*BODY)
    assert (found.title, found.paragraphs) == (None, BODY)


def test_a_given_title_wins_and_is_not_repeated_in_the_body() -> None:
    found = page("Seven die in Binnish market", *BODY, title="Seven die in Binnish market")
    assert (found.title, found.paragraphs) == ("Seven die in Binnish market", BODY)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("Seven die in Binnish | Daily Sabah", "Seven die in Binnish"),
        ("Seven die in Binnish | Unheard Of Times", "Seven die in Binnish"),
        ("Seven die in Binnish - Region - World - Ahram Online", "Seven die in Binnish"),
        ("National News Agency - Seven die in Binnish", "Seven die in Binnish"),
        ("Seven die in Binnish - doctors", "Seven die in Binnish - doctors"),
        ("_Truce_ broken _ doctors", "'Truce' broken – doctors"),
    ],
)
def test_the_outlet_is_no_part_of_the_title(given: str, clean: str) -> None:
    assert page(*BODY, title=given).title == clean


def test_the_title_is_the_line_that_speaks_of_what_the_lead_speaks_of() -> None:
    found = page(
        "The Harbour Post",
        "Today's Edition",
        "Home",
        "World and Middle East",
        "Seven die in Binnish market",
        "Omar Haddad in Beirut",
        *BODY,
    )
    assert (found.title, found.paragraphs) == ("Seven die in Binnish market", BODY)


def test_what_follows_the_last_paragraph_without_a_stop_is_left_out() -> None:
    found = page(
        "Seven die in Binnish market", *BODY, "Most read this week", "Forty drown off the coast", "Mayor resigns"
    )
    assert found.paragraphs == BODY


def test_the_line_below_a_caption_label_is_left_out() -> None:
    found = page(
        "Seven die in Binnish market", "Image source, AFP\nImage caption,\nPeople search the ruins of the market", *BODY
    )
    assert found.paragraphs == BODY


def test_the_summary_under_the_title_is_body() -> None:
    summary = "Doctors count seven dead and twenty wounded after a strike at noon"
    assert page("Seven die in Binnish market", summary, *BODY).paragraphs == [summary, *BODY]


@pytest.mark.parametrize(
    "heading", ["‘No way out’", "A quiet spring", "What happened?", "Army silent on attack as toll grows in the north"]
)
def test_headings_between_paragraphs_are_left_out(heading: str) -> None:
    found = page("Seven die in Binnish market", *BODY[:2], heading, *BODY[2:])
    assert found.paragraphs == BODY
    assert heading in found.cut


def test_the_rows_of_a_table_are_kept_and_their_heading() -> None:
    rows = ["Sub-district | People displaced", "Binnish | 1,200", "Taftanaz | 900"]
    assert page(*BODY[:2], *rows, *BODY[2:]).paragraphs == [*BODY[:2], *rows, *BODY[2:]]


def test_a_headline_above_a_read_more_button_is_left_out() -> None:
    teaser = "Sixty people drown as ferry sinks off the coast while the navy looks on from afar today"
    found = page("Seven die in Binnish market", *BODY[:2], f"{teaser}\nRead More »", *BODY[2:])
    assert found.paragraphs == BODY


def test_furniture_around_the_body_is_left_out_and_dated() -> None:
    found = page(
        "Skip to content",
        "Seven die in Binnish market",
        "By Mona Said",
        "12 May 2017",
        "A man carries water in Binnish on April 3, 2017 (AFP)",
        *BODY,
        "(The Harbour Post with AFP)",
        "Updated: 13 May 2017 09:15 AM",
        "Sign up to our weekly letter",
    )
    assert (found.title, found.paragraphs) == ("Seven die in Binnish market", BODY)
    assert [(note.label, note.wording, note.behind) for note in found.notes] == [
        ("plain", "12 May 2017", False),
        ("caption", "April 3, 2017", False),
        ("updated", "Updated: 13 May 2017 09:15 AM", True),
    ]


def test_a_caption_behind_a_date_at_the_start_is_left_out() -> None:
    caption = "A guard leans on a gate in Jisr al-Shughur, Idlib, on August 2, 2017."
    found = page(f"date 2017-05-12 {caption}", *BODY)
    assert found.paragraphs == BODY
    assert [note.label for note in found.notes] == ["published", "caption"]


def test_the_place_of_a_dateline_stays_and_its_date_goes() -> None:
    found = page("Seven die in Binnish market", f"IDLIB, May 12, 2017 - {BODY[0]}", *BODY[1:])
    assert found.paragraphs[0] == f"IDLIB - {BODY[0]}"
    assert found.notes[0].wording == "May 12, 2017"


def test_lines_that_only_the_page_width_breaks_are_joined() -> None:
    found = page(
        "Shells fell on the market of Binnish at noon, killing seven people, the\n"
        "town's doctors said in a statement that was\nread out in the square.",
        *BODY[1:],
    )
    assert found.paragraphs[0].endswith(
        "killing seven people, the town's doctors said in a statement that was read out in the square."
    )


def test_a_page_of_fixed_width_is_joined_to_its_paragraphs() -> None:
    text = (
        "SEVEN DIE IN BINNISH MARKET\n\n"
        "   Shells fell on the market of Binnish at noon, killing seven people and\n"
        "   wounding twenty, the doctors of the town said in a statement that was\n"
        "   read out in the square.\n\n"
        "   The army did not comment on the attack, the third on the town of\n"
        "   Binnish in as many days.\n"
    )
    assert [line.rsplit(None, 2)[-2:] for line in read_page(repair(text), None).paragraphs] == [
        ["the", "square."],
        ["many", "days."],
    ]


def test_a_last_paragraph_with_a_mark_behind_its_stop_stays() -> None:
    last = "Forty families had left the town since dawn. Enditem"
    assert page("Seven die in Binnish market", *BODY[:2], last).paragraphs == [*BODY[:2], last]


def test_markdown_leaves_only_its_words() -> None:
    found = page(
        "# Seven die in **Binnish**",
        "*12 May 2017*",
        "![smoke](a.png)",
        f"> {BODY[0]}",
        *BODY[1:],
        "[Read more](http://x.example)",
    )
    assert (found.title, found.paragraphs) == ("Seven die in Binnish", BODY)


def test_front_matter_names_title_and_date() -> None:
    found = page("---\ntitle: Seven die in Binnish\ndate: 2017-05-12\n---", *BODY)
    assert (found.title, found.paragraphs) == ("Seven die in Binnish", BODY)
    assert found.notes[0].label == "published"


def test_lists_without_stops_are_kept() -> None:
    items = ["- seven dead in Binnish", "- two dead in Hass"]
    assert page("Toll of the day", *BODY[:3], "The toll by town:", *items, BODY[3]).paragraphs[3:6] == [
        "The toll by town:",
        *items,
    ]


def test_a_page_whose_lines_have_no_stops_is_kept_whole() -> None:
    lines = [
        "Shells kill seven in Binnish market at noon on Friday",
        "Raid kills two in Hass as families sleep",
        "Mine kills one near Dana on road",
    ]
    assert page(*lines, title="Toll of the day").paragraphs == lines
