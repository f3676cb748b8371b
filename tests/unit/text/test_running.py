from datetime import date

import pytest

from pipeline.text.dates import find_full_dates
from pipeline.text.header import find_title, is_yearless_line
from pipeline.text.running import Running, trim

TITLE = "Nine die as shells hit Hass bakery"
LEAD = "Nine people were killed on Monday when shells hit a bakery in Hass medics said."
REST = "The town lies in the south of Idlib. It has been shelled for a week."
BODY = f"{LEAD} {REST}"


def cut(text: str, title: str | None = TITLE) -> Running:
    return trim(text, title)


@pytest.mark.parametrize(
    ("header", "label", "wording"),
    [
        ("Mon 14 Mar 2016", "plain", "Mon 14 Mar 2016"),
        ("14-03-2016", "plain", "14-03-2016"),
        ("March 14 2016 2037 UTC+3", "plain", "March 14 2016 2037 UTC+3"),
        ("Monday 14 March 2016 10:59", "plain", "Monday 14 March 2016 10:59"),
        ("Mon 14 Mar 2016 at 0914", "plain", "Mon 14 Mar 2016 at 0914"),
        ("Published March 14 2016", "published", "Published March 14 2016"),
        ("Date of publication 14 March 2016", "published", "Date of publication 14 March 2016"),
        ("Posted on March 14 2016 by Layal Haddad", "published", "Posted on March 14 2016"),
        ("Last updated at Mar 142016", "updated", "Last updated at Mar 142016"),
        ("AFP Monday 14 Mar 2016", "plain", "Monday 14 Mar 2016"),
        ("Middle East Syria 1449 14.03.2016", "plain", "14.03.2016"),
        ("14.03.2016 Get short URL 0 85", "plain", "14.03.2016"),
    ],
)
@pytest.mark.parametrize("with_title", ["", f" {TITLE}.", f" {TITLE}"])
def test_a_header_glued_to_the_body_is_cut_and_its_date_noted(
    header: str, label: str, wording: str, with_title: str
) -> None:
    found = cut(f"{header}{with_title} {BODY}")
    assert found.body == BODY
    assert [(note.label, note.wording) for note in found.notes] == [(label, wording)]


@pytest.mark.parametrize(
    "header",
    [
        "(Last modified: 14 March 2016)",
        "Posted: 2016-03-14 12:33",
        "14 March 2016 | 12:33",
        "Monday, Mar 14, 2016 - 13:02",
        "Published: 14.03.2016 14:20 (GMT+3)",
        "04:15 PM, 14 Mar 2016",
        "Mar 14th 2016 2:33PM",
        "Mon, 14 Mar 2016 14:02:11 +0300",
        "2016-03-14T12:33:00Z",
        "By Staff Writer | 14 March 2016",
        "Last Updated : 14 March 2016 10:15",
        "First published on Mon 14 Mar 2016 11.00 GMT",
        "14 March 2016 Last updated at 12:03 GMT",
        "20:46 14.03.2016",
        "Mon Mar 14, 2016 6:17pm EDT",
        "14-MAR-2016",
        "Mar 14, 2016 at 10:12 AM",
        "14 Mar 2016 4 min read",
    ],
)
def test_headers_of_other_newsrooms_are_cut_too(header: str) -> None:
    found = cut(f"{header} {TITLE}. {BODY}")
    assert found.body == BODY
    assert [day.readings[0] for note in found.notes for day in find_full_dates(note.wording)][:1] == [date(2016, 3, 14)]


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIRUT, March 14 (Reuters) - ",
        "KHAN SHEIKHUN, Syria, 14 March (AFP) — ",
        "GOMA, March 14 - ",
        "GOMA, March 14. /KANA/. ",
    ],
)
def test_the_place_of_a_wires_dateline_stays_and_its_day_goes(dateline: str) -> None:
    found = cut(f"{dateline}{BODY}")
    assert found.body == f"{dateline.split(',')[0]} - {BODY}"
    assert "14" in found.notes[0].wording


def test_a_title_before_the_date_is_cut_too() -> None:
    found = cut(f"{TITLE} AFP Monday 14 Mar 2016 {BODY}")
    assert found.body == BODY


def test_a_figure_behind_the_header_stays() -> None:
    assert cut(f"14.03.2016 Get short URL 0 85 12 militants died near Hass. {REST}").body.startswith("12 militants")
    assert cut(f"14-03-2016 1200 people fled Hass. {REST}").body.startswith("1200 people")
    assert cut(f"01-11-2014 100 Militants Killed. {REST}", "100 Militants Killed").body == REST


def test_a_sentence_that_only_begins_with_the_title_stays() -> None:
    text = f"Nine die as shells hit Hass bakery in the afternoon. {REST}"
    assert cut(text).body == text


def test_a_sentence_that_begins_with_a_date_is_no_header() -> None:
    text = f"14 March 2016 was the day on which the truce ended. {REST}"
    assert cut(text).body == text


def test_agency_and_date_between_summary_and_lead_are_cut() -> None:
    found = cut(f"{TITLE} Shells struck as families queued for bread says monitor AFP Monday 14 Mar 2016 {BODY}")
    assert found.body == f"Shells struck as families queued for bread says monitor\n\n{BODY}"


def test_headlines_of_other_reports_before_the_repeated_title_are_cut() -> None:
    found = cut(f"14 Mar 2016 {TITLE} Print Tweet Views 729 Related Forty drown off the coast {TITLE} {BODY}")
    assert found.body == BODY


@pytest.mark.parametrize(
    "footer",
    [
        "Read Also",
        "- REUTERS",
        "-AFP",
        "(With AFP and Reuters)",
        "Source AFP and agencies",
        "(Source: Harbour Council) Twitter",
        "Reporting by Nadia Aziz; Editing by Tom Lee",
        "Rana Said/ Omar Haddad",
        "H.S/M.K",
        "SSH 11",
        "Agencies contributed to this report.",
        "... 48 Related Forty Drown Off Coast Envoy Flies to Geneva Tags shelling Hass Community standardsDiscussion",
        "(With AFP) Last Update: Tuesday 15 March 2016 KSA 23:28 - GMT 20:28 5938",
    ],
)
def test_a_footer_glued_to_the_body_is_cut(footer: str) -> None:
    assert cut(f"14 Mar 2016 {BODY} {footer}").body == BODY


def test_an_update_line_behind_the_body_is_noted() -> None:
    found = cut(f"Monday 14 March 2016 {BODY} Last Update: Tuesday 15 March 2016 KSA 23:28 - GMT 20:28 5938")
    assert [(note.label, note.behind) for note in found.notes] == [("plain", False), ("updated", True)]


@pytest.mark.parametrize("ending", ["said Omar Haddad.", 'He said: "They came at night".', "It killed 12."])
def test_the_last_sentence_is_no_footer(ending: str) -> None:
    assert cut(f"{BODY} {ending}").body == f"{BODY} {ending}"


def test_a_caption_in_front_is_cut_with_its_day() -> None:
    caption = "Syrians inspect a bakery that was shelled in Hass on March 13 2016. (AFP Photo)"
    found = cut(f"Published March 14 2016 {caption} {BODY}")
    assert found.body == BODY
    assert [(note.label, note.wording) for note in found.notes][1:] == [("caption", "March 13 2016")]


def test_a_source_in_brackets_is_no_photo_credit() -> None:
    text = f"As many as 1,800 people left the camp (relief agency update, 3 May 2017, on file with us). {REST}"
    assert cut(text).body == text


def test_headlines_of_other_reports_before_the_lead_are_cut() -> None:
    found = cut(
        f"{TITLE} AFP Monday 14 Mar 2016 Forty drown as ferry sinks off coast Envoy flies At least nine died. {REST}"
    )
    assert found.body == f"At least nine died. {REST}"


def test_a_summary_that_runs_into_the_lead_is_set_apart() -> None:
    found = cut(f"14-03-2016 {TITLE} Nine people were killed at a bakery in Hass on Monday Nine people died. {REST}")
    assert found.body == f"Nine people were killed at a bakery in Hass on Monday\n\nNine people died. {REST}"


def test_an_outlet_that_signs_the_lead_is_cut() -> None:
    assert cut(f"14 Mar 2016 at 0914 Regional NNA - {BODY}").body == BODY


def test_a_dateline_with_its_agency_is_no_caption() -> None:
    text = f"DAMASCUS (AFP) {BODY}"
    assert cut(text).body == text


def test_tags_between_summary_and_lead_are_cut() -> None:
    summary = "Shells hit a bakery in the south of the province."
    found = cut(
        f"14 March 2016 {summary} Tags Syria Idlib Hass shelling human rights Nine people were killed on Monday. {REST}"
    )
    assert found.body == f"{summary} Nine people were killed on Monday. {REST}"


def test_a_sentence_that_points_to_another_report_is_cut() -> None:
    assert cut(f"{LEAD} READ ALSO Forty drown off the coast. {REST}").body == BODY


def test_a_title_is_found_whatever_its_marks() -> None:
    text = '"Nine" die, as shells hit Hass bakery: medics'
    assert find_title(text, TITLE, 0, len(text)) == (1, text.index(":"))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Wednesday, 4 December", True),
        ("Updated Wednesday 4 December", True),
        ("Wednesday 4 December 10:30", True),
        ("They left on Wednesday, 4 December", False),
        ("Wednesday, 4 December 2019", False),
        ("4 December", False),
    ],
)
def test_a_line_that_is_only_a_weekday_with_its_day_is_a_date_line(line: str, answer: bool) -> None:
    assert is_yearless_line(line) is answer


def test_dates_between_summary_and_lead_are_cut_and_noted() -> None:
    found = cut(f"{LEAD} Mar 14,2016 - Last updated at Mar 15,2016 . {REST} {REST}", title=None)
    assert found.body == f"{LEAD}\n\n{REST} {REST}"
    assert [(note.label, note.wording) for note in found.notes] == [
        ("published", "Mar 14,2016"),
        ("updated", "Last updated at Mar 15,2016"),
    ]
