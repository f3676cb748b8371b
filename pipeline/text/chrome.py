"""A page of text with its lines to title, paragraphs and what was left out.

Belongs here: which line is title, paragraph, heading, caption, teaser or chrome. Does not: lines themselves (`lines`),
recognising one line (`furniture`), running text whose header is glued to the body (`running`), sentences, or the worth
of dates (`dating`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.text.dates import find_full_dates
from pipeline.text.edges import edge_notes
from pipeline.text.furniture import (
    is_bare_caption,
    is_byline,
    is_caption_label,
    is_caption_line,
    is_chrome,
    is_credit,
    is_read_more,
)
from pipeline.text.header import Note, is_names, is_yearless_line, strip_front, wire_dateline
from pipeline.text.headings import date_of_line
from pipeline.text.lines import is_bullet, lines_of
from pipeline.text.running import trim
from pipeline.text.titles import choose_title, clean_title

# A paragraph is a line that ends in a stop and has at least this many words; shorter ones before the first paragraph
# may be standing heads.
_PARAGRAPH_WORDS = 8
# A line of up to this many words without a stop, among paragraphs that have theirs, is a heading or a teaser: headlines
# of the sample pages have up to 13 words. A question of up to the lesser number is one too.
_HEADING_WORDS = 14
_QUESTION_WORDS = 6
# Before the first paragraph a line of this many words may be the summary; shorter ones are sections and names.
_SUMMARY_WORDS = 5
# Running text is looked through for glued furniture where a page has no more lines than this.
_FEW_LINES = 3
# A page with so many paragraphs that end in stops writes its stops.
_STOPPED_PARAGRAPHS = 2
# A line that holds nothing but names and a date is no longer than this.
_DATE_LINE = 140
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOPPED = re.compile(r"""[.!?…:;]["'”’»)\]]*\Z""")
_INNER_STOP = re.compile(r"[a-z]{2}[.!?][\"'”’)]? ")
# A name, a mark and a number.
_ROW = re.compile(r"[^\W\d][^\d|:]{0,60}(?:[|:\t]|\s[-–—]\s)\s{0,3}\d[\d,.]*\Z")
# A place in capitals before the date that opens the lead; it stays, the date goes.
_DATELINE = re.compile(r"([A-Z][A-Z'’-]{2,}(?:[ /][A-Z][A-Z'’-]+)*),? ")
# Front matter of Markdown files names the title.
_TITLE_LABEL = re.compile(r"(?i:title|headline|subject):\s+[\"']?(?=\S)")


@dataclass(slots=True)
class Page:
    """What a page holds: the report, and its furniture with the dates found in it."""

    title: str | None
    paragraphs: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def read_page(text: str, title: str | None) -> Page:
    """Title, paragraphs and furniture of repaired text; `title` is the one that the source gave, if any."""
    lines = lines_of(text)
    page = Page(clean_title(title, text) if title else None)
    if len(lines) > 1:
        lines = _report_lines(lines, page)
    for index, line in enumerate(lines):
        _add_body(page, line, whole=index == 0 and len(lines) <= _FEW_LINES)
    if all(note.label == "caption" for note in page.notes):
        page.notes.extend(edge_notes(text))
    return page


def _report_lines(lines: list[str], page: Page) -> list[str]:
    """The lines of the report below its title; everything else goes to the page's notes and cuttings."""
    kept = _sift(lines, page)
    first = next((at for at, line in enumerate(kept) if _is_paragraph(line)), None)
    if first is None:
        return _below_title(kept, page) if page.title or len(kept) < 2 else _named_by_first(kept, page)
    head, body = kept[:first], kept[first:]
    if page.title is None:
        title = choose_title(head, body)
        page.title = clean_title(title, "") if title else None
        at = head.index(title) if title else -1
        page.cut += head[: max(at, 0)]
        head = head[at + 1 :]
    head = _below_title(head, page)
    return _without(head, _is_masthead, page) + _without_headings(body, page)


def _named_by_first(lines: list[str], page: Page) -> list[str]:
    """The lines of a page without a paragraph: the first is its title if it can be one."""
    title = choose_title(lines[:1], lines[1:])
    page.title = title
    return lines[1:] if title else lines


def _below_title(lines: list[str], page: Page) -> list[str]:
    """What follows the title where it stands among the lines; what stands above it is the masthead."""
    if page.title not in lines:
        return lines
    at = lines.index(page.title)
    page.cut += lines[: at + 1]
    return lines[at + 1 :]


# -- one pass over the lines -----------------------------------------------------------------------------


def _sift(lines: list[str], page: Page) -> list[str]:
    """The lines that are no furniture, each once."""
    kept: list[str] = []
    seen: set[str] = set()
    in_body = False
    captioned = False
    for index, line in enumerate(lines):
        unit = _without_header(line, page, in_body, behind=in_body and index * 2 > len(lines))
        if is_read_more(unit) and kept and not _STOPPED.search(kept[-1]):
            page.cut.append(kept.pop())
        if captioned and not _YEAR.search(unit):
            page.cut.append(unit)
            captioned = False
            continue
        captioned = is_caption_label(unit)
        if not unit or unit in seen or _is_furniture(unit, page, in_body):
            continue
        seen.add(unit)
        kept.append(_TITLE_LABEL.sub("", unit) if not kept else unit)
        in_body = in_body or _is_paragraph(unit)
    return kept


def _without_header(line: str, page: Page, in_body: bool, behind: bool) -> str:
    """What a line holds beside dates, labels and names: all of it, unless it is a header or a date line."""
    if in_body and len(line) > _DATE_LINE:
        return line
    notes: list[Note] = []
    rest = line
    if _YEAR.search(line):
        rest = line[strip_front(line, page.title, notes) :]
        if not notes and not in_body and (headed := date_of_line(line)):
            notes, rest = [Note("plain", headed)], ""
    elif is_yearless_line(line):
        notes, rest = [Note("plain", line)], ""
    elif not in_body:
        rest = wire_dateline(line, notes)
    if not notes or (rest and in_body):
        return line
    page.notes.extend(Note(note.label, note.wording, behind) for note in notes)
    if rest and not line.endswith(rest):
        return rest
    page.cut.append(line[: len(line) - len(rest)])
    place = _DATELINE.match(line)
    return f"{place[1]} - {rest}" if rest and place else rest


def _is_furniture(line: str, page: Page, in_body: bool) -> bool:
    """True for chrome, bylines, credits and captions, which are put aside with the dates that captions name."""
    if is_caption_line(line) or (not in_body and is_bare_caption(line)):
        page.notes.extend(_caption_notes(line))
    elif not (is_chrome(line) or is_credit(line) or is_byline(line)):
        return False
    page.cut.append(line)
    return True


def _caption_notes(line: str) -> Iterator[Note]:
    """The dates of a caption; a date that stands alone in its brackets is the report's ("[14/January/2019]")."""
    for found in find_full_dates(line):
        alone = line.strip("[]() ") == line[found.start : found.end]
        yield Note("plain" if alone else "caption", line[found.start : found.end])


# -- headings --------------------------------------------------------------------------------------------


def _is_paragraph(line: str) -> bool:
    return len(line.split()) >= _PARAGRAPH_WORDS and _STOPPED.search(line) is not None


def _is_masthead(line: str) -> bool:
    """True for what stands between title and lead and is no summary: sections, names, places."""
    return not _STOPPED.search(line) and (len(line.split()) < _SUMMARY_WORDS or is_names(line))


def _is_heading(line: str) -> bool:
    """True for a short line without a full stop."""
    if is_bullet(line) or _INNER_STOP.search(line):
        return False
    size = len(line.split())
    if line.rstrip("\"'”’»)").endswith("?"):
        return size <= _QUESTION_WORDS
    return size <= _HEADING_WORDS and not _STOPPED.search(line)


def _without_headings(body: list[str], page: Page) -> list[str]:
    """The body without headings and teasers, if it writes its stops so that they can be told."""
    long_lines = [line for line in body if len(line.split()) >= _PARAGRAPH_WORDS]
    stopped = sum(1 for line in long_lines if _STOPPED.search(line))
    if stopped < _STOPPED_PARAGRAPHS or stopped * 2 < len(long_lines):
        return body
    listed = {at + 1 for at, line in enumerate(body) if line.endswith(":")}
    listed |= _tables(body)
    headings = {at for at, line in enumerate(body) if at not in listed and _is_heading(line)}
    page.cut += [body[at] for at in sorted(headings)]
    return [line for at, line in enumerate(body) if at not in headings]


def _tables(body: list[str]) -> set[int]:
    """The rows of tables, two or more, each with the line above them: "Homs | 120", "Aleppo: 85"."""
    rows = {at for at, line in enumerate(body) if line[-1:].isdigit() and _ROW.search(line)}
    rows = {at for at in rows if at - 1 in rows or at + 1 in rows}
    return rows | {at - 1 for at in rows}


def _without(lines: list[str], unwanted: Callable[[str], bool], page: Page) -> list[str]:
    page.cut += [line for line in lines if unwanted(line)]
    return [line for line in lines if not unwanted(line)]


def _add_body(page: Page, line: str, whole: bool) -> None:
    if not whole:
        page.paragraphs.append(line)
        return
    running = trim(line, page.title)
    page.paragraphs.extend(part for part in running.body.split("\n\n") if part)
    page.notes.extend(running.notes)
    page.cut.extend(running.cut)
