"""The values that pass through the text stage.

Belongs here: frozen dataclasses of raw documents and parsed articles. Does not: anything that computes them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

ContentKind = Literal["text", "html"]
SentenceKind = Literal["title", "body"]
DateBasis = Literal["metadata", "header", "footer", "weekday", "siblings", "none"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One report as a source delivered it.

    `data` holds the bytes as read (for JSONL: the UTF-8 bytes of the `text` field); `given_id` is set only when the
    source itself named the report. `published_at` is the source's own statement, unparsed.
    """

    source: str
    uri: str
    external_id: str
    data: bytes
    kind: ContentKind
    raw_hash: str
    retrieved_at: datetime
    given_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document or part of one that could not be used: the row that goes to quarantine."""

    uri: str
    stage: str
    reason: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a span of `Article.text`; `paragraph` counts from 0, the title being its own paragraph."""

    start: int
    end: int
    paragraph: int
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date that could be the publication date, why it was found and why it won or lost.

    `date` is None when the evidence names only a weekday or a day without a year; `evidence` is the wording.
    """

    date: date | None
    basis: DateBasis
    evidence: str
    chosen: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Clean text with its structure. `text` is the title, a blank line and the body; every offset points into it."""

    document_id: str
    raw_hash: str
    source: str
    external_id: str
    uri: str
    publisher: str | None
    title: str | None
    text: str
    sentences: tuple[Sentence, ...]
    language: str
    agencies: tuple[str, ...]
    candidates: tuple[DateCandidate, ...]
    retrieved_at: datetime
    paragraphs: tuple[tuple[int, int], ...] = field(default=())
