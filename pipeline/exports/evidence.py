"""The documents, speakers and statements behind rows of the ledger, for the source columns of the formats.

Belongs here: from ids of statements to documents. Does not: what a format writes of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.exports.model import Ledger, Row

JOINED = "; "


@dataclass(frozen=True)
class Evidence:
    """What stands behind some rows of the ledger: their documents in order of publication, and who is quoted."""

    documents: tuple[Row, ...]
    speakers: tuple[str, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published the documents; the document's own name where that is not known."""
        return tuple(sorted({row["publisher"] or row["external_id"] for row in self.documents}))

    @property
    def all_named(self) -> bool:
        """Whether every document has a publisher."""
        return all(row["publisher"] for row in self.documents)

    @property
    def last_published(self) -> date | None:
        """The day of the latest report."""
        return max((row["published_on"] for row in self.documents if row["published_on"]), default=None)


class Sources:
    """Looks up evidence in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def claims(self) -> dict[str, Row]:
        """Claims by id."""
        wanted = ["claim_id", "document_id", "attributed_to", "qualifier", "low", "high", "best", "population"]
        frame = self._ledger.tables["claims"].select([*wanted, "affiliation"])
        return {row["claim_id"]: row for row in frame.iter_rows(named=True)}

    @cached_property
    def _reports(self) -> dict[str, Row]:
        frame = self._ledger.tables["violation_reports"].select("violation_report_id", "document_id", "alleged_by")
        return {row["violation_report_id"]: row for row in frame.iter_rows(named=True)}

    @cached_property
    def _documents(self) -> dict[str, Row]:
        wanted = ["document_id", "external_id", "uri", "publisher", "title", "published_on"]
        frame = self._ledger.tables["documents"].select(wanted)
        return {row["document_id"]: row for row in frame.iter_rows(named=True)}

    def claims_of(self, ids: Iterable[str]) -> list[Row]:
        """The claims with these ids, as far as they are in the selection."""
        return [self.claims[claim] for claim in ids if claim in self.claims]

    def behind(self, rows: Iterable[Row]) -> Evidence:
        """What stands behind rows of the ledger, of whatever table."""
        documents: set[str] = set()
        speakers: set[str] = set()
        for row in rows:
            for claim in self.claims_of(row["claim_ids"]):
                documents.add(claim["document_id"])
                speakers.update([claim["attributed_to"]] if claim["attributed_to"] else [])
            for report in row.get("violation_report_ids") or []:
                if told := self._reports.get(report):
                    documents.add(told["document_id"])
                    speakers.update([told["alleged_by"]] if told["alleged_by"] else [])
        found = [self._documents[document] for document in documents if document in self._documents]
        found.sort(key=lambda row: (row["published_on"] is None, row["published_on"] or date.min, row["document_id"]))
        return Evidence(tuple(found), tuple(sorted(speakers)))
