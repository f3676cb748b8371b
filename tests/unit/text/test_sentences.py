import pytest

from pipeline.text.sentences import MAX_SENTENCE, split_sentences
from tests.growth import grows_in_step


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Shells hit Hass.", "Two people died."],
        ["The U.N. Security Council met.", "It did not vote."],
        ["He was flown to the U.S.", "The others stayed in Homs."],
        ["Lt. Gen. Omar Darwish spoke to St. Mary's parish.", "Nobody else did."],
        ["Dr. J. Haddad counted 14 wounded.", "Prof. Aydin did not."],
        ["Raids began at 5 a.m. Sunday.", "They ended at 7 p.m.", "The town was dark."],
        ["On Nov. 30 the truce broke.", "By Dec. 4 it was gone."],
        ["No. 7 on the list fled.", "Was there a way out?", "No.", "The road was cut."],
        ["About 1.5 million people live there.", "Some 2.25 percent left."],
        ['"We ran."', '"They fired at us!"', "Nobody helped."],
        ["“They left.”", "She stayed."],
        ["He spoke of ... a lull.", "Then shells fell."],
        ["They quoted SANA.", "SANA quoted a doctor."],
        ["The chief of Nusra.", "Fighters of ISIS.", "All of them left"],
        ["Acme Supplies Co. Ltd. sent flour.", "It came late."],
    ],
)
def test_sentences_end_at_their_stops(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_stop_glued_to_the_next_sentence_ends_one() -> None:
    assert split("Families left the village.The army moved in.") == ["Families left the village.", "The army moved in."]


def test_a_stop_with_a_space_before_it_ends_a_sentence() -> None:
    assert split("Car bomb kills six in Homs . Six people were killed") == [
        "Car bomb kills six in Homs .",
        "Six people were killed",
    ]


def test_quoted_speech_goes_on_after_its_stop() -> None:
    assert split('"Where are they?" he asked. Nobody knew.') == ['"Where are they?" he asked.', "Nobody knew."]


def test_a_blank_line_ends_a_sentence_without_stop() -> None:
    assert split("Blast kills six\n\nSix people died.") == ["Blast kills six", "Six people died."]


def test_web_addresses_and_decimals_hold_no_stop() -> None:
    text = "Write to desk@news.example.org or see www.example.org for 3.5 pages of it"
    assert split(text) == [text]


def test_only_the_given_stretch_is_split_and_offsets_point_into_the_text() -> None:
    text = "Out. In one. In two. Out."
    assert [text[a:b] for a, b in split_sentences(text, 5, 20)] == ["In one.", "In two."]


def test_text_without_stops_is_cut_at_spaces() -> None:
    text = "word " * 2000
    pieces = split(text)
    assert max(map(len, pieces)) <= MAX_SENTENCE
    assert " ".join(pieces) == text.strip()


def test_a_title_that_opens_a_paragraph_ends_no_sentence() -> None:
    assert split("The road was cut.\n\nGov. Willem Vidal said so.") == [
        "The road was cut.",
        "Gov. Willem Vidal said so.",
    ]


@pytest.mark.parametrize("unit", [".", "a", "1", " ", '."', "A.", "a.B ", "\n", "!?", "St. "])
def test_text_of_any_shape_is_split_in_linear_time(unit: str) -> None:
    assert grows_in_step(lambda size: split_sentences(unit * (size // len(unit))), 250_000)
