"""Texts that repeat one wording thousands of times: no error, and no more than the length costs.

Belongs here: what the extractor stands. Does not: how fast it is (`benchmarks/extraction.py`).
"""

from datetime import date

import pytest

from pipeline.extract.extractor import Extractor
from pipeline.extract.reference import Reference
from tests.growth import LONGER, grows_in_step
from tests.unit.extract.conftest import MakeArticle

REPEATED = [
    "20 died, 5 of them children. ",
    "Twelve died the previous day. ",
    "The truce was violated. ",
    "“Ten died,” he said. ",
    "Russia accused Turkey of violating the truce on Monday. ",
    "The attack killed two of them. ",
    "900 families fled to Idlib from Hama. ",
    "The toll rose from 12 to 15. ",
    "The rest were rebels. ",
    "Half of them died. ",
    "In the same place, the army shelled it again, ",
    "Gremova said 12 people died. ",
]
TIMES = 1_600


def varied(wording: str, times: int) -> str:
    """A wording told again and again, each time of another hamlet: what comes back word for word is not read again."""
    hamlets = (f"Kafr {chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(times))
    return "".join(f"{wording[:-2]} near {hamlet.title()}{wording[-2:]}" for hamlet in hamlets)


@pytest.mark.parametrize("wording", REPEATED)
def test_a_wording_told_a_thousand_times_is_read_in_time_that_grows_with_the_text(
    reference: Reference, article: MakeArticle, wording: str
) -> None:
    extractor = Extractor(reference)
    articles = {times: article(varied(wording, times)) for times in (TIMES // LONGER, TIMES)}
    assert grows_in_step(lambda times: extractor.extract(articles[times], date(2016, 5, 1)), TIMES)
