"""The measure itself: what grows in step passes, what grows with the square does not."""

from tests.growth import grows_in_step


def test_a_step_for_each_character_grows_in_step() -> None:
    assert grows_in_step(lambda size: sum(range(size)), 2_000_000)


def test_a_step_for_each_pair_of_characters_does_not() -> None:
    assert not grows_in_step(lambda size: [sum(range(size)) for _ in range(size)], 6_000)
