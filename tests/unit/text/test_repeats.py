from pipeline.text.repeats import without_repeats

REFRAIN = "The siren was heard again at noon. "


def test_a_sentence_that_comes_back_and_back_in_a_long_text_is_told_three_times() -> None:
    told = without_repeats(f"A first shell fell on Sarmin. {REFRAIN * 400}Nobody was hurt.")
    assert told == f"A first shell fell on Sarmin. {REFRAIN * 3}Nobody was hurt."


def test_what_stands_between_two_sentences_stays_with_the_first() -> None:
    told = without_repeats(f"One.  Two.\n{REFRAIN * 400}")
    assert told == f"One.  Two.\n{REFRAIN * 3}".rstrip()


def test_a_paragraph_of_ordinary_length_is_left_as_it_is() -> None:
    paragraph = REFRAIN * 20
    assert without_repeats(paragraph) is paragraph


def test_a_long_text_without_repetitions_is_left_as_it_is() -> None:
    text = " ".join(f"Shell {number} fell on a street of Maarat al-Numan." for number in range(500))
    assert without_repeats(text) is text
