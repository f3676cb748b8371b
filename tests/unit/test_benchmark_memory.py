"""The rule by which the simulated desk tells that memory grows: what passes, and what must not."""

import random
from collections.abc import Sequence
from itertools import accumulate

import pytest

from benchmarks import memory
from benchmarks.memory import A_DOCUMENT, A_DOCUMENT_AT_PEAK, MOST_ABOVE_REST, MOST_GROWTH, Growth, Sampler, resident

DAYS = 30
NOISE = [random.Random(day).uniform(-6, 6) for day in range(DAYS)]
FLAT = [600 + noise for noise in NOISE]
PEAKS = [rest + 120 for rest in FLAT]


def rising(a_day: float) -> list[float]:
    return [value + a_day * day for day, value in enumerate(FLAT)]


def judge(rests: Sequence[float], peaks: Sequence[float], documents_a_day: int = 0) -> list[str]:
    """What does not hold."""
    documents = [documents_a_day * (day + 1) for day in range(len(rests))]
    return [str(measured) for measured in memory.judge(rests, peaks, documents) if not measured.holds]


def test_noise_is_no_growth() -> None:
    assert judge(FLAT, PEAKS) == []


def test_what_fills_in_the_first_third_is_no_growth() -> None:
    assert judge([600 + min(day, DAYS // 3) * 10.0 for day in range(DAYS)], [800.0] * DAYS) == []


def test_a_leak_is_told() -> None:
    (told,) = judge(rising(2 * MOST_GROWTH), [900.0] * DAYS)
    assert told.startswith("growth on the last 20 days, MB a day: 2.")


def test_a_leak_in_steps_is_told() -> None:
    stepped = list(accumulate([600.0] + [0.0, 0.0, 0.0, 0.0, 12.0] * 6))[:DAYS]
    assert len(judge(stepped, [900.0] * DAYS)) == 1


def test_so_much_is_allowed_for_new_documents_and_no_more() -> None:
    a_day = 400
    rests, peaks = rising(a_day * A_DOCUMENT), rising(a_day * A_DOCUMENT_AT_PEAK)
    assert judge(rests, peaks, a_day) == []
    assert len(judge(rests, peaks, 10)) == 2


def test_a_rising_peak_is_told() -> None:
    (told,) = judge(FLAT, rising(2 * MOST_GROWTH))
    assert told.startswith("growth of the peak on the last")


def test_a_peak_far_above_what_stays_is_told() -> None:
    peaks = [*PEAKS[:-1], max(FLAT) + MOST_ABOVE_REST + 50]
    assert any("above what stays" in told for told in judge(FLAT, peaks))


@pytest.mark.parametrize("days", [1, 5])
def test_a_few_days_tell_nothing(days: int) -> None:
    assert Growth.of(FLAT[:days]) is None
    assert judge([100.0 * day for day in range(days)], [0.0] * days) == []


def test_the_sampler_sees_what_was_held_for_a_moment() -> None:
    before = resident()
    with Sampler() as sampler:
        held = bytearray(80_000_000)
        held[::4096] = b"x" * len(held[::4096])
        while sampler.most(0, float("inf")) < before + 60:
            pass
        del held
    assert resident() < before + 60
