"""Running text whose page furniture is glued to the body, cut into header, body and footer.

Belongs here: the order of the cuts, and what stands between header and lead: captions, tags, teasers, agency and date.
Does not: header and footer themselves (`header`, `footer`), nor pages that still have their lines (`chrome`).
"""

import re
from dataclasses import dataclass

from pipeline.text.dates import find_full_dates
from pipeline.text.footer import LAST_TERMS, TAGS, strip_tail
from pipeline.text.furniture import has_photo_mark, is_bare_caption, is_caption, photo_credit
from pipeline.text.header import (
    ENDS_IN_AGENCY,
    FRONT_REACH,
    LABEL_BEFORE,
    STOP_BEFORE,
    Note,
    label_kind,
    sentence_inside,
    skip_gap,
    strip_front,
    tags_end,
    wire_dateline,
)
from pipeline.text.sentences import split_sentences

# A caption at the start is one or two sentences, and no shorter than this.
_CAPTION_REACH = 420
_CAPTION_LEAST = 30
_TAGS_FRONT = 900
# A teaser is a headline and its label; what is longer holds a sentence of the report too.
_TEASER_WORDS = 18
# Sentences have them, headlines do without.
_AUXILIARY = re.compile(r"\b(?:was|were|has|have|had|is|are|said)\b")
_SEPARATORS = " -–—|"
_CAPTION_OPENS = re.compile(
    r"(?:An?|The|Two|Three|People|Men|Women|Boys?|Children|Residents|Smoke|Rescuers|Members|Soldiers|Fighters"
    r"|[A-Z][a-z]+ns)\s"
)


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
    end = strip_tail(text, start, notes)
    cut = [text[:start], text[end:]]
    body = _without_update_line(text[start:end].strip(), notes)
    body = wire_dateline(_split_summary(body, notes), notes)
    if title and title in text[:start] and notes:
        body, headlines = _without_headlines(body)
        cut.append(headlines)
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


def _without_update_line(body: str, notes: list[Note]) -> str:
    """The body without the dates that a page sets between summary and lead ("Oct 09,2016 - Last updated at ...")."""
    dates = find_full_dates(body, 0, FRONT_REACH)
    for at, found in enumerate(dates):
        label = LABEL_BEFORE.search(body, 0, found.start)
        if label is None:
            continue
        earlier = dates[at - 1] if at and not body[dates[at - 1].end : label.start()].strip(_SEPARATORS) else None
        begin = earlier.start if earlier else label.start()
        if not STOP_BEFORE.search(body, 0, begin):
            continue
        if earlier:
            notes.append(Note("published", body[earlier.start : earlier.end]))
        notes.append(Note(label_kind(label.group()), body[label.start() : found.end]))
        return f"{body[:begin].rstrip()}\n\n{body[skip_gap(body, found.end) :]}"
    return body


def _split_summary(body: str, notes: list[Note]) -> str:
    """The body without agency and date between summary and lead ("... says monitor AFP Friday 3 May 2013 A bomb")."""
    for found in find_full_dates(body, 0, FRONT_REACH):
        agency = ENDS_IN_AGENCY.search(body, 0, found.start)
        if agency is not None and (found.weekday is not None or agency.start() > _CAPTION_LEAST):
            notes.append(Note("plain", body[found.start : found.end]))
            return f"{body[: agency.start()].rstrip()}\n\n{body[skip_gap(body, found.end) :]}"
    return body


def _without_headlines(body: str) -> tuple[str, str]:
    """The body without headlines of other reports that run into the lead, and those; a summary there is set apart."""
    lead = sentence_inside(body[: FRONT_REACH + _CAPTION_REACH].partition("\n")[0].partition(". ")[0])
    if lead is None:
        return body, ""
    if _AUXILIARY.search(body, 0, lead):
        return f"{body[:lead].rstrip()}\n\n{body[lead:]}", ""
    return body[lead:], body[:lead]


def _without_tags(body: str) -> tuple[str, str]:
    """The body without a list of tags between summary and lead, and that list."""
    match = TAGS.search(body, 0, _TAGS_FRONT)
    if match is None:
        return body, ""
    lead = tags_end(body, match.end())
    return f"{body[: match.start()].rstrip()} {body[lead:]}".strip(), body[match.start() : lead]


def _without_teasers(body: str) -> tuple[str, list[str]]:
    """The body without sentences that only point to another report ("Read also: ..."), and those."""
    lowered = body.lower()
    if not any(term in lowered for term in LAST_TERMS):
        return body, []
    teasers = [
        (begin, end)
        for begin, end in split_sentences(body)
        if lowered.startswith(LAST_TERMS, begin) and len(body[begin:end].split()) <= _TEASER_WORDS
    ]
    found = [body[begin:end] for begin, end in teasers]
    for begin, end in reversed(teasers):
        body = body[:begin] + body[end:].lstrip(" ")
    return body, found


def _without_caption(body: str) -> tuple[str, str]:
    """The body without a photo caption near its start, and that caption."""
    credit = photo_credit(body, 0, _CAPTION_REACH)
    if credit is not None and credit.start() >= _CAPTION_LEAST:
        spans = split_sentences(body, 0, credit.start())
        begin, _ = spans[-1]
        end = _past_credits(body, credit.end())
        if has_photo_mark(credit.group()) or is_caption(body[begin : credit.start()]):
            return _join(body[:begin], body[end:]), body[begin:end]
        return body, ""
    if not _CAPTION_OPENS.match(body):
        return body, ""
    first = split_sentences(body, 0, min(len(body), _CAPTION_REACH))[:1]
    if first and first[0][1] < len(body) and is_bare_caption(body[: first[0][1]]):
        return body[first[0][1] :].lstrip(), body[: first[0][1]]
    return body, ""


def _past_credits(body: str, end: int) -> int:
    """The end of further credits right behind the first."""
    credit = photo_credit(body, end, end + _CAPTION_REACH)
    return credit.end() if credit is not None and not body[end : credit.start()].strip() else end


def _join(before: str, after: str) -> str:
    return f"{before.rstrip()} {after.lstrip(' .,-–')}".strip()
