"""Lines of a page, as the writer meant them.

Belongs here: joining lines that only the page's width breaks, and taking Markdown's marks off. Does not: what a line is
(`chrome`).
"""

import re
from itertools import pairwise

from pipeline.text.vocabulary import words

# Lines that a page's width breaks are at least this long, at most so wide, and all but the last filled to this share;
# a line that could begin a sentence needs more of them as evidence.
_WRAP_LEAST = 40
_WRAP_WIDTH = range(55, 101)
_WRAP_SHARE = 0.75
_WRAP_LINES = 4
_WRAP_PAIRS = 2
_FUNCTION_WORDS = words("english_function_words", "word")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣]|\d{1,2}[.)])\s+\S")
_MD_BLOCK = re.compile(r"^(?:#{1,6}\s+|>\s*)+")
_MD_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_MD_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,500}\)")
_MD_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")


def lines_of(text: str) -> list[str]:
    """The lines of repaired text, none empty, each whole."""
    blocks = [
        [plain for line in block.split("\n") if (plain := _without_markdown(line))] for block in text.split("\n\n")
    ]
    width = _page_width(blocks)
    found: list[str] = []
    for lines in blocks:
        full = len(lines) >= _WRAP_LINES and _is_even(lines)
        for index, line in enumerate(lines):
            if index and _is_wrapped(lines[index - 1], line, full, width):
                found[-1] = f"{found[-1]} {line}"
            else:
                found.append(line)
    return found


def _page_width(blocks: list[list[str]]) -> int | None:
    """The width that breaks the lines of the whole page, where more than a few go on in lower case."""
    pairs = [(before, line) for lines in blocks for before, line in pairwise(lines) if len(before) >= _WRAP_LEAST]
    broken = [len(before) for before, line in pairs if line[:1].islower()]
    if len(broken) < _WRAP_PAIRS or len(broken) * 4 < len(pairs):
        return None
    return max(broken) if max(broken) in _WRAP_WIDTH else None


def is_bullet(line: str) -> bool:
    """True for an item of a list."""
    return _BULLET.match(line) is not None


def _without_markdown(line: str) -> str:
    """A line without the marks of Markdown: heading, quote, emphasis, link."""
    line = line.strip()
    if line[:1] in "#>*_!" or "](" in line or "**" in line:
        line = _MD_LINK.sub(r"\1", _MD_IMAGE.sub("", line))
        line = _MD_EMPHASIS.sub(r"\2", _MD_BLOCK.sub("", line))
    return line


def _is_even(lines: list[str]) -> bool:
    """True when all lines but the last fill one width."""
    width = max(map(len, lines))
    return width in _WRAP_WIDTH and all(len(line) >= _WRAP_SHARE * width for line in lines[:-1])


def _is_wrapped(before: str, line: str, full: bool, width: int | None) -> bool:
    """True when only the width of the page separates two lines."""
    if len(before) < _WRAP_LEAST or is_bullet(line):
        return False
    if full or line[:1].islower() or before.count("(") > before.count(")"):
        return True
    if width is not None and len(before) >= _WRAP_SHARE * width:
        return True
    return before.endswith(",") or before.rsplit(None, 1)[-1] in _FUNCTION_WORDS
