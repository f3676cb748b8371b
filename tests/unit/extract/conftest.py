"""The project's own vocabularies, loaded once, and articles made of a few words."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline.extract.annotate import Annotated, annotate
from pipeline.extract.extractor import Extractor
from pipeline.extract.gazetteer import Gazetteer
from pipeline.extract.model import Claim
from pipeline.extract.reference import Reference
from pipeline.text.model import Article, RawDocument, Rejected
from pipeline.text.parse import parse_document

ROOT = Path(__file__).parents[3]

SUNDAY = date(2019, 12, 1)
MakeArticle = Callable[..., Article]
MakeDoc = Callable[..., Annotated]
Claims = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def reference() -> Reference:
    # The gazetteer's index is the same for every run of one version: keep it where the pipeline keeps its own.
    return Reference.load(ROOT / "seeds" / "reference", ROOT / "data" / "build" / "cache")


@pytest.fixture(scope="session")
def gazetteer(reference: Reference) -> Gazetteer:
    return reference.gazetteer


@pytest.fixture(scope="session")
def article() -> MakeArticle:
    def make(text: str, title: str | None = None, publisher: str | None = None) -> Article:
        raw = RawDocument(
            source="test",
            uri="test",
            external_id="test",
            data=text.encode(),
            kind="text",
            raw_hash=hashlib.sha256(text.encode()).hexdigest(),
            retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
            title=title,
            publisher=publisher,
        )
        parsed = parse_document(raw)
        assert not isinstance(parsed, Rejected), parsed
        return parsed

    return make


@pytest.fixture(scope="session")
def doc(article: MakeArticle, reference: Reference) -> MakeDoc:
    def make(
        text: str, published_on: date | None = None, title: str | None = None, publisher: str | None = None
    ) -> Annotated:
        return annotate(article(text, title, publisher), published_on, reference)

    return make


@pytest.fixture
def claims(article: MakeArticle, reference: Reference) -> Claims:
    """The claims of a report of Sunday, 1 December 2019, or of another day."""
    extractor = Extractor(reference)

    def make(text: str, title: str | None = None, published: str | None = None) -> list[Claim]:
        day = SUNDAY if published is None else date.fromisoformat(published)
        return list(extractor.extract(article(text, title), day).claims)

    return make
