"""Running text whose page furniture is glued to the body: a header in front, a footer behind, captions and tags between.

Belongs here: cutting one unbroken line into header, body and footer. Does not: pages that still have their lines
(`chrome`), nor what a date in the header is worth (`dating`).
"""

import re
from dataclasses import dataclass

from pipeline.text.dates import FoundDate, find_dates, find_full_dates
from pipeline.text.furniture import (
    AGENCIES,
    PUBLISHED_LABEL,
    UPDATED_LABEL,
    alternatives,
    has_photo_mark,
    is_bare_caption,
    is_caption,
    photo_credit,
    terms,
)
from pipeline.text.sentences import split_sentences
from pipeline.text.vocabulary import words

# How far a header and a footer reach; the longest headers of the benchmark texts end before character 260.
FRONT_REACH = 420
TAIL_REACH = 1400
# A caption at the start is one or two sentences.
CAPTION_REACH = 420

_NAMES_REACH = 90
_TAGS_REACH = 320
_TAGS_FRONT = 900
_LINKS_REACH = 900
_BLURB_REACH = 700
_SIGNATURE_REACH = 200
_AGENCY_REACH = 24
# Names, initials and credits are shorter than any last sentence that could be taken for them.
_SIGNATURE_LENGTH = 90
_UPDATE_REACH = 120
# Phrases that also stand in the middle of reports ("Read also") close one only this near its end.
_LAST_REACH = 160
# A teaser is a headline and its label; what is longer holds a sentence of the report too.
_TEASER_WORDS = 18
_LABEL_REACH = 40
_CAPTION_LEAST = 30
# Two opening words this close belong to one sentence ("At least two"): the first of them opens it.
_CLOSE_OPENERS = 60

_GAP = re.compile(r"[\s\-–—|:.,•)/]*")
_ZONE = r"(?:GMT|UTC|KSA|EST|EDT|CET)(?:[+-]\d{1,2})?"
# Four digits are a time only when something says so: "2014 1200 people" goes on with a figure.
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\b\.?)?"
_TIME = (
    rf"(?:[\s,|–-]*(?:(?:at\s+)?(?:{_ZONE}\s+)?{_CLOCK}(?:\s*{_ZONE})?"
    rf"|at\s+\d{{4}}|\d{{1,2}}:?\d{{2}}\s*(?:[AaPp]\.?[Mm]\b\.?|{_ZONE}))(?!\d))*"
)
_LABEL = rf"(?:{UPDATED_LABEL}|{PUBLISHED_LABEL})"
_UPDATED = re.compile(rf"\b(?:{UPDATED_LABEL})\b", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"\b{_LABEL}:?\s*(?:\d{{1,2}}:?\d{{2}}\s+)?\Z", re.IGNORECASE)
_AFTER_DATE = re.compile(rf"{_TIME}[)\s]*")
# Counts of comments and views behind a button; a third number belongs to the report.
_COUNTERS = r"(?:\s+(?:0\s+)?\d+(?=\s))?"
_STRONG = re.compile(rf"(?:{alternatives(terms('front'))})\b{_COUNTERS}", re.IGNORECASE)
_WEAK = re.compile(rf"(?:{alternatives(terms('front_word'))})\b:?(?=\s+[A-Z0-9\"“])", re.IGNORECASE)
_LINK = re.compile(r"(?:SEND\s+)?https?\S+|Topics?\s[^().]{1,90}\(\d+\)" + _COUNTERS)
_BYLINE_FRONT = re.compile(r"[Bb]y\s+(?=[A-Z])")
_RELATED = re.compile(rf"(?:{alternatives(terms('related'))})\b:?\s+(?=[A-Z0-9])", re.IGNORECASE)
# Words between two parts of a header: names, sections, numbers; never a sentence.
_NAME = re.compile(r"\(?[A-Z][\w.'’&-]*[,:]?|by|and|of|the|for|in|[-–|/(]|\d{1,4}")
_ENDS_IN_AGENCY = re.compile(rf"\b(?:{AGENCIES})\s+\Z")
_LEAD_START = re.compile(r"[A-Z0-9\"“'‘(\[]|(?:by|title:)\s")
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"\S+")
_OPENERS = words("sentence_openers", "opener")
_FUNCTION_WORDS = frozenset(
    (
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "from",
        "after",
        "as",
        "has",
        "have",
        "was",
        "were",
        "said",
        "with",
        "is",
        "are",
    )
)

_TAIL_TERMS = tuple(sorted(terms("tail")))
_LAST_TERMS = tuple(sorted(terms("tail_last")))
_VERB = re.compile(r"[a-z]{2,}ed")
_TAGS = re.compile(rf"(?<=\s)(?:{alternatives(frozenset(term.title() for term in terms('tags')))}):?\s+(?=[A-Za-z])")
_RELATED_BEHIND = re.compile(
    rf"\s(?:{alternatives(frozenset(term.capitalize() for term in terms('related')))}):?\s(?=[A-Z0-9])"
)
_COUNT_BEHIND = re.compile(r"(?<=[.!?\"”])\s+(?:\.{3}\s*)?\d{0,5}\s*\Z")
_AGENCY_BEHIND = re.compile(rf"\s*[-–—]+\s*(?:{AGENCIES})\s*\.?\Z", re.IGNORECASE)
_CREDIT_BEHIND = re.compile(
    r"(?<=[.!?\"”)\]])\s*[(\[]?\s*\b(?:With|Source|Sources)\b\s*:?\s+(?:(?:[A-Z][\w.&-]*|and|agencies),?\s*){1,7}[)\]]?\.?\Z"
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
_SHARE_BEHIND = re.compile(r"(?<=[.!?\"”)])\s+(?:Twitter|Facebook|Share|Tweet|Print|Email)\Z")
_SIGNATURE_OPENS = re.compile(
    rf"\(?(?:With|Source|Agencies|{alternatives(frozenset(t.capitalize() for t in terms('byline')))})\b"
)
_BLURB_TERMS = tuple(sorted(terms("subject_blurb")))
_BLURB = re.compile(
    rf"(?<=[.!?\"”])\s+(?:[A-Z][\w-]*\s+){{1,6}}(?:{alternatives(terms('subject_blurb'))})[^.]*\b"
    r"(?:newspaper|news agency|news website|broadcaster|channel|daily|magazine|network)\b",
)
_CAPTION_OPENS = re.compile(
    r"(?:An?|The|Two|Three|People|Men|Women|Boys?|Children|Residents|Smoke|Rescuers|Members|Soldiers|Fighters|[A-Z][a-z]+ns)\s"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A dated stretch of furniture; `label` is `published`, `updated`, `plain` or `caption`, `behind` the body or not."""

    label: str
    wording: str
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """The body of running text and what was cut from around it."""

    body: str
    notes: tuple[Note, ...]
    cut: tuple[str, ...]


def trim(text: str, title: str | None) -> Running:
    """Cut header, footer, caption and tags from running text."""
    notes: list[Note] = []
    start = strip_front(text, title, notes)
    end = _tail(text, start, notes)
    cut = [text[:start], text[end:]]
    body = _split_summary(text[start:end].strip(), notes)
    body, tags = _without_tags(body)
    body, teasers = _without_teasers(body)
    body, caption = _without_caption(body)
    if caption:
        again = strip_front(body, None, [])
        cut.append(body[:again])
        body = body[again:]
    cut += [caption, tags, *teasers]
    notes.extend(Note("caption", caption[found.start : found.end]) for found in find_full_dates(caption))
    return Running(body, tuple(notes), tuple(part for piece in cut if (part := piece.strip())))


# -- the header in front ------------------------------------------------------------------------------------------------


def strip_front(text: str, title: str | None, notes: list[Note]) -> int:
    """Where the body begins behind the header; dated parts of the header are noted."""
    reach = min(len(text), FRONT_REACH)
    title_at = find_title(text, title, 0, reach) if title else None
    dates = find_full_dates(text, 0, reach)
    position = 0
    while position < reach:
        begin = _skip_gap(text, position)
        step = (
            (_past_title(text, begin, title_at) if title_at and title_at[0] == begin else None)
            or _past_phrase(text, begin, position > 0)
            or _past_date(text, begin, dates, notes)
            or _past_title(text, begin, title_at)
            or (_past_behind_date(text, begin, title) if position else None)
        )
        if step is None or step <= position:
            break
        position = step
    return _skip_gap(text, position) if position else 0


def _skip_gap(text: str, position: int) -> int:
    match = _GAP.match(text, position)
    return match.end() if match else position


def find_title(text: str, title: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the title stands in a stretch of text, whatever quotes, stops and spaces either has lost."""
    at = text.find(title, start, end)
    if at >= 0:
        return at, at + len(title)
    wanted = [char for char in title.lower() if char.isalnum()]
    near = text[start:end].lower()
    if not wanted or not all(word in near for word in _longest_words(title)):
        return None
    places = [index for index in range(start, min(end, len(text))) if text[index].isalnum()]
    folded = "".join(text[index] for index in places).lower()
    at = folded.find("".join(wanted)) if len(folded) == len(places) else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _longest_words(title: str) -> list[str]:
    """The words least likely to stand in a text that does not hold the title."""
    return sorted(_WORD.findall(title.lower()), key=len)[-3:]


def _past_title(text: str, begin: int, title_at: tuple[int, int] | None) -> int | None:
    """The end of the title, if it stands here or only a name or section stands before it, and no sentence goes on from it."""
    if title_at is None or title_at[0] < begin or not _is_names(text[begin : title_at[0]]):
        return None
    after = _skip_gap(text, title_at[1])
    return title_at[1] if after >= len(text) or not text[after].islower() else None


def _past_phrase(text: str, begin: int, inside: bool) -> int | None:
    match = _STRONG.match(text, begin) or _LINK.match(text, begin) or (_WEAK.match(text, begin) if inside else None)
    return match.end() if match else None


def _past_date(text: str, begin: int, dates: list[FoundDate], notes: list[Note]) -> int | None:
    """The end of a header date that stands here, with its label and time, or after names and section words only."""
    found = next((date for date in dates if date.start >= begin), None)
    if found is None or found.start - begin > _NAMES_REACH:
        return None
    before = text[begin : found.start]
    label = _LABEL_BEFORE.search(before)
    if not _is_names(before[: label.start()] if label else before):
        return None
    after = _AFTER_DATE.match(text, found.end)
    stop = after.end() if after else found.end
    follow = _skip_gap(text, stop)
    if follow < len(text) and not (_LEAD_START.match(text, follow) or label or _ENDS_IN_AGENCY.search(before)):
        return None
    wording = text[begin + label.start() if label else found.start : stop].strip()
    notes.append(Note(_label_kind(label.group()) if label else "plain", wording))
    return stop


def is_yearless_line(line: str) -> bool:
    """True for a line that is nothing but a weekday with its day ("Wednesday, 4 December"), a name or a time."""
    if len(line) > _NAMES_REACH:
        return False
    found = next(find_dates(line), None)
    if found is None or found.weekday is None or found.readings:
        return False
    before, after = line[: found.start], line[found.end :]
    label = _LABEL_BEFORE.search(before)
    return _is_names(before[: label.start()] if label else before) and _is_names(after.strip(" ,|-–.:"))


def _label_kind(label: str) -> str:
    return "updated" if _UPDATED.search(label) else "published"


def _is_names(stretch: str) -> bool:
    """True for names, section words, numbers and nothing else: a header has no verbs in lower case."""
    if len(stretch) > _NAMES_REACH:
        return False
    return all(_NAME.fullmatch(token) for token in stretch.split())


def _past_behind_date(text: str, begin: int, title: str | None) -> int | None:
    """The end of what only follows a date or title: a byline, headlines of other reports up to the title said again."""
    byline = _BYLINE_FRONT.match(text, begin)
    if byline:
        return _after_byline(text, byline.end())
    match = _RELATED.match(text, begin)
    if match is None:
        return None
    again = find_title(text, title, match.end(), match.end() + FRONT_REACH) if title else None
    return again[1] if again else _lead_after(text, match.end())


def _after_byline(text: str, begin: int) -> int:
    """Where the names of a byline end: at the word that opens a sentence, at a number, or after first and last name."""
    ends: list[int] = []
    for token in _TOKEN.finditer(text, begin, begin + _NAMES_REACH):
        word = token.group()
        if word in _OPENERS or not word[0].isalpha():
            return ends[-1] if ends else begin
        if word != "and" and not word[0].isupper():
            break
        ends.append(token.end())
    return ends[min(1, len(ends) - 1)] if ends else begin


def _lead_after(text: str, begin: int) -> int:
    """Where the first sentence opens after words that are none: at the last opening word before the first full stop."""
    stop = text.find(". ", begin)
    stop = min(stop if stop > 0 else len(text), begin + FRONT_REACH)
    openers = [token.start() for token in _TOKEN.finditer(text, begin, stop) if token.group() in _OPENERS]
    if openers:
        return openers[-1] if openers[-1] - openers[0] < _CLOSE_OPENERS else openers[0]
    return _before_function_word(text, begin, stop)


def _before_function_word(text: str, begin: int, stop: int) -> int:
    """The capitalised word that opens the run of words before the first function word or verb in the past."""
    opening = begin
    for token in _TOKEN.finditer(text, begin, stop):
        if token.group() in _FUNCTION_WORDS or _VERB.fullmatch(token.group()):
            return opening
        if token.group()[0].isupper():
            opening = token.start()
    return begin


# -- the footer behind --------------------------------------------------------------------------------------------------


def _tail(text: str, start: int, notes: list[Note]) -> int:
    """Where the body ends; an update line behind it is noted."""
    zone = max(start + (len(text) - start) // 2, len(text) - TAIL_REACH)
    end = _before_update(text, zone, len(text), notes)
    near = max(zone, end - _LAST_REACH)
    marks = (_first_term(text, zone, end, _TAIL_TERMS), _first_term(text, near, end, _LAST_TERMS))
    mark = min((at for at in marks if at is not None), default=None)
    if mark is not None:
        end = _before_links(text, zone, mark)
    elif _TAGS.search(text, max(zone, end - _TAGS_REACH), end):
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
        label = _LABEL_BEFORE.search(text, max(zone, found.start - _LABEL_REACH), found.start)
        if label is not None:
            notes.append(Note(_label_kind(label.group()), text[label.start() : found.end], behind=True))
            return label.start()
    return end


def _before_links(text: str, zone: int, end: int) -> int:
    """Walk back over the tags and related headlines that stand before a footer."""
    tags = _last(_TAGS, text, max(zone, end - _TAGS_REACH), end)
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
        for pattern in (_CREDIT_BEHIND, _INITIALS_BEHIND, _BYLINE_BEHIND, _NAMES_BEHIND, _SHARE_BEHIND):
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


# -- between ------------------------------------------------------------------------------------------------------------


def _split_summary(body: str, notes: list[Note]) -> str:
    """The body with agency and date ("... says monitor AFP Friday 3 May 2013 A bomb ...") between summary and lead taken out."""
    for found in find_full_dates(body, 0, FRONT_REACH):
        agency = _ENDS_IN_AGENCY.search(body, 0, found.start)
        if agency is not None and (found.weekday is not None or agency.start() > _CAPTION_LEAST):
            notes.append(Note("plain", body[found.start : found.end]))
            return f"{body[: agency.start()].rstrip()}\n\n{body[_skip_gap(body, found.end) :]}"
    return body


def _without_tags(body: str) -> tuple[str, str]:
    """The body without a list of tags between summary and lead, and that list."""
    match = _TAGS.search(body, 0, _TAGS_FRONT)
    if match is None:
        return body, ""
    stop = body.find(". ", match.end())
    stop = min(stop if stop > 0 else len(body), match.end() + FRONT_REACH)
    lead = next((t.start() for t in _TOKEN.finditer(body, match.end(), stop) if t.group() in _OPENERS), None)
    if lead is None:
        lead = _before_function_word(body, match.end(), stop)
    return f"{body[: match.start()].rstrip()} {body[lead:]}".strip(), body[match.start() : lead]


def _without_teasers(body: str) -> tuple[str, list[str]]:
    """The body without sentences that only point to another report ("Read also: ..."), and those."""
    lowered = body.lower()
    if not any(term in lowered for term in _LAST_TERMS):
        return body, []
    kept: list[str] = []
    teasers: list[str] = []
    for begin, end in split_sentences(body):
        sentence = body[begin:end]
        is_teaser = sentence.lower().startswith(_LAST_TERMS) and len(sentence.split()) <= _TEASER_WORDS
        (teasers if is_teaser else kept).append(sentence)
    return (" ".join(kept), teasers) if teasers else (body, [])


def _without_caption(body: str) -> tuple[str, str]:
    """The body without a photo caption near its start, and that caption."""
    credit = photo_credit(body, 0, CAPTION_REACH)
    if credit is not None and credit.start() >= _CAPTION_LEAST:
        spans = split_sentences(body, 0, credit.start())
        begin, _ = spans[-1]
        end = _past_credits(body, credit.end())
        if has_photo_mark(credit.group()) or is_caption(body[begin : credit.start()]):
            return _join(body[:begin], body[end:]), body[begin:end]
        return body, ""
    first = split_sentences(body, 0, min(len(body), CAPTION_REACH))[:1]
    if first and first[0][1] < len(body) and _CAPTION_OPENS.match(body) and is_bare_caption(body[: first[0][1]]):
        return body[first[0][1] :].lstrip(), body[: first[0][1]]
    return body, ""


def _past_credits(body: str, end: int) -> int:
    """The end of further credits right behind the first."""
    credit = photo_credit(body, end, end + CAPTION_REACH)
    return credit.end() if credit is not None and not body[end : credit.start()].strip() else end


def _join(before: str, after: str) -> str:
    return f"{before.rstrip()} {after.lstrip(' .,-–')}".strip()
