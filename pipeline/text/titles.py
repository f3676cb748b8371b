"""The title of a report.

Belongs here: cleaning a given title, and finding one among the lines before the first paragraph. Does not: finding a
title inside running text (`header`).
"""

import re
from collections.abc import Sequence

from pipeline.text.furniture import is_byline, outlet_names, terms
from pipeline.text.header import find_title, is_names

_WORDS = range(3, 31)
# Section names and mastheads are shorter than nearly all headlines.
_ENOUGH_WORDS = 4
# The first paragraphs say again what the headline says.
_LEAD_PARAGRAPHS = 4
_SEPARATOR = re.compile(r"\s+[|–—»-]\s+")
# A name behind a bar is the site's, known or not.
_PIPED = re.compile(r"\s\|\s+[A-Z][\w.'’&-]*+(?:\s+[A-Z][\w.'’&-]*+){0,3}\s*\Z")
_CONTENT = re.compile(r"[a-z]{4,}|\d+")
_ENDS_IN_STOP = re.compile(r"""[.!…:;]["'”’»)\]]*\Z""")
_SECTIONS = terms("section")


def clean_title(title: str, text: str) -> str:
    """The title without the outlet's name and section before or behind it."""
    title = title.replace(" _ ", " – ").replace("_", "'").strip()
    if text and find_title(text, title, 0, len(title) + 300):
        return title
    title = _PIPED.sub("", title)
    parts = _SEPARATOR.split(title)
    while len(parts) > 1 and _is_site(parts[-1]):
        parts.pop()
    while len(parts) > 1 and _is_site(parts[0]):
        parts.pop(0)
    return title[title.index(parts[0]) : title.rindex(parts[-1]) + len(parts[-1])]


def _is_site(part: str) -> bool:
    low = part.lower().strip()
    return low in _SECTIONS or low in outlet_names() or low.startswith(("www.", "http"))


def looks_like_title(line: str) -> bool:
    """True for a line of a headline's length without a full stop."""
    return len(line.split()) in _WORDS and not _ENDS_IN_STOP.search(line) and not is_byline(line)


def choose_title(head: Sequence[str], body: Sequence[str]) -> str | None:
    """The headline among the lines before the first paragraph: the first that speaks of what the lead speaks of."""
    candidates = [line for line in head if looks_like_title(line)]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    said = _content(" ".join(body[:_LEAD_PARAGRAPHS]))
    speaking = [line for line in candidates if not said.isdisjoint(_content(line))]
    worded = [line for line in speaking if not is_names(line)]
    long = [line for line in worded if len(line.split()) >= _ENOUGH_WORDS]
    return next(iter([*long, *worded, *speaking, *candidates]))


def _content(text: str) -> set[str]:
    return set(_CONTENT.findall(text.lower()))
