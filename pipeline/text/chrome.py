"""A page of text with its lines to title, paragraphs and what was left out.

Belongs here: which line is title, paragraph, heading, caption, teaser or chrome. Does not: recognising one line
(`furniture`), running text whose header is glued to the body (`running`), sentences, or the worth of dates (`dating`).
"""

import re
from dataclasses import dataclass, field

from pipeline.text.dates import find_full_dates
from pipeline.text.furniture import (
    is_bare_caption,
    is_byline,
    is_caption_line,
    is_chrome,
    is_credit,
    is_read_more,
    outlet_names,
    terms,
)
from pipeline.text.header import Note, find_title, is_yearless_line, strip_front, wire_dateline
from pipeline.text.running import trim
from pipeline.text.vocabulary import words

# A paragraph is a line that ends in a stop and has at least this many words; shorter ones before the first paragraph
# may be standing heads.
_PARAGRAPH_WORDS = 8
# A line of up to this many words without a stop, among paragraphs that have theirs, is a heading or a teaser. Headlines
# of the sample pages have up to 13 words.
_HEADING_WORDS = 14
_TITLE_WORDS = range(3, 31)
_SUMMARY_WORDS = 5
# Lines that a page's width breaks are at least this long, at most so wide, and filled to this share.
_WRAP_LEAST = 40
_WRAP_WIDTH = 100
_WRAP_SHARE = 0.8
_FUNCTION_WORDS = words("english_function_words", "word")
# Running text is looked through for glued furniture where a page has no more lines than this.
_FEW_LINES = 3
# A line that holds nothing but names and a date is no longer than this.
_DATE_LINE = 140
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOPPED = re.compile(r"""[.!?…:;]["'”’»)\]]*\Z""")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪◦‣]|\d{1,2}[.)])\s+\S")
# Front matter of Markdown files names the title.
_TITLE_LABEL = re.compile(r"(?i:title|headline):\s+[\"']?(?=\S)")
_MD_BLOCK = re.compile(r"^(?:#{1,6}\s+|>\s*)+")
_MD_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_MD_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,500}\)")
_MD_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
# A place in capitals before the date that opens the lead; it stays, the date goes.
_DATELINE = re.compile(r"([A-Z][A-Z'’-]{2,}(?:[ /][A-Z][A-Z'’-]+)*),? ")
_SEPARATOR = re.compile(r"\s+[|–—»-]\s+")
_SECTIONS = terms("section")


@dataclass(slots=True)
class Page:
    """What a page holds: the report, and its furniture with the dates found in it."""

    title: str | None
    paragraphs: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def read_page(text: str, title: str | None) -> Page:
    """Title, paragraphs and furniture of repaired text; `title` is the one that the source gave, if any."""
    units = _units(text)
    page = Page(_clean_title(title, text) if title else None)
    if len(units) > 1:
        units = _body_units(units, page)
    for index, unit in enumerate(units):
        _add_body(page, unit, whole=index == 0 and len(units) <= _FEW_LINES)
    return page


# -- lines -----------------------------------------------------------------------------------------------


def _units(text: str) -> list[str]:
    """Lines, where a line that only the page's width has broken is joined to the one before."""
    units: list[str] = []
    for block in text.split("\n\n"):
        lines = [plain for line in block.split("\n") if (plain := _without_markdown(line))]
        width = max((len(line) for line in lines), default=0)
        for index, line in enumerate(lines):
            if index and _is_wrapped(lines[index - 1], line, width, len(lines)):
                units[-1] = f"{units[-1]} {line}"
            else:
                units.append(line)
    return units


def _without_markdown(line: str) -> str:
    """A line without the marks of Markdown: heading, quote, emphasis, link."""
    line = line.strip()
    if line[:1] in "#>*_!" or "](" in line or "**" in line:
        line = _MD_LINK.sub(r"\1", _MD_IMAGE.sub("", line))
        line = _MD_EMPHASIS.sub(r"\2", _MD_BLOCK.sub("", line))
    return line


def _is_wrapped(before: str, line: str, width: int, lines: int) -> bool:
    """True when only the width of the page separates two lines."""
    if len(before) < _WRAP_LEAST or _BULLET.match(line):
        return False
    if line[:1].islower() or before.count("(") > before.count(")"):
        return True
    if _STOPPED.search(before):
        return lines > _FEW_LINES and width <= _WRAP_WIDTH and len(before) > _WRAP_SHARE * width
    return (
        before.rsplit(None, 1)[-1] in _FUNCTION_WORDS
        or before.endswith(",")
        or (lines >= _FEW_LINES and width <= _WRAP_WIDTH and len(before) > _WRAP_SHARE * width)
    )


# -- titles ----------------------------------------------------------------------------------------------


def _clean_title(title: str, text: str) -> str:
    """The title without the outlet's name and section before or behind it."""
    title = title.replace(" _ ", " – ").replace("_", "'").strip()
    if find_title(text, title, 0, len(title) + 300):
        return title
    parts = _SEPARATOR.split(title)
    while len(parts) > 1 and _is_site(parts[-1]):
        parts.pop()
    while len(parts) > 1 and _is_site(parts[0]):
        parts.pop(0)
    return title[title.index(parts[0]) : title.rindex(parts[-1]) + len(parts[-1])]


def _is_site(part: str) -> bool:
    low = part.lower().strip()
    return low in _SECTIONS or low in outlet_names() or low.startswith(("www.", "http"))


def _looks_like_title(unit: str) -> bool:
    return len(unit.split()) in _TITLE_WORDS and not _STOPPED.search(unit) and not is_byline(unit)


# -- the page --------------------------------------------------------------------------------------------


def _body_units(units: list[str], page: Page) -> list[str]:
    """The lines of the report; everything else goes to the page's notes and cuttings."""
    has_headings = _has_stopped_paragraphs(units)
    kept: list[str] = []
    seen: set[str] = set()
    in_body = False
    for index, line in enumerate(units):
        unit = _without_header(line, page, in_body, behind=index * 2 > len(units))
        if is_read_more(unit) and kept and not _STOPPED.search(kept[-1]):
            page.cut.append(kept.pop())
        if not unit or unit in seen or _is_furniture(unit, page, in_body):
            continue
        seen.add(unit)
        unit = _TITLE_LABEL.sub("", unit) if not kept else unit
        if page.title is None and not kept and _looks_like_title(unit) and index + 1 < len(units):
            page.title = unit
        elif unit == page.title or (has_headings and _is_heading(unit, units[index - 1], in_body)):
            page.cut.append(unit)
        else:
            kept.append(unit)
            in_body = in_body or _is_paragraph(unit)
    return kept


def _has_stopped_paragraphs(units: list[str]) -> bool:
    """True when the page writes its stops, so that a short line without one is a heading."""
    long_units = [unit for unit in units if len(unit.split()) >= _PARAGRAPH_WORDS]
    stopped = sum(1 for unit in long_units if _STOPPED.search(unit))
    return stopped >= _FEW_LINES and stopped * 2 >= len(long_units)


def _is_paragraph(unit: str) -> bool:
    return len(unit.split()) >= _PARAGRAPH_WORDS and _STOPPED.search(unit) is not None


def _without_header(unit: str, page: Page, in_body: bool, behind: bool) -> str:
    """What a line holds beside dates, labels and names: all of it, unless it is a header or a date line."""
    if in_body and len(unit) > _DATE_LINE:
        return unit
    notes: list[Note] = []
    rest = unit
    if _YEAR.search(unit):
        rest = unit[strip_front(unit, page.title, notes) :]
    elif is_yearless_line(unit):
        notes, rest = [Note("plain", unit)], ""
    elif not in_body:
        rest = wire_dateline(unit, notes)
    if not notes or (rest and in_body):
        return unit
    page.notes.extend(Note(note.label, note.wording, behind) for note in notes)
    if rest and not unit.endswith(rest):
        return rest
    page.cut.append(unit[: len(unit) - len(rest)])
    place = _DATELINE.match(unit)
    return f"{place[1]} - {rest}" if rest and place else rest


def _is_furniture(unit: str, page: Page, in_body: bool) -> bool:
    """True for chrome, bylines, credits and captions, which are put aside with the dates that captions name."""
    if is_caption_line(unit) or (not in_body and is_bare_caption(unit)):
        page.notes.extend(Note("caption", unit[found.start : found.end]) for found in find_full_dates(unit))
    elif not (is_chrome(unit) or is_credit(unit) or is_byline(unit)):
        return False
    page.cut.append(unit)
    return True


def _is_heading(unit: str, before: str, in_body: bool) -> bool:
    """True for a short line without a stop; before the first paragraph it may be the summary and has to be shorter."""
    if _STOPPED.search(unit) or _BULLET.match(unit) or before.endswith(":"):
        return False
    size = len(unit.split())
    return size <= _HEADING_WORDS if in_body else size < _SUMMARY_WORDS


def _add_body(page: Page, unit: str, whole: bool) -> None:
    if not whole:
        page.paragraphs.append(unit)
        return
    running = trim(unit, page.title)
    page.paragraphs.extend(part for part in running.body.split("\n\n") if part)
    page.notes.extend(running.notes)
    page.cut.extend(running.cut)
