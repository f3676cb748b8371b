"""Raw document to article: the one entry to the text stage.

Belongs here: the order of the steps. Does not: any step (`decode`, `repair`, `html`, `chrome`, `dates`, `credits`,
`language`, `repeats`, `sentences`), nor dates that need other documents (`dating`).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.text.candidates import dated, dateline_dates, note_candidates, title_dates, url_dates
from pipeline.text.chrome import Page, read_page
from pipeline.text.credits import credited_agencies, publisher_of
from pipeline.text.decode import decode
from pipeline.text.html import WebPage, read_html
from pipeline.text.language import detect_language
from pipeline.text.model import Article, DateCandidate, RawDocument, Rejected, Sentence
from pipeline.text.repair import repair
from pipeline.text.repeats import without_repeats
from pipeline.text.sentences import split_sentences

# How much of a rejected text is shown in the quarantine.
_VALUE = 200
_LETTER = re.compile(r"[^\W\d_]")


def parse_document(raw: RawDocument) -> Article | Rejected:
    """The article that a raw document holds, or why it holds none."""
    decoded = decode(raw.data, markup=raw.kind == "html")
    if decoded is None:
        return Rejected(raw.uri, "decode", "not text: the bytes are binary")
    if raw.kind == "html":
        raw, decoded = _with_head(raw, read_html(decoded, raw.retrieved_at.date(), raw.url))
    text = repair(decoded)
    if not _LETTER.search(text):
        return Rejected(raw.uri, "text", "no words" if text else "empty", text[:_VALUE] or None)
    page = read_page(text, repair(raw.title) if raw.title else None)
    if not page.paragraphs and not page.title:
        return Rejected(raw.uri, "text", "no text but page furniture", text[:_VALUE])
    return _assemble(raw, page)


def _with_head(raw: RawDocument, page: WebPage) -> tuple[RawDocument, str]:
    """The document with what the page's head says where the source said nothing, and the page's text."""
    completed = replace(
        raw,
        title=raw.title or page.title,
        publisher=raw.publisher or page.publisher,
        url=raw.url or page.url,
        published_at=raw.published_at or page.published_at,
    )
    return completed, page.text


def _assemble(raw: RawDocument, page: Page) -> Article:
    title, blocks = page.title, [without_repeats(block) for block in page.paragraphs]
    parts = ([title] if title else []) + blocks
    text = "\n\n".join(parts)
    paragraphs: list[tuple[int, int]] = []
    sentences: list[Sentence] = []
    position = 0
    for index, part in enumerate(parts):
        end = position + len(part)
        paragraphs.append((position, end))
        kind = "title" if title and index == 0 else "body"
        spans = [(position, end)] if kind == "title" else split_sentences(text, position, end)
        sentences.extend(Sentence(a, b, index, kind) for a, b in spans)  # type: ignore[arg-type]
        position = end + 2
    return Article(
        document_id=document_id(title, "\n\n".join(blocks), raw.given_id),
        raw_hash=raw.raw_hash,
        source=raw.source,
        external_id=raw.external_id,
        uri=raw.uri,
        publisher=publisher_of(raw.publisher, raw.url or raw.uri, page.cut),
        title=title,
        text=text,
        sentences=tuple(sentences),
        language=detect_language(text),
        agencies=credited_agencies(text, page.cut),
        candidates=_candidates(raw, page),
        retrieved_at=raw.retrieved_at,
        paragraphs=tuple(paragraphs),
    )


def _candidates(raw: RawDocument, page: Page) -> tuple[DateCandidate, ...]:
    """Every date that the source, the address and the page's furniture and headline give, in that order, once each."""
    found = [*_metadata(raw), *(candidate for note in page.notes for candidate in note_candidates(note))]
    if page.title:
        found += title_dates(page.title)
    if not found:
        found += dateline_dates(page.paragraphs)
    return tuple(dict.fromkeys(found))


def _metadata(raw: RawDocument) -> Iterator[DateCandidate]:
    if raw.published_at:
        yield from dated("metadata", "metadata", raw.published_at)
    if raw.url:
        yield from url_dates(raw.url)


def document_id(title: str | None, body: str, given_id: str | None) -> str:
    """The stable id of a text: the same words are the same document unless the source itself tells them apart."""
    key = f"{title or ''}\n\n{body}" + (f"\x1f{given_id}" if given_id else "")
    return "doc_" + hashlib.sha256(key.encode()).hexdigest()[:16]
