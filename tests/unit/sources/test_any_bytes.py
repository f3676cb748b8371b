"""Whatever bytes a file holds, reading it ends, and everything in it is accounted for."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources import FolderSource
from pipeline.sources.base import Item
from pipeline.text.model import RawDocument, Rejected

LINES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.sampled_from(
            [b'{"text": "Four people were killed."}', b'{"text": ""}', b'{"text": 4}', b"[]", b'{"text"', b" "]
        ),
    ).map(lambda line: line.replace(b"\n", b"")),
    max_size=8,
)


def read(name: str, data: bytes) -> list[Item]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return list(FolderSource([path], max_bytes=2048, base=Path(folder)).read())


def check(item: Item) -> None:
    if isinstance(item, Rejected):
        assert item.reason
        assert item.value is None or (len(item.value) <= 201 and item.value.isprintable())
    else:
        assert len(item.raw_hash) == 64
        item.data.decode("utf-8") if item.source == "jsonl" else None
    item.uri.encode("utf-8")


@settings(max_examples=150)
@given(st.sampled_from(["a.txt", "a.html", "a.md"]), st.binary(max_size=200))
def test_a_text_file_is_one_document_or_one_rejection(name: str, data: bytes) -> None:
    [item] = read(name, data)
    check(item)
    if isinstance(item, RawDocument):
        assert item.data == data


@settings(max_examples=150)
@given(LINES)
def test_every_line_that_is_not_blank_is_a_document_or_a_rejection(lines: list[bytes]) -> None:
    items = read("a.jsonl", b"\n".join(lines))
    filled = [number for number, line in enumerate(lines, start=1) if line.strip()]
    if filled and items[0].uri == "a.jsonl#L1" and lines[0].strip() in (b"[", b"{"):
        filled = [1]
    assert [item.uri for item in items] == ([f"a.jsonl#L{number}" for number in filled] or ["a.jsonl"])
    for item in items:
        check(item)


@settings(max_examples=150)
@given(LINES, st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_archive_gives_its_good_lines_and_a_reason(lines: list[bytes], where: int, byte: int) -> None:
    packed = bytearray(gzip.compress(b"\n".join(lines), mtime=0))
    position = where % len(packed)
    damaged = bytes(packed[:position]) + bytes([byte]) + bytes(packed[position + 1 :])
    for data in (damaged, bytes(packed[:position])):
        items = read("a.jsonl.gz", data)
        assert items
        for item in items:
            check(item)
