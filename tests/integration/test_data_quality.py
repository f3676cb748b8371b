"""Every kind of doubt that `data_quality` knows is told when there is reason for it, with the rows concerned."""

import pytest
import yaml

from tests.integration.battle import BATTLE, claim
from tests.integration.compiled_ledger import PROJECT, Ledger
from tests.integration.raw_warehouse import Row

NOWHERE = {"place": None, "place_id": None, "admin1": None, "country": None, "place_precision": None}
HAMA = {"place": "Hama", "place_id": 170017, "admin1": "Hama", "country": "SYR", "place_precision": "admin1"}
FAR = {"place": "Terra Nova", "place_id": 99, "admin1": None, "country": "ATA", "place_precision": "country"}


def on(day: str) -> Row:
    return {"window_start": day, "window_end": day}


DOUBTS: dict[str, list[Row]] = {
    "documents": [
        {"document_id": "spring", "publisher": "Spring News", "published_on": "2021-05-20"},
        {"document_id": "rival", "publisher": "Rival News", "published_on": "2021-05-20"},
        {"document_id": "undated", "published_on": None, "published_on_basis": "none"},
    ],
    "claims": [
        claim("spring-whole", 10, 10, **on("2021-05-10")),
        claim("spring-part", 12, 12, population="civilians", part_of_claim_id="spring-whole", **on("2021-05-10")),
        claim("spring-when", 7, 7, measure="injured"),
        claim("spring-where", 8, 8, **on("2021-04-01"), **NOWHERE),
        claim("spring-many", 90_000_000, 90_000_000, **on("2021-03-01")),
        claim("spring-later", 3, 3, measure="injured", **on("2021-05-29")),
        claim("spring-count", 20, 20, attributed_to="SOHR", **on("2021-05-15"), **HAMA),
        claim("rival-count", 30, 30, attributed_to="SANA", **on("2021-05-15"), **HAMA),
        claim("rival-homes", 500, 500, measure="displaced", unit="households", **on("2021-05-02"), **FAR),
    ],
    "truce_mentions": [{"truce_mention_id": "spring-t", "document_id": "spring", "name": "a truce of some day"}],
}
# The battle is told with the others: a headline against its body, a changed copy and an incomplete violation.
ALL = {name: BATTLE.get(name, []) + DOUBTS.get(name, []) for name in BATTLE}


@pytest.fixture(scope="module")
def told(ledger: Ledger) -> list[tuple[str, str, list[str], str]]:
    ledger.replay(ALL)
    return ledger.memory.execute("select kind, subject, subject_ids, detail from data_quality").fetchall()


def test_no_kind_is_known_that_is_never_told(told: list[tuple[str, str, list[str], str]]) -> None:
    described = yaml.safe_load((PROJECT / "models" / "marts" / "data_quality.yml").read_text(encoding="utf-8"))
    test = described["models"][0]["data_tests"][0]["only_known_values"]
    assert {kind for kind, *_ in told} == set(test["arguments"]["columns"]["kind"])


@pytest.mark.parametrize(
    ("kind", "subject_ids"),
    [
        ("date_unresolved", ["undated"]),
        ("date_unresolved", ["spring-when"]),
        ("place_unresolved", ["spring-where"]),
        ("out_of_range", ["spring-many"]),
        ("out_of_range", ["spring-later"]),
        ("truce_unresolved", ["spring-t"]),
    ],
)
def test_what_a_report_leaves_open_is_told_of_it(
    told: list[tuple[str, str, list[str], str]], kind: str, subject_ids: list[str]
) -> None:
    assert subject_ids in [ids for found, _, ids, _ in told if found == kind]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("parts_above_whole", "A part of 12 exceeds its whole of 10."),
        ("rival_speakers", "The bounds of SANA and SOHR do not meet: 20 to 30"),
        ("household_size_unknown", "500 households in ATA can not be told in people."),
    ],
)
def test_what_does_not_fit_in_the_ledger_is_told_of_its_rows(
    told: list[tuple[str, str, list[str], str]], kind: str, words: str
) -> None:
    assert [detail for found, _, _, detail in told if found == kind and detail.startswith(words)]
