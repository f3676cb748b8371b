"""Compare extracted claims and violation reports with annotated ones.

Belongs here: the definitions of the evaluation gate's scores. Does not: running the extractor (`evaluate`).

A figure is found when measure and both bounds agree; it is right at its core when unit, population, affiliation, basis,
window (a day's grace) and governorate agree too. A gold null for window, source, cause or perpetrator means that the
text does not settle it: any answer passes.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.extract.model import Claim, Extraction, ViolationReport, Window

GRACE_DAYS = 1
FIELDS = (
    "population", "affiliation", "unit", "basis", "window", "admin1", "country", "source", "perpetrator", "cause"
)  # fmt: skip
CORE = ("unit", "population", "affiliation", "basis", "window", "admin1")
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference from the gold, in words."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares between 0 and 1 by name, and every difference."""

    values: dict[str, float]
    misses: list[Miss]


def score(gold: Iterable[Gold], extractions: Mapping[str, Extraction], published: Mapping[str, date | None]) -> Scores:
    """Score the extractions (by the gold's `doc`) of a set of documents."""
    tally: Counter[str] = Counter()
    misses: list[Miss] = []
    for doc in gold:
        name = doc["doc"]
        extraction = extractions.get(name, Extraction((), (), ()))
        tally["documents"] += 1
        tally["dated"] += _day(doc["published_on"]) == published.get(name)
        _figures(name, doc["claims"], extraction.claims, tally, misses)
        _violations(name, doc["violations"], extraction.violation_reports, tally, misses)
    return Scores(_shares(tally), misses)


def _shares(tally: Counter[str]) -> dict[str, float]:
    values = {
        "published_on": tally["dated"] / max(1, tally["documents"]),
        "figure_f1": _f1(tally["found"], tally["claims"], tally["gold"]),
        "core_f1": _f1(tally["core"], tally["claims"], tally["gold"]),
        "violation_f1": _f1(tally["violations_found"], tally["violations"], tally["violations_gold"]),
    }
    for name in FIELDS:
        values[name] = tally[name] / max(1, tally["found"])
    values["part_of"] = tally["part_right"] / max(1, tally["parts"])
    return values


def _f1(right: int, system: int, gold: int) -> float:
    return 2 * right / (system + gold) if system + gold else 1.0


def _figures(name: str, gold: Sequence[Gold], claims: Sequence[Claim], tally: Counter[str], misses: list[Miss]) -> None:
    pairs = _pairs(gold, claims)
    matched = {i: claims[j] for i, j in pairs}
    tally.update({"gold": len(gold), "claims": len(claims), "found": len(pairs)})
    for i, claim in matched.items():
        right = _agreement(gold[i], claim)
        tally.update({field: 1 for field, agrees in right.items() if agrees})
        tally["core"] += all(right[field] for field in CORE)
        wrong = [field for field, agrees in right.items() if not agrees]
        if wrong:
            misses.append(Miss(name, f"differs in {', '.join(wrong)}: {_brief(gold[i])} / {_brief_claim(claim)}"))
        if gold[i]["part_of"] is not None:
            whole = matched.get(gold[i]["part_of"])
            tally["parts"] += 1
            tally["part_right"] += whole is not None and whole.claim_id == claim.part_of_claim_id
    taken = {j for _, j in pairs}
    misses.extend(Miss(name, f"missed: {_brief(g)}") for i, g in enumerate(gold) if i not in matched)
    misses.extend(Miss(name, f"not in gold: {_brief_claim(c)}") for j, c in enumerate(claims) if j not in taken)


def _pairs(gold: Sequence[Gold], claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """One to one, best agreement of the other fields first."""
    candidates = sorted(
        (-sum(_agreement(g, c).values()), i, j)
        for i, g in enumerate(gold)
        for j, c in enumerate(claims)
        if (g["measure"], g["low"], g["high"]) == (c.measure, c.low, c.high)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return pairs


def _agreement(gold: Gold, claim: Claim) -> dict[str, bool]:
    place = claim.place
    return {
        "population": gold["population"] == claim.population,
        "affiliation": gold["affiliation"] == claim.affiliation,
        "unit": gold["unit"] == claim.unit,
        "basis": gold["basis"] == claim.basis,
        "window": _same_window(gold, claim.window),
        "admin1": _same_name(gold["admin1"], place.admin1 if place else None),
        "country": gold["country"] == (place.country if place else None),
        "source": gold["source"] is None or _same_name(gold["source"], claim.attributed_to),
        "perpetrator": _same_sides(gold["perpetrator"], claim.perpetrator),
        "cause": gold["cause"] in (None, claim.cause),
    }


def _violations(
    name: str, gold: Sequence[Gold], reports: Sequence[ViolationReport], tally: Counter[str], misses: list[Miss]
) -> None:
    tally.update({"violations_gold": len(gold), "violations": len(reports)})
    free = list(range(len(reports)))
    for told in gold:
        fitting = [j for j in free if _same_violation(told, reports[j])]
        fitting.sort(key=lambda j: not _same_sides(told["violator"], reports[j].violator))
        if fitting:
            tally["violations_found"] += 1
            free.remove(fitting[0])
        else:
            misses.append(Miss(name, f"missed violation: {told['act']} {told['start']} {told['admin1']}"))
    for j in free:
        report = reports[j]
        where = report.place.admin1 if report.place else None
        misses.append(Miss(name, f"violation not in gold: {report.act} {report.window.start} {where}"))


def _same_violation(gold: Gold, report: ViolationReport) -> bool:
    admin1 = report.place.admin1 if report.place else None
    return gold["act"] == report.act and _same_window(gold, report.window) and _same_name(gold["admin1"], admin1)


def _same_window(gold: Gold, window: Window) -> bool:
    return _near(_day(gold["start"]), window.start) and _near(_day(gold["end"]), window.end)


def _near(gold: date | None, told: date | None) -> bool:
    if gold is None or told is None:
        return gold is None
    return abs((gold - told).days) <= GRACE_DAYS


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _same_sides(gold: str | None, told: str | None) -> bool:
    return gold is None or set(gold.split("+")) == set((told or "").split("+"))


def _same_name(gold: str | None, told: str | None) -> bool:
    a, b = _folded(gold), _folded(told)
    return a == b or bool(a and b and (a in b or b in a))


def _folded(name: str | None) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", name or "").lower() if ch.isalnum())


def _brief(gold: Gold) -> str:
    return (
        f"{gold['measure']} {gold['low']}..{gold['high']} {gold['population']} {gold['affiliation'] or ''} "
        f"{gold['start']}..{gold['end']} {gold['place']} [{gold['at']}]"
    )


def _brief_claim(claim: Claim) -> str:
    place = claim.place.name if claim.place else None
    return (
        f"{claim.measure} {claim.low}..{claim.high} {claim.population} {claim.affiliation or ''} "
        f"{claim.window.start}..{claim.window.end} {place} by {claim.perpetrator} {claim.cause} "
        f"according to {claim.attributed_to}"
    )
