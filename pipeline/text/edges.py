"""Dates at the edges of a report in which neither a header nor a footer was told from the body.

Belongs here: the day in a bulletin's heading ("as of 20 August 2024"), between a headline and its lead, or in the last
words. Does not: headers and footers that can be cut (`header`, `footer`), nor what a date is worth (`dating`).
"""

import re

from pipeline.text.dates import FoundDate, find_full_dates
from pipeline.text.header import AFTER_DATE, FRONT_REACH, INSIDE_SENTENCE, STOP_BEFORE, Note, skip_gap

_AS_OF = re.compile(r"\b(?:as of|as at|situation (?:as )?on)\s+\Z", re.IGNORECASE)
_SENTENCE_STOP = re.compile(r"[a-z]{2}[.!?][\"'”’)]?\s")
_STOP_BEHIND = re.compile(r"\s*\.?\s+[A-Z\"“]")
# Behind the last date of a report nothing but these marks.
_LAST_MARKS = " \n.)]"
_SIGNED = re.compile(
    r"(?:[(\[](?:[A-Z][^()\[\]\n]{0,40},?\s+)?|\b(?i:published|posted|issued|updated)\b[^.\n]{0,40}\s"
    r"|\n[—–-]\s*[A-Z][\w .]{1,30},\s+)\Z"
)


def edge_notes(text: str) -> list[Note]:
    """The date at the beginning of a text, one that stands alone there, the one in its last words, or nothing."""
    note = _early(text) or _alone(text) or _late(text)
    return [note] if note else []


def _early(text: str) -> Note | None:
    """A date before the first sentence has ended, with which or behind which a new line or sentence begins."""
    for found in find_full_dates(text, 0, FRONT_REACH):
        if _SENTENCE_STOP.search(text, 0, found.start) or "(" in text[1 : found.start]:
            return None
        as_of = _AS_OF.search(text, 0, found.start)
        if not _goes_on(text, found) and (as_of or not INSIDE_SENTENCE.search(text, 0, found.start)):
            return Note("plain", text[as_of.start() if as_of else found.start : found.end])
    return None


def _goes_on(text: str, found: FoundDate) -> bool:
    """Whether the sentence that names the date goes on behind it."""
    after = AFTER_DATE.match(text, found.end)
    stop = after.end() if after else found.end
    follow = skip_gap(text, stop)
    if follow >= len(text) or "\n" in text[found.end : follow]:
        return False
    return text[found.end] == "," or not (text[follow].isupper() or text[follow] in '("“' or stop > found.end + 1)


def _alone(text: str) -> Note | None:
    """A date that is all there is between two sentences near the beginning ("... officials said. 25/3/2017. The")."""
    for found in find_full_dates(text, 0, FRONT_REACH):
        if STOP_BEFORE.search(text, 0, found.start) and _STOP_BEHIND.match(text, found.end):
            return Note("plain", text[found.start : found.end])
    return None


def _late(text: str) -> Note | None:
    dates = find_full_dates(text, max(0, len(text) - FRONT_REACH))
    if not dates or text[dates[-1].end :].strip(_LAST_MARKS):
        return None
    last = dates[-1]
    return Note("plain", text[last.start : last.end], behind=True) if _SIGNED.search(text, 0, last.start) else None
