"""Lines of their own that say of which day a report is: "Situation Report No. 4 (as of 3 March 2017)".

Belongs here: telling such a line from a sentence. Does not: headers that run into the body (`header`), datelines, or
what a date is worth (`dating`).
"""

import re

from pipeline.text.dates import find_full_dates
from pipeline.text.furniture import terms

# The longest of the situation reports of OCHA and IOM, with the name of the office in front, has 110.
_LONGEST = 160
_BRIEFING_LONGEST = 320
# "This is a summary of what was said by ... at the press briefing, on 19 May 2009, at the Palais des Nations."
_BRIEFING = re.compile(r"(?:(?:this|the following) is an? )?(?:edited )?summary of what was said\b", re.IGNORECASE)
_BRIEFED = re.compile(r"\bbriefing\b[^.\n]{0,30}\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_NUMBER = re.compile(r"\d+")
_TIME = re.compile(r"\d{1,2}(?:[.:h]\d\d)?(?::\d\d)?\s*(?:[ap]\.?m\b\.?|hrs|hours|h\b)?", re.IGNORECASE)


def date_of_line(line: str) -> str | None:
    """The wording of the day that a heading bears, the last of several; None for a sentence or a line without one."""
    if len(line) > _BRIEFING_LONGEST:
        return None
    dates = find_full_dates(line)
    if not dates:
        return None
    last = dates[-1]
    if _BRIEFING.match(line):
        return line[last.start : last.end] if _BRIEFED.search(line, 0, last.start) else None
    if len(line) > _LONGEST:
        return None
    rest = " ".join(line[a:b] for a, b in _between(line, [(found.start, found.end) for found in dates]))
    return line[last.start : last.end] if _is_heading(rest) else None


def _between(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of a line around some spans."""
    cuts = [0, *(offset for span in spans for offset in span), len(line)]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _is_heading(rest: str) -> bool:
    """Whether what stands around the dates of a line is names, section words and times, "as of" among them."""
    known = terms("date_line")
    words = _WORD.findall(_TIME.sub(" ", rest))
    named = sum(1 for word in words if word.lower().strip(".") in known)
    return bool(named) and all(word[0].isupper() or word.strip(".") in known for word in words)
