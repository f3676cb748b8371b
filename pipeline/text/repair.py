"""Damaged text to clean text: characters, ligatures, hyphenation, glued words and spaces.

Belongs here: repairs within a text that keep its lines. Does not: choosing what of the text is body (`chrome`), nor the
encoding of bytes (`decode`). Numbers are never joined: a hard space between digit groups stays one.
"""

import re

from pipeline.text.spelling import mend_words

_C1 = {code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)}
_DROPPED = dict.fromkeys([0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_SPACES = dict.fromkeys(
    [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09, 0x0B, 0x0C, *range(0x1C, 0x20)], " "
)
_BREAKS = {0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_TABLE = {**_C1, **_DROPPED, **_SPACES, **_LIGATURES, **_BREAKS}
_ASCII_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\t\x7f]")
# Pairs that UTF-8 read as cp1252 or Latin-1 leaves behind.
_MOJIBAKE = re.compile(r"â€|Ã[\x80-\xbf©¨¤¶¼±³¡]|Â[\xa0«»\s]|ï¬|ï¿½|Ð[°-¿]|â\x80")
# What is left of a quotation mark after two wrong decodings: a control character with another behind it.
_C1_RUN = re.compile(r"\x95[\x80-\x9fµ_]")
_MOJIBAKE_MARKS = "âÃÂïÐ"
_GROUPED = re.compile(r"[\u00a0\u2009\u202f](?<=\d.)(?=\d{3}(?!\d))")
# Keeps the hard space of a number through the table, which makes every other one plain.
_GROUP_MARK = "\ue000"
_MANY_SPACES = re.compile(r" {2,}")
_LINE_EDGES = re.compile(r" *+\n *+")


def repair(text: str) -> str:
    """The text with its characters mended, its broken words joined and its white space made plain; lines stay lines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _mend_characters(text)
    if not text.replace("\n", "").isprintable():
        text = _ASCII_CONTROL.sub(lambda found: " " if found.group() in "\t\x0b\x0c" else "", text)
    if "\n" in text:
        text = _LINE_EDGES.sub("\n", text)
    text = mend_words(text)
    return (_MANY_SPACES.sub(" ", text) if "  " in text else text).strip()


def _mend_characters(text: str) -> str:
    text = _C1_RUN.sub("", text)
    if any(mark in text for mark in _MOJIBAKE_MARKS) and _MOJIBAKE.search(text):
        # Imported here: few texts need it, and it takes a quarter of a second.
        import ftfy

        text = ftfy.fix_encoding(text)
    grouped = _GROUPED.sub(_GROUP_MARK, text)
    return grouped.translate(_TABLE).replace(_GROUP_MARK, "\u202f")
