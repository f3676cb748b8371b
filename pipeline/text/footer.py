"""The footer behind running text: update lines, tags, links, credits, bylines, an outlet's word about itself.

Belongs here: where the body ends. Does not: the header (`header`), nor lines of a page (`chrome`).
"""

import re

from pipeline.text.dates import find_full_dates
from pipeline.text.furniture import AGENCIES, alternatives, terms
from pipeline.text.header import LABEL_BEFORE, Note, label_kind

# How far a footer reaches: some outlets close with twenty headlines of other reports.
_TAIL_REACH = 1400
_TAGS_REACH = 320
_LINKS_REACH = 900
_BLURB_REACH = 700
_SIGNATURE_REACH = 200
_AGENCY_REACH = 24
_UPDATE_REACH = 120
_LABEL_REACH = 40
# Names, initials and credits are shorter than any last sentence that could be taken for them.
_SIGNATURE_LENGTH = 90
# Phrases that also stand in the middle of reports ("Read also") close one only this near its end.
_LAST_REACH = 160

_TAIL_TERMS = tuple(sorted(terms("tail")))
LAST_TERMS = tuple(sorted(terms("tail_last")))
TAGS = re.compile(rf"(?:{alternatives(frozenset(term.title() for term in terms('tags')))}):?\s+(?=[A-Za-z])")
_RELATED_BEHIND = re.compile(
    rf"\s(?:{alternatives(frozenset(term.capitalize() for term in terms('related')))}):?\s(?=[A-Z0-9])"
)
_COUNT_BEHIND = re.compile(r"(?<=[.!?\"”])\s+(?:\.{3}\s*)?\d{0,5}\s*\Z")
_AGENCY_BEHIND = re.compile(rf"\s*[-–—]+\s*(?:{AGENCIES})\s*\.?\Z", re.IGNORECASE)
_CREDIT_BEHIND = re.compile(
    r"(?<=[.!?\"”)\]])\s*[(\[]?\s*\b(?:With|Source|Sources)\b\s*:?\s+[A-Z][\w.&-]*+(?:,?\s+(?:[A-Z][\w.&-]*+|and|agencies)){0,6}"
    r"[)\]]?\.?\s*\Z"
    r"|\s*\(?Agencies contributed to this (?:story|report)\.?\)?\s*\Z"
)
_INITIALS_BEHIND = re.compile(
    r"(?<=[.!?\"”])\s+(?:[A-Z]{2,5}(?:\s+\d{1,3}(?:-\d{1,3})?)?|\d{1,3}(?:-\d{1,3})?"
    r"|[A-Z][\w.]*(?:\s+[A-Z][\w.-]*)?\s*/\s*[A-Z][\w.]*(?:\s+[A-Z][\w.]*)?(?:\s*/\s*[A-Z][\w.]*)*)\s*\Z"
)
_BYLINE_BEHIND = re.compile(
    rf"(?<=[.!?\"”])\s+\(?(?:{alternatives(frozenset(t.capitalize() for t in terms('byline')))})\s[^.]*?\.?\)?\Z"
)
_NAMES_BEHIND = re.compile(
    r"(?<=[.!?\"”])\s+(?:[A-Z][a-z]+\s+(?:[Aa]l-\s?)?[A-Z][\w-]+(?:(?:\s+and)?\s+[A-Z][\w-]+){0,6})\.?\Z"
    r"|(?<=[.!?\"”])\s+(?:\.{3}\s*\d*\s*)?(?:Topic|Topics)\s[^().]{1,90}\(\d+\)\s*\Z"
)
_SHARE_BEHIND = re.compile(r"(?<=[.!?\"”)])\s*(?:Twitter|Facebook|Share|Tweet|Print|Email)\Z")
_SIGNATURE_OPENS = re.compile(
    rf"\(?(?:With|Source|Agencies|{alternatives(frozenset(t.capitalize() for t in terms('byline')))})\b"
)
_BLURB_TERMS = tuple(sorted(terms("subject_blurb")))
_BLURB = re.compile(
    rf"(?<=[.!?\"”])\s+(?:[A-Z][\w-]*\s+){{1,6}}(?:{alternatives(terms('subject_blurb'))})[^.]*\b"
    r"(?:newspaper|news agency|news website|broadcaster|channel|daily|magazine|network)\b",
)
_SIGNATURES = (_CREDIT_BEHIND, _INITIALS_BEHIND, _BYLINE_BEHIND, _NAMES_BEHIND, _SHARE_BEHIND)


def strip_tail(text: str, start: int, notes: list[Note]) -> int:
    """Where the body ends; an update line behind it is noted."""
    zone = max(start + (len(text) - start) // 2, len(text) - _TAIL_REACH)
    end = _before_update(text, zone, len(text), notes)
    near = max(zone, end - _LAST_REACH)
    marks = (_first_term(text, zone, end, _TAIL_TERMS), _first_term(text, near, end, LAST_TERMS))
    mark = min((at for at in marks if at is not None), default=None)
    if mark is not None:
        end = _before_links(text, zone, mark)
    elif TAGS.search(text, max(zone, end - _TAGS_REACH), end):
        end = _before_links(text, zone, end)
    for _ in range(4):
        trimmed = _before_signature(text, zone, end)
        if trimmed == end:
            break
        end = trimmed
    return end


def _first_term(text: str, start: int, end: int, phrases: tuple[str, ...]) -> int | None:
    """Where the first of some phrases stands; plain searches beat one case-blind alternation ten times over."""
    lowered = text[start:end].lower().replace("’", "'")
    return min((start + at for phrase in phrases if (at := lowered.find(phrase)) >= 0), default=None)


def _before_update(text: str, zone: int, end: int, notes: list[Note]) -> int:
    """Walk back over an update line at the very end."""
    for found in find_full_dates(text, max(zone, end - _UPDATE_REACH), end):
        label = LABEL_BEFORE.search(text, max(zone, found.start - _LABEL_REACH), found.start)
        if label is not None:
            notes.append(Note(label_kind(label.group()), text[label.start() : found.end], behind=True))
            return label.start()
    return end


def _before_links(text: str, zone: int, end: int) -> int:
    """Walk back over the tags and related headlines that stand before a footer."""
    tags = _last(TAGS, text, max(zone, end - _TAGS_REACH), end)
    end = tags.start() if tags else end
    related = _RELATED_BEHIND.search(text, max(zone, end - _LINKS_REACH), end)
    end = related.start() if related else end
    count = _COUNT_BEHIND.search(text, max(zone, end - 24), end)
    return count.start() if count else end


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


def _before_signature(text: str, zone: int, end: int) -> int:
    """Walk back over one credit, byline, name or self-description at the very end."""
    end = len(text[:end].rstrip()) if text[end - 1 : end].isspace() else end
    near = max(zone, end - _SIGNATURE_REACH)
    if "-" in text[max(near, end - _AGENCY_REACH) : end] or "–" in text[max(near, end - _AGENCY_REACH) : end]:
        match = _AGENCY_BEHIND.search(text, near, end)
        if match:
            return match.start()
    last = _last_piece(text, near, end)
    if end - last <= _SIGNATURE_LENGTH or _SIGNATURE_OPENS.match(text, last):
        for pattern in _SIGNATURES:
            match = pattern.search(text, near, end)
            if match:
                return match.start()
    return _before_blurb(text, zone, end)


def _last_piece(text: str, near: int, end: int) -> int:
    """Where what follows the last full stop before the end begins."""
    last = max(text.rfind(stop, near, end - 1) for stop in (". ", ") ", '" ', "” ", "! ", "? "))
    return near if last < 0 else last + 2


def _before_blurb(text: str, zone: int, end: int) -> int:
    """Walk back over the paragraph in which an outlet describes itself."""
    start = max(zone, end - _BLURB_REACH)
    if _first_term(text, start, end, _BLURB_TERMS) is None:
        return end
    match = _BLURB.search(text, start, end)
    return match.start() if match else end
