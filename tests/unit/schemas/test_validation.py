from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.schemas import SCHEMAS, FrameError, descriptions, empty, polars_schema, validate
from tests.unit.schemas.rows import VALID

# Each line: the frame, what is spoilt in its valid row, words of the reason, the value that is told.
SPOILT: list[tuple[str, dict[str, Any], str, str]] = [
    ("contents", {"raw_hash": "abc"}, "raw_hash: must have the form", "raw_hash=abc"),
    ("contents", {"kind": "pdf"}, "kind: must be one of text, html", "kind=pdf"),
    ("contents", {"data": None}, "data: must not be null", "data=null"),
    ("contents", {"title": ""}, "title: must not be empty", "title="),
    ("contents", {"ingested_at": None}, "ingested_at: must not be null", "ingested_at=null"),
    ("sightings", {"uri": ""}, "uri: must not be empty", "uri="),
    ("sightings", {"external_id": None}, "external_id: must not be null", "external_id=null"),
    ("sightings", {"raw_hash": "A" * 64}, "raw_hash: must have the form", "raw_hash=AAA"),
    ("articles", {"document_id": "doc_1"}, "document_id: must have the form", "document_id=doc_1"),
    ("articles", {"text": ""}, "text: must not be empty", "text="),
    ("articles", {"language": "English"}, "language: must have the form", "language=English"),
    ("articles", {"agencies": None}, "agencies: must not be null", "agencies=null"),
    (
        "articles",
        {"sentences": [{"start": 0, "end": 99, "paragraph": 0, "kind": "body"}]},
        "sentences must lie within the text",
        "sentences=[",
    ),
    (
        "articles",
        {"sentences": [{"start": 5, "end": 5, "paragraph": 0, "kind": "body"}]},
        "sentences must start before they end",
        "sentences=[",
    ),
    (
        "articles",
        {"sentences": [{"start": 0, "end": 5, "paragraph": 0, "kind": "caption"}]},
        "sentence kinds must be one of title, body",
        "sentences=[",
    ),
    ("documents", {"document_id": None}, "document_id: must not be null", "document_id=null"),
    ("documents", {"published_on_basis": "guess"}, "published_on_basis: must be one of metadata", "guess"),
    ("documents", {"published_on_basis": "none"}, "null exactly when its basis is 'none'", "published_on=2019-12-01"),
    ("documents", {"published_on": None}, "null exactly when its basis is 'none'", "published_on=null"),
    ("documents", {"published_on": date(1019, 12, 1)}, "published_on: must lie between 1800 and 2100", "1019-12-01"),
    ("documents", {"uri": None}, "uri: must not be null", "uri=null"),
    ("claims", {"measure": "hurt"}, "measure: must be one of killed, injured, displaced, returned", "measure=hurt"),
    ("claims", {"low": -5, "best": -5}, "low: must be 1 or more", "low=-5, best=-5"),
    ("claims", {"low": 0, "high": 0, "best": 0}, "high: must be 1 or more", "high=0"),
    ("claims", {"low": None, "high": None}, "must have a lower or an upper bound", "low=null, high=null"),
    ("claims", {"low": 15, "qualifier": "range"}, "low must not exceed high", "low=15, high=12"),
    ("claims", {"best": None}, "must have a best estimate", "best=null"),
    ("claims", {"best": 11}, "best must not be below low", "low=12, best=11"),
    ("claims", {"best": 13}, "best must not be above high", "best=13, high=12"),
    ("claims", {"high": 10**12, "qualifier": "range"}, "high: must be 500,000,000 or less", "high=1000000000000"),
    ("claims", {"qualifier": "roughly"}, "qualifier: must be one of exact, at_least", "qualifier=roughly"),
    ("claims", {"high": None}, "must be its own lower and upper bound", "high=null"),
    ("claims", {"qualifier": "about", "high": 20}, "must be its own lower and upper bound", "high=20"),
    ("claims", {"qualifier": "at_least"}, "'at least' must set a lower bound and no upper one", "high=12"),
    ("claims", {"qualifier": "nearly"}, "must set an upper bound and no lower one", "low=12"),
    ("claims", {"unit": "villages"}, "unit: must be one of people, households", "unit=villages"),
    ("claims", {"population": "men"}, "population: must be one of all", "population=men"),
    ("claims", {"affiliation": "rebels"}, "affiliation: must be one of government", "affiliation=rebels"),
    ("claims", {"basis": "total"}, "basis: must be one of flow, stock", "basis=total"),
    ("claims", {"window_start": date(2020, 1, 1)}, "window_start must not lie after window_end", "2020-01-01"),
    ("claims", {"window_end": date(9016, 1, 1)}, "window_end: must lie between 1800 and 2100", "9016-01-01"),
    ("claims", {"window_precision": "day"}, "'day' must start and end on one day", "window_start=2019-11-30"),
    ("claims", {"window_precision": "hour"}, "window_precision: must be one of day", "window_precision=hour"),
    ("claims", {"latitude": 95.0}, "latitude: must be 90 or less", "latitude=95.0"),
    ("claims", {"longitude": -181.0}, "longitude: must be -180 or more", "longitude=-181.0"),
    ("claims", {"latitude": float("nan")}, "latitude: must be 90 or less", "latitude=nan"),
    ("claims", {"latitude": None}, "must both be there or both be missing", "latitude=null, longitude=36.8"),
    ("claims", {"country": "Syria"}, "country: must have the form", "country=Syria"),
    ("claims", {"country": "sy"}, "country: must have the form", "country=sy"),
    ("claims", {"place_precision": "village"}, "place_precision: must be one of exact", "place_precision=village"),
    ("claims", {"place_precision": None}, "a place must have a precision", "place=Saraqib"),
    ("claims", {"place_id": 0}, "place_id: must be 1 or more", "place_id=0"),
    ("claims", {"perpetrator": "rebels"}, "perpetrator: must have the form", "perpetrator=rebels"),
    ("claims", {"perpetrator": "russia+government"}, "in alphabetical order", "perpetrator=russia+government"),
    ("claims", {"perpetrator": "russia+russia"}, "must be different", "perpetrator=russia+russia"),
    ("claims", {"cause": "bombs"}, "cause: must be one of air_strike", "cause=bombs"),
    ("claims", {"part_of_claim_id": "clm_1"}, "cannot be part of itself", "part_of_claim_id=clm_1"),
    ("claims", {"evidence": ""}, "evidence: must not be empty", "evidence="),
    ("claims", {"char_start": -1}, "char_start: must be 0 or more", "char_start=-1"),
    ("claims", {"char_end": 40}, "char_start must lie before char_end", "char_start=40, char_end=40"),
    ("claims", {"char_end": 400}, "long enough to contain the span", "char_end=400"),
    ("claims", {"mentions": 0}, "mentions: must be 1 or more", "mentions=0"),
    ("claims", {"is_outdated": None}, "is_outdated: must not be null", "is_outdated=null"),
    ("claims", {"trace": "because"}, "trace: must have the form", "trace=because"),
    ("claims", {"extractor_version": None}, "extractor_version: must not be null", "extractor_version=null"),
    ("violation_reports", {"act": "attack"}, "act: must be one of air_strike", "act=attack"),
    ("violation_reports", {"violator": "turkey+russia"}, "in alphabetical order", "violator=turkey+russia"),
    ("violation_reports", {"characterisation": "alleged"}, "characterisation: must be one of explicit", "alleged"),
    ("violation_reports", {"window_start": date(2020, 1, 1)}, "window_start must not lie after", "2020-01-01"),
    ("violation_reports", {"place": None}, "a place must have a precision", "place=null"),
    ("violation_reports", {"char_end": 3}, "char_start must lie before char_end", "char_end=3"),
    ("truce_mentions", {"kind": "peace"}, "kind: must be one of ceasefire, de-escalation zone", "kind=peace"),
    ("truce_mentions", {"ended_on": date(2020, 1, 1)}, "must not end before it takes effect", "ended_on=2020-01-01"),
    ("truce_mentions", {"brokers": None}, "brokers: must not be null", "brokers=null"),
    ("truce_mentions", {"name": ""}, "name: must not be empty", "name="),
    ("quarantine", {"reason": ""}, "reason: must not be empty", "reason="),
    ("quarantine", {"seen_at": None}, "seen_at: must not be null", "seen_at=null"),
    ("refresh_log", {"documents_new": 4}, "seen must be new, unchanged or quarantined", "documents_new=4"),
    ("fetches", {"source": "Harbour Courier"}, "source: must have the form", "source=Harbour Courier"),
    ("fetches", {"raw_hash": None}, "what is kept must have its bytes, and nothing else may", "outcome=kept"),
    ("fetches", {"outcome": "unchanged"}, "what is kept must have its bytes, and nothing else may", "unchanged"),
    ("fetches", {"outcome": "failed", "raw_hash": None}, "what is skipped or failed must have a reason", "failed"),
    ("document_sources", {"status": 42}, "status: must be 100 or more", "status=42"),
    ("source_log", {"new": -1}, "new: must be 0 or more", "new=-1"),
    ("source_log", {"outcome": "failed"}, "a run that failed must have an error", "outcome=failed"),
    ("refresh_log", {"seconds": -1.0}, "seconds: must be 0 or more", "seconds=-1.0"),
]

# Rows that look odd and are right.
ODD_BUT_VALID: list[tuple[str, dict[str, Any]]] = [
    ("claims", {"low": 24, "high": 99, "best": 24, "qualifier": "vague"}),
    ("claims", {"high": None, "qualifier": "at_least"}),
    ("claims", {"low": None, "best": 12, "qualifier": "nearly"}),
    ("claims", {"low": 11, "high": 14, "best": 13, "qualifier": "range"}),
    ("claims", {"window_start": None, "window_end": None, "window_precision": None}),
    ("claims", {"window_end": None, "window_precision": None}),
    ("claims", {"window_start": date(2019, 12, 1), "window_precision": "day"}),
    ("claims", {"place_id": None, "latitude": None, "longitude": None, "place_precision": "admin1"}),
    (
        "claims",
        dict.fromkeys(
            (
                "place",
                "place_id",
                "admin1",
                "country",
                "latitude",
                "longitude",
                "place_precision",
                "perpetrator",
                "cause",
            )
        ),
    ),
    ("claims", {"perpetrator": "iran"}),
    ("claims", {"part_of_claim_id": "clm_0"}),
    ("documents", {"published_on": None, "published_on_basis": "none", "published_on_candidates": []}),
    ("articles", {"sentences": [], "paragraphs": [], "title": None}),
    ("articles", {"language": "und"}),
    ("truce_mentions", {"announced_on": None, "effective_on": None, "effective_on_precision": None, "parties": []}),
    ("violation_reports", {"violator": None, "ceasefire_id": None, "characterisation": "inferred"}),
]


def frame_of(name: str, *changes: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([VALID[name] | change for change in changes], schema=polars_schema(name), orient="row")


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_valid_row_of_every_frame_passes_untouched(name: str) -> None:
    frame = frame_of(name, {})
    valid, offences = validate(name, frame)
    assert valid.equals(frame)
    assert offences == []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_frame_has_rows_that_must_fail_and_every_column_is_described(name: str) -> None:
    assert name in {case[0] for case in SPOILT}
    assert list(descriptions(name)) == list(polars_schema(name))
    assert all(len(words) > 5 for words in descriptions(name).values())


@pytest.mark.parametrize(("name", "change", "reason", "value"), SPOILT)
def test_a_spoilt_row_is_refused_with_reason_and_value_and_the_next_is_kept(
    name: str, change: dict[str, Any], reason: str, value: str
) -> None:
    keys = {column: "other" for column, spec in SCHEMAS[name].columns.items() if spec.unique}
    keys = {column: {"raw_hash": "b" * 64, "document_id": "doc_" + "b" * 16}.get(column, "o") for column in keys}
    valid, [offence] = validate(name, frame_of(name, change, keys))
    assert valid.equals(frame_of(name, keys))
    row, words, told = offence
    assert str(row) == str(frame_of(name, change).row(0, named=True))
    assert reason in words
    assert told is not None
    assert value in told


@pytest.mark.parametrize(("name", "change"), ODD_BUT_VALID)
def test_a_row_that_is_odd_but_right_passes(name: str, change: dict[str, Any]) -> None:
    valid, offences = validate(name, frame_of(name, change))
    assert offences == []
    assert valid.height == 1


def test_all_faults_of_a_row_are_told_together() -> None:
    _, [(_, words, value)] = validate("claims", frame_of("claims", {"measure": "hurt", "latitude": 95.0, "unit": None}))
    assert words.split("; ") == [
        "measure: must be one of killed, injured, displaced, returned",
        "unit: must not be null",
        "latitude: must be 90 or less",
    ]
    assert value == "measure=hurt, unit=null, latitude=95.0"


def test_of_rows_with_one_key_the_first_stays() -> None:
    valid, [(row, words, _)] = validate("claims", frame_of("claims", {"mentions": 1}, {"mentions": 2}))
    assert valid["mentions"].to_list() == [1]
    assert (row["mentions"], words) == (2, "claim_id: the key is taken by an earlier row")


def test_a_row_that_is_refused_anyway_takes_no_key() -> None:
    valid, offences = validate("claims", frame_of("claims", {"measure": "hurt"}, {"mentions": 2}))
    assert valid["mentions"].to_list() == [2]
    assert len(offences) == 1


def test_columns_that_the_schema_does_not_know_pass_through() -> None:
    frame = frame_of("claims", {}, {"claim_id": "clm_2", "unit": "x"}).with_columns(extraction_id=pl.lit("ext_1"))
    valid, [(row, _, _)] = validate("claims", frame)
    assert valid["extraction_id"].to_list() == ["ext_1"]
    assert row["extraction_id"] == "ext_1"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_an_empty_frame_passes(name: str) -> None:
    valid, offences = validate(name, empty(name))
    assert valid.schema == polars_schema(name)
    assert offences == []


def test_a_missing_column_is_a_fault_of_the_program() -> None:
    with pytest.raises(FrameError, match="measure must be String, is missing"):
        validate("claims", frame_of("claims", {}).drop("measure"))


def test_a_column_of_another_type_is_a_fault_of_the_program() -> None:
    with pytest.raises(FrameError, match="low must be Int64, is String"):
        validate("claims", frame_of("claims", {}).with_columns(low=pl.lit("12")))


def test_long_values_are_shortened() -> None:
    _, [(_, _, value)] = validate("claims", frame_of("claims", {"trace": "x" * 5000}))
    assert value is not None
    assert len(value) < 250


@settings(max_examples=40)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "claim_id": st.sampled_from(["a", "b", "c", None]),
                "measure": st.sampled_from(["killed", "hurt", None]),
                "low": st.none() | st.integers(-3, 20),
                "high": st.none() | st.integers(-3, 20),
                "best": st.none() | st.integers(-3, 20),
                "qualifier": st.sampled_from(["exact", "range", "vague", "at_least"]),
                "latitude": st.none() | st.floats(-200, 200) | st.just(float("nan")),
                "perpetrator": st.sampled_from([None, "russia", "government+russia", "russia+government", "", "+"]),
            }
        ),
        max_size=12,
    )
)
def test_rows_read_are_always_rows_kept_and_rows_refused(changes: list[dict[str, Any]]) -> None:
    frame = frame_of("claims", *changes) if changes else empty("claims")
    numbered = frame.with_columns(number=pl.int_range(pl.len()))
    valid, offences = validate("claims", numbered)
    kept, refused = valid["number"].to_list(), [row["number"] for row, _, _ in offences]
    assert sorted(kept + refused) == list(range(len(changes)))
    assert kept == sorted(kept)
    assert all(words for _, words, _ in offences)
    again, none = validate("claims", valid)
    assert none == []
    assert again.equals(valid)


def test_the_moments_are_in_utc() -> None:
    assert polars_schema("contents")["ingested_at"] == pl.Datetime("us", "UTC")
    frame = frame_of("sightings", {"retrieved_at": datetime(2020, 1, 1, tzinfo=UTC)})
    assert validate("sightings", frame)[0].height == 1
