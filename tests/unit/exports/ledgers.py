"""Ledgers for tests: rows with every column, by hand or at random."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

from pipeline.exports.additive import additive
from pipeline.exports.model import LEDGER, Ledger, Product
from pipeline.exports.vocabulary import load_vocabulary
from pipeline.settings import load_settings

Row = dict[str, Any]
VOCABULARY = load_vocabulary(load_settings().reference_dir)
_TEXT, _INT, _DAY, _TEXTS = pl.String(), pl.Int64(), pl.Date(), pl.List(pl.String())
_PLACE = {
    "place": _TEXT,
    "place_id": _INT,
    "admin1": _TEXT,
    "country": _TEXT,
    "latitude": pl.Float64(),
    "longitude": pl.Float64(),
    "place_precision": _TEXT,
}
_WINDOW = {"window_start": _DAY, "window_end": _DAY}
_BOUNDS = {"low": _INT, "best": _INT, "high": _INT}
_REPORTED = {
    "reports": _INT,
    "documents": _INT,
    "independent_sources": _INT,
    "sources": _TEXTS,
    "sources_agree": pl.Boolean(),
    "first_reported_on": _DAY,
    "last_reported_on": _DAY,
}
_VIOLATION = {
    "ceasefire_id": _TEXT,
    "act": _TEXT,
    "violator": _TEXT,
    **_PLACE,
    **_WINDOW,
    "killed_low": _INT,
    "killed_best": _INT,
    "killed_high": _INT,
    "injured_best": _INT,
    "characterisation": _TEXT,
    "alleged_by": _TEXTS,
    "reports": _INT,
    "documents": _INT,
    "independent_sources": _INT,
    "violation_report_ids": _TEXTS,
    "claim_ids": _TEXTS,
}
_SAID = {"evidence": _TEXT, "char_start": _INT, "char_end": _INT}
_CANDIDATE = {"date": _DAY, "basis": _TEXT, "evidence": _TEXT, "chosen": pl.Boolean(), "reason": _TEXT}
SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "casualties": {
        "casualty_id": _TEXT,
        "measure": _TEXT,
        "population": _TEXT,
        "affiliation": _TEXT,
        **_PLACE,
        **_WINDOW,
        "window_kind": _TEXT,
        **_BOUNDS,
        **_REPORTED,
        "parent_casualty_id": _TEXT,
        "perpetrator": _TEXT,
        "cause": _TEXT,
        "ceasefire_id": _TEXT,
        "claim_ids": _TEXTS,
    },
    "displacement": {
        "displacement_id": _TEXT,
        "measure": _TEXT,
        "population": _TEXT,
        "basis": _TEXT,
        **_BOUNDS,
        "households": _INT,
        "people_basis": _TEXT,
        "household_size": pl.Float64(),
        "origin": _TEXT,
        "destination": _TEXT,
        **_PLACE,
        **_WINDOW,
        "window_kind": _TEXT,
        **_REPORTED,
        "parent_displacement_id": _TEXT,
        "ceasefire_id": _TEXT,
        "claim_ids": _TEXTS,
    },
    "ceasefire_violations": {"violation_id": _TEXT, **_VIOLATION},
    "ceasefire_violations_history": {
        "violation_id": _TEXT,
        "version": _INT,
        "known_from": _DAY,
        "known_to": _DAY,
        **_VIOLATION,
    },
    "claims": {
        "claim_id": _TEXT,
        "document_id": _TEXT,
        "measure": _TEXT,
        "low": _INT,
        "high": _INT,
        "best": _INT,
        **dict.fromkeys(("qualifier", "unit", "population", "affiliation", "actor", "basis"), _TEXT),
        **_WINDOW,
        "window_precision": _TEXT,
        **_PLACE,
        **dict.fromkeys(("origin", "destination", "attributed_to", "perpetrator", "cause"), _TEXT),
        "part_of_claim_id": _TEXT,
        **_SAID,
        "mentions": _INT,
        "is_outdated": pl.Boolean(),
        "extractor_version": _TEXT,
    },
    "violation_reports": {
        **dict.fromkeys(("violation_report_id", "document_id", "act", "violator"), _TEXT),
        **_WINDOW,
        "window_precision": _TEXT,
        **_PLACE,
        **dict.fromkeys(("ceasefire_id", "characterisation", "alleged_by"), _TEXT),
        **_SAID,
        "extractor_version": _TEXT,
    },
    "documents": {
        **dict.fromkeys(("document_id", "external_id", "uri", "publisher", "title", "text"), _TEXT),
        "published_on": _DAY,
        "published_on_basis": _TEXT,
        "published_on_candidates": pl.List(pl.Struct(_CANDIDATE)),
        "language": _TEXT,
        "agencies": _TEXTS,
        "wire_story_id": _TEXT,
        "retrieved_at": pl.Datetime("us"),
        "ingested_at": pl.Datetime("us"),
    },
    "ceasefires": {
        "ceasefire_id": _TEXT,
        "name": _TEXT,
        "announced_on": _DAY,
        "effective_on": _DAY,
        "effective_on_precision": _TEXT,
        "ended_on": _DAY,
        "brokers": _TEXTS,
        "parties": _TEXTS,
        "country": _TEXT,
        "admin1s": _TEXTS,
        "kind": _TEXT,
        "basis": _TEXT,
        "documents": _INT,
    },
}
SARAQIB = {
    "place": "Saraqib",
    "place_id": 163808,
    "admin1": "Idlib",
    "country": "SYR",
    "latitude": 35.86,
    "longitude": 36.8,
    "place_precision": "exact",
}
DAY = date(2020, 2, 3)
_COMMON = {
    **SARAQIB,
    "window_start": DAY,
    "window_end": DAY,
    "window_kind": "incident",
    "low": 12,
    "best": 12,
    "high": 12,
    "reports": 1,
    "documents": 1,
    "independent_sources": 1,
    "sources": ["SOHR"],
    "sources_agree": True,
    "first_reported_on": date(2020, 2, 4),
    "last_reported_on": date(2020, 2, 5),
    "claim_ids": [],
}
_numbers = itertools.count(1)


def new_id(kind: str) -> str:
    """An id that no other row has."""
    return f"{kind}_{next(_numbers) * 7919:016x}"


def casualty(**changes: Any) -> Row:
    return {
        **dict.fromkeys(SCHEMAS["casualties"]),
        "casualty_id": new_id("cas"),
        "measure": "killed",
        "population": "civilians",
        **_COMMON,
        "perpetrator": "government",
        "cause": "shooting",
        **changes,
    }


def movement(**changes: Any) -> Row:
    return {
        **dict.fromkeys(SCHEMAS["displacement"]),
        "displacement_id": new_id("dis"),
        "measure": "displaced",
        "population": "all",
        "basis": "flow",
        "people_basis": "stated",
        **_COMMON,
        **changes,
    }


def violation(**changes: Any) -> Row:
    known = {name: value for name, value in _COMMON.items() if name in SCHEMAS["ceasefire_violations"]}
    return {
        **dict.fromkeys(SCHEMAS["ceasefire_violations"]),
        "violation_id": new_id("vio"),
        "ceasefire_id": "syr-somewhere",
        "act": "shelling",
        **known,
        "characterisation": "explicit",
        "alleged_by": [],
        "violation_report_ids": [],
        **changes,
    }


def claim(**changes: Any) -> Row:
    said = {
        "claim_id": new_id("clm"),
        "document_id": "doc_1",
        "measure": "killed",
        "population": "all",
        "qualifier": "exact",
    }
    return {**dict.fromkeys(SCHEMAS["claims"]), **said, "low": 12, "best": 12, "high": 12, **changes}


def document(**changes: Any) -> Row:
    known = {"document_id": "doc_1", "external_id": "report", "uri": "reports/report.txt", "title": "Shells hit a town"}
    published = {"publisher": "Example Wire", "published_on": date(2020, 2, 4), "agencies": []}
    return {**dict.fromkeys(SCHEMAS["documents"]), **known, **published, **changes}


def truce(**changes: Any) -> Row:
    known = {"ceasefire_id": "syr-somewhere", "name": "Truce of somewhere", "effective_on": date(2020, 1, 12)}
    lists: dict[str, list[str]] = {"brokers": [], "parties": ["government", "opposition"], "admin1s": []}
    return {**dict.fromkeys(SCHEMAS["ceasefires"]), **known, **lists, "country": "SYR", **changes}


def ledger(
    casualties: Iterable[Row] = (),
    displacement: Iterable[Row] = (),
    ceasefire_violations: Iterable[Row] = (),
    claims: Iterable[Row] = (),
    documents: Iterable[Row] | None = None,
    ceasefires: Iterable[Row] | None = None,
) -> Ledger:
    """A ledger of these rows; what may be added is computed, every violation has one version."""
    rows: dict[str, list[Row]] = {
        "casualties": list(casualties),
        "displacement": list(displacement),
        "ceasefire_violations": list(ceasefire_violations),
        "claims": list(claims),
        "violation_reports": [],
        "documents": [document()] if documents is None else list(documents),
        "ceasefires": [truce()] if ceasefires is None else list(ceasefires),
    }
    versions = {"version": 1, "known_from": date(2020, 2, 4), "known_to": None}
    rows["ceasefire_violations_history"] = [row | versions for row in rows["ceasefire_violations"]]
    tables = {name: _frame(name, rows[name]) for name in SCHEMAS}
    return Ledger(
        dict(sorted(tables.items())),
        additive(rows["casualties"], rows["displacement"]),
        refreshed_at=datetime(2020, 2, 6, 5, 30),  # noqa: DTZ001 - as DuckDB gives it
    )


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    columns = SCHEMAS[name]
    return pl.DataFrame([[row[column] for column in columns] for row in rows], schema=columns, orient="row")


def records(product: Product, file: str | None = None) -> list[Row]:
    """The records of a product, or of one of its files."""
    return [row for made in product.files if file in (None, made.name) for row in made.frame.to_dicts()]


def reasons(product: Product, row: Row) -> dict[str | None, str]:
    """Why a row, or fields of it, were lost."""
    id_ = next(row[key] for (key,) in LEDGER.values() if key in row)
    return {loss.field: loss.reason for loss in product.losses if loss.id == id_}


SIDES = (
    "government",
    "opposition",
    "islamic_state",
    "kurdish_forces",
    "turkey",
    "russia",
    "government+russia",
    "other",
)
PLACES: tuple[Mapping[str, Any], ...] = (
    SARAQIB,
    {**SARAQIB, "place": "Idlib", "place_id": 1, "place_precision": "admin1", "latitude": None, "longitude": None},
    {
        **SARAQIB,
        "place": "Rwaza",
        "place_id": None,
        "admin1": "North Kivu",
        "country": "COD",
        "place_precision": "admin2",
    },
    {**dict.fromkeys(SARAQIB), "place": "Syria", "country": "SYR", "place_precision": "country"},
    dict.fromkeys(SARAQIB),
)


@st.composite
def bounds(draw: st.DrawFn) -> Row:
    low, best, high = sorted(draw(st.lists(st.integers(0, 300), min_size=3, max_size=3)))
    told = {"low": draw(st.sampled_from([low, None])), "best": best, "high": draw(st.sampled_from([high, None]))}
    return draw(st.sampled_from([told, told, told, dict.fromkeys(told)]))


@st.composite
def windows(draw: st.DrawFn) -> Row:
    start = date(2020, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
    end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 5, 6, 20, 30, 40, 400])))
    days = (end - start).days + 1
    kind = "incident" if days <= 7 else "period" if days <= 366 else "war"
    untold = draw(st.sampled_from([False, False, False, True]))
    return {"window_start": None if untold else start, "window_end": end, "window_kind": kind}


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Ledgers of any rows that the published tables could hold."""
    claims = [claim(claim_id=f"clm_{number:016x}") for number in range(8)]
    some_claims = st.lists(st.sampled_from([row["claim_id"] for row in claims]), max_size=3, unique=True)
    places = st.sampled_from(PLACES)
    side = st.sampled_from([None, *SIDES])
    casualties: list[Row] = []
    for number in range(draw(st.integers(0, 8))):
        whole = draw(st.sampled_from([None, *(row["casualty_id"] for row in casualties)]))
        more = {
            "casualty_id": f"cas_{number:016x}",
            "measure": draw(st.sampled_from(["killed", "killed", "injured"])),
            "population": draw(st.sampled_from(["all", "civilians", "combatants", "children", "women", "medics"])),
            "affiliation": draw(side.filter(lambda one: one is None or "+" not in one)),
            "perpetrator": draw(side),
            "cause": draw(
                st.sampled_from([None, "air_strike", "shelling", "ground_fighting", "shooting", "execution"])
            ),
            "parent_casualty_id": whole,
            "claim_ids": draw(some_claims),
        }
        casualties.append(casualty(**draw(places), **draw(windows()), **draw(bounds()), **more))
    displacement = [
        movement(
            displacement_id=f"dis_{number:016x}",
            **draw(places),
            **draw(windows()),
            **draw(bounds()),
            measure=draw(st.sampled_from(["displaced", "displaced", "returned"])),
            basis=draw(st.sampled_from(["flow", "flow", "stock"])),
            households=draw(st.sampled_from([None, 40])),
            destination=draw(st.sampled_from([None, "Idlib", "Turkey"])),
            claim_ids=draw(some_claims),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    violations = []
    for number in range(draw(st.integers(0, 5))):
        told = draw(bounds())
        window = {name: day for name, day in draw(windows()).items() if name != "window_kind"}
        toll = {f"killed_{name}": value for name, value in told.items()}
        act = draw(st.sampled_from(["air_strike", "shelling", "clash", "ground_attack", "shooting", "unspecified"]))
        more = {"act": act, "violator": draw(side), "claim_ids": draw(some_claims)}
        violations.append(violation(violation_id=f"vio_{number:016x}", **draw(places), **window, **toll, **more))
    return ledger(casualties, displacement, violations, claims)
