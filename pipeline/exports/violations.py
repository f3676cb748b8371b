"""Breaches of truces, one record each, with the truce that they break and what is known since when.

Belongs here: our own form of the ledger's violations, made to be read without joins. Does not: other people's forms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.exports.evidence import JOINED, Sources
from pipeline.exports.model import LEDGER, Field, File, Held, Ledger, Loss, Product, Row, columns_lost, frame_of
from pipeline.exports.vocabulary import Vocabulary

_TEXT, _INT, _DAY = pl.String(), pl.Int64(), pl.Date()
FIELDS = (
    Field("violation_id", _TEXT, "Id in the ledger."),
    Field("truce", _TEXT, "Name of the truce."),
    Field("ceasefire_id", _TEXT, "Its id."),
    Field("truce_kind", _TEXT, "What sort of truce."),
    Field("truce_announced_on", _DAY, "When it was declared."),
    Field("truce_effective_on", _DAY, "When it took effect."),
    Field("truce_effective_on_precision", _TEXT, "How exactly that is known: day or month."),
    Field("truce_ended_on", _DAY, "When it ended, if known."),
    Field("days_after_effective", _INT, "Days from its taking effect to the first day of the breach."),
    Field("start", _DAY, "First day of the breach."),
    Field("end", _DAY, "Last day."),
    Field("initiator", _TEXT, "Side said to have done it, joint action with a plus; empty: two-sided or not told."),
    Field("target", _TEXT, "Sides and people that suffered it, by the claims of its toll."),
    Field("mode", _TEXT, "The hostile act."),
    Field("characterisation", _TEXT, "explicit, implied or inferred."),
    Field("alleged_by", _TEXT, "Who says so; empty: the outlets themselves."),
    Field("killed_low", _INT, "Lower bound of the dead."),
    Field("killed_best", _INT, "Dead; empty: no toll is told."),
    Field("killed_high", _INT, "Upper bound of the dead."),
    Field("injured", _INT, "Injured; empty: none are told."),
    Field("place", _TEXT, "Most specific place."),
    Field("place_id", _INT, "GeoNames id."),
    Field("admin1", _TEXT, "Governorate or province."),
    Field("admin1_pcode", _TEXT, "P-code of OCHA's common operational data set, where we have it."),
    Field("country", _TEXT, "ISO 3166 alpha-3 code."),
    Field("latitude", pl.Float64(), "Degrees north."),
    Field("longitude", pl.Float64(), "Degrees east."),
    Field("place_precision", _TEXT, "exact, admin2, admin1 or country."),
    Field("reports", _INT, "Reports that tell of it."),
    Field("documents", _INT, "Documents that tell of it."),
    Field("independent_sources", _INT, "Sources that stand behind it."),
    Field("publishers", _TEXT, "Who published the documents."),
    Field("version", _INT, "Which version of what is known this is."),
    Field("first_known_from", _DAY, "Report day from which anything of it was known; empty: only undated reports."),
    Field("known_from", _DAY, "Report day from which this version was known."),
    Field("known_to", _DAY, "Report day on which the next version replaced it; empty: still known."),
)
_SAME = (
    *("violation_id", "ceasefire_id", "characterisation", "killed_low", "killed_best", "killed_high", "place"),
    *("place_id", "admin1", "country", "latitude", "longitude", "place_precision", "reports", "documents"),
    "independent_sources",
)
_CARRIED = {
    "ceasefire_violations": (*_SAME, "act", "violator", "window_start", "window_end", "alleged_by", "injured_best")
}


@dataclass(frozen=True)
class Violations:
    """The format."""

    vocabulary: Vocabulary
    name: str = "violations"
    title: str = "Ceasefire violations"
    whole: bool = False

    def scope(self, ledger: Ledger) -> Sequence[str]:
        """The three tables of the ledger."""
        return tuple(LEDGER)

    def make(self, ledger: Ledger) -> Product:
        """Every violation; victims are held by the violation whose toll they are."""
        sources = Sources(ledger)
        truces = {row["ceasefire_id"]: row for row in ledger.rows("ceasefires")}
        versions = _versions(ledger)
        held, losses, records = [], [], []
        of_claim: dict[str, str] = {}
        for row in sorted(ledger.rows("ceasefire_violations"), key=_order):
            id_ = row["violation_id"]
            records.append(self._record(row, truces.get(row["ceasefire_id"]) or {}, versions.get(id_) or [{}], sources))
            held.append(Held("ceasefire_violations", id_, id_))
            for claim in row["claim_ids"]:
                of_claim.setdefault(claim, id_)
        for row in ledger.rows("casualties"):
            breach = next((of_claim[claim] for claim in row["claim_ids"] if claim in of_claim), None)
            if breach:
                held.append(Held("casualties", row["casualty_id"], breach))
                detail = f"in the toll of {breach}"
                losses.append(Loss("casualties", row["casualty_id"], "folded", "casualty_id", detail))
            else:
                losses.append(Loss("casualties", row["casualty_id"], "not_a_violation"))
        losses += [Loss("displacement", id_, "not_a_violation") for id_ in ledger.keys("displacement")]
        losses += columns_lost(ledger, [row for row in held if row.table == "ceasefire_violations"], _CARRIED)
        file = File("violations", self.title, FIELDS, frame_of(FIELDS, records))
        return Product((file,), tuple(held), tuple(losses))

    def _record(self, row: Row, truce: Row, versions: Sequence[Row], sources: Sources) -> Row:
        effective, start = truce.get("effective_on"), row["window_start"]
        version = versions[-1]
        return {name: row[name] for name in _SAME} | {
            "truce": truce.get("name"),
            "truce_kind": truce.get("kind"),
            "truce_announced_on": truce.get("announced_on"),
            "truce_effective_on": effective,
            "truce_effective_on_precision": truce.get("effective_on_precision"),
            "truce_ended_on": truce.get("ended_on"),
            "days_after_effective": (start - effective).days if start and effective else None,
            "start": start,
            "end": row["window_end"],
            "initiator": row["violator"],
            "target": _target(row, sources),
            "mode": row["act"],
            "alleged_by": JOINED.join(row["alleged_by"]) or None,
            "injured": row["injured_best"],
            "admin1_pcode": self.vocabulary.pcodes.get((row["country"], row["admin1"])),
            "publishers": JOINED.join(sources.behind([row]).publishers) or None,
            "version": version.get("version"),
            "first_known_from": min((v["known_from"] for v in versions if v.get("known_from")), default=None),
            "known_from": version.get("known_from"),
            "known_to": version.get("known_to"),
        }


def _versions(ledger: Ledger) -> dict[str, list[Row]]:
    """The versions of each violation, the last one last."""
    found: dict[str, list[Row]] = {}
    wanted = ["violation_id", "version", "known_from", "known_to"]
    for row in ledger.tables["ceasefire_violations_history"].select(wanted).sort("version").iter_rows(named=True):
        found.setdefault(row["violation_id"], []).append(row)
    return found


def _target(row: Row, sources: Sources) -> str | None:
    did = set((row["violator"] or "").split("+"))
    told = {claim["affiliation"] or claim["population"] for claim in sources.claims_of(row["claim_ids"])}
    return JOINED.join(sorted(told - did - {"all"})) or None


def _order(row: Row) -> tuple[str, bool, str, str]:
    return row["ceasefire_id"], row["window_start"] is None, str(row["window_start"]), row["violation_id"]
