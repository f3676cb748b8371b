"""A raw document in one line."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.text.model import Article, RawDocument
from pipeline.text.parse import parse_document

MakeRaw = Callable[..., RawDocument]
Parse = Callable[..., Article]


@pytest.fixture(scope="session")
def make_raw() -> MakeRaw:
    def make(text: str | bytes, **fields: object) -> RawDocument:
        data = text.encode() if isinstance(text, str) else text
        defaults: dict[str, object] = {
            "source": "test",
            "uri": "inbox/report.txt",
            "external_id": "report",
            "data": data,
            "kind": "text",
            "raw_hash": "0" * 64,
            "retrieved_at": datetime(2026, 1, 31, tzinfo=UTC),
        }
        if "external_id" in fields:
            defaults["given_id"] = fields["external_id"]
        return RawDocument(**{**defaults, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def parse(make_raw: MakeRaw) -> Parse:
    def run(text: str | bytes, **fields: object) -> Article:
        article = parse_document(make_raw(text, **fields))
        assert isinstance(article, Article), article
        return article

    return run
