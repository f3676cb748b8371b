"""Bytes to text: encodings.

Belongs here: choosing the encoding of a document and telling text from binary. Does not: mending the text once decoded
(`repair`), nor markup (`html`).
"""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"BZh", b"\xfd7zXZ")
# Detection reads this much; the encoding does not change within a report.
_SAMPLE = 65_536
# Share of control characters above which bytes are no text: plain reports have none, a stray few come from form feeds.
_MAX_CONTROL = 0.02
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 0})


def decode(data: bytes, markup: bool = False) -> str | None:
    """The text of a document, or None when its bytes are no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data.startswith(_MAGIC):
        return None
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    if _is_binary(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, markup)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of European text is NUL."""
    sample = data[:2000]
    half = len(sample) // 2
    if half < 8 or b"\x00" not in sample:
        return None
    if sample[1::2].count(0) > 0.9 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.9 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls > _MAX_CONTROL * max(len(sample), 1) or sample.count(0) > 0.3 * max(len(sample), 1)


def _decode_other(data: bytes, markup: bool) -> str:
    """Text that is not UTF-8: as declared, nearly UTF-8 with a few broken bytes, or as detected."""
    if markup:
        declared = _DECLARED.search(data[:2048])
        if declared and _known(declared.group(1).decode("ascii")):
            return data.decode(declared.group(1).decode("ascii"), errors="replace")
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("�")
    intact = sum(1 for char in lenient[:_SAMPLE] if char > "\x7f" and char != "�")
    if broken * 4 < intact:
        return lenient
    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    # English text differs from ASCII by quotes, dashes and accents: where the guess is another single-byte page of the
    # Western family, Windows' own is the one in use.
    if encoding in _WESTERN:
        encoding = "cp1252"
    return data.decode(encoding, errors="replace")


_WESTERN = frozenset(
    [
        "ascii",
        "latin_1",
        "cp1250",
        "cp1252",
        "iso8859_15",
        "cp850",
        "cp437",
        "mac_roman",
        "cp1257",
        "cp1254",
        "iso8859_9",
    ]
)


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
