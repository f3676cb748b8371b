"""What around a report is furniture: page chrome, teasers, photo credits, bylines; compiled from `chrome_terms`.

Belongs here: recognising one line or one stretch. Does not: deciding over a page (`chrome`) or over running text
(`running`), nor the vocabulary itself (`seeds/reference/chrome_terms.csv`).
"""

import re
from functools import cache

from pipeline.text.vocabulary import rows, words

_OUTER = " \t»›>|•·:.…-–—*[]()#"


def alternatives(terms: frozenset[str]) -> str:
    """A regex alternation of terms, longest first, blind to apostrophes that the text may have lost or curled."""
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return "|".join(re.escape(term).replace("'", "['’]?").replace(r"\ ", r"\s+") for term in ordered)


def terms(kind: str) -> frozenset[str]:
    """The chrome terms of one kind."""
    return words("chrome_terms", "term", kind=kind)


@cache
def outlet_names() -> frozenset[str]:
    """All names and domains of outlets, in lower case."""
    return frozenset(row["alias"].lower() for row in rows("outlets"))


def _agency_names() -> frozenset[str]:
    """Agencies as they sign; a lower-case alias is an outlet's id, one with a dot its domain."""
    named = (row["alias"] for row in rows("outlets") if row["agency"].lower() == "true")
    return frozenset(alias for alias in named if "." not in alias and any(map(str.isupper, alias)))


AGENCIES = alternatives(_agency_names())
PUBLISHED_LABEL = alternatives(terms("published_label"))
UPDATED_LABEL = alternatives(terms("updated_label"))

_LINE = frozenset(re.sub(r"['’]", "", term) for term in terms("line"))
_LINE_START = re.compile(rf"(?:{alternatives(terms('line_start'))})", re.IGNORECASE)
# Chrome of more characters than this is a paragraph.
_LONGEST = 300
_SENTENCE_WORDS = 8
_TO_READER = re.compile(
    r"\b(?:us|you|your|our|newsletter|subscribe|subscribers|sign up|click|copyright|cookies)\b", re.I
)
_LINE_END = re.compile(rf"\b(?:{alternatives(terms('line_end'))})\W*\Z", re.IGNORECASE)
_COUNTED = r"views?|shares?|comments?|likes?|tweets?|min(?:ute)?s?(?:\s+read)?"
_COUNTERS = re.compile(
    rf"(?:[\d.,]++[kKmM]?\s*+)++\Z|\d+\s+(?:{_COUNTED})\Z|list \d+ of \d+\Z|list of \d+ items\Z", re.IGNORECASE
)
_MARKS = alternatives(terms("caption_mark"))
_AGENCY = re.compile(rf"\b(?:{AGENCIES})\b")
# A credit line is a few names; a credit stands at the very end of its caption.
_CREDIT_WORDS = 10
_CREDIT_SLACK = 4
_CREDIT_NOUNS = frozenset(("agencies", "wires", "source", "sources"))
_CREDIT_CONNECTORS = frozenset(
    (
        "with",
        "and",
        "from",
        "source",
        "sources",
        "agencies",
        "wires",
        "by",
        "via",
        "the",
        "in",
        "staff",
        "writers",
        "additional",
    )
)
_MARK = re.compile(rf"\b(?:{_MARKS}|file|archives?)\b", re.IGNORECASE)
_PHOTO_CREDIT = re.compile(
    rf"[(\[][^()\[\]]{{0,40}}\b(?:{_MARKS})\b[^()\[\]]{{0,40}}[)\]]"
    r"|[(\[]\s*(?:file|archives?)\b[^()\[\]]{0,30}[)\]]|[(\[][^()\[\]]{1,30}[\s/|](?:file|archives?)\s*[)\]]"
    rf"|[(\[]\s*(?:{AGENCIES}|EPA|AA|[A-Z][\w ]{{1,30}} and agencies)(?:\s*[/|,]\s*[^()\[\]]{{1,40}})?\s*[)\]]",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\*?(?:(?i:by)\s+[A-Z][\w.'’-]+(?:,?\s+(?:(?:and|in|for|of)\s+)?[A-Z][\w.'’-]+){0,9}\W*\Z"
    rf"|(?i:{alternatives(terms('byline'))})\b)"
)
_AGO = re.compile(r"\d{1,3}\s+(?:minute|min|hour|hr|day|week|month|year)s?\s+ago\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+\Z|www\.\S+\Z")
_SIGNED = re.compile(
    rf"(?:\b(?i:{AGENCIES})\s*[-–/]\s*[A-Z][\w.' -]{{2,40}}"
    rf"|/\s?(?:{AGENCIES})(?: via [A-Z][\w ]{{2,30}})?|©[^.]{{2,60}})\Z"
)
_BRACKETED = re.compile(r"\[[^\[\]]{2,50}\]\Z")
_CAPTION_LABELS = terms("caption_label")
CAPTION_VERB = re.compile(rf"\b(?:{alternatives(terms('caption_verb'))})\b")
_SHOWN = re.compile(r"\b(?:is|are) (?:seen|pictured)\b")
_DATED_END = re.compile(r"\b(?:19|20)\d\d\W*\Z")
_PAST = re.compile(r"\b(?:said|told|killed|were|was|had|has been|have been|reported|according to)\b")


def is_chrome(line: str) -> bool:
    """True for a line that belongs to the page and not to the report."""
    bare = line.strip(_OUTER)
    if not bare:
        return True
    key = bare.lower().replace("'", "").replace("’", "")
    if key in _LINE or _COUNTERS.match(bare) or _AGO.match(bare):
        return True
    if len(bare) <= _LONGEST and _opens_chrome(bare, line):
        return True
    if len(bare) <= 160 and _ADDRESS.search(bare) and not line.rstrip().endswith("."):
        return True
    if len(bare) <= 60 and _LINE_END.search(bare):
        return True
    return len(key) <= 60 and _all_chrome(key)


def _opens_chrome(bare: str, line: str) -> bool:
    """True for a line that begins like chrome; a whole sentence has to have a colon or speak to the reader too."""
    opening = _LINE_START.match(bare) or _LINE_START.match(line)
    if opening is None:
        return False
    is_sentence = line.rstrip().endswith((".", "!", "?")) and len(bare.split()) >= _SENTENCE_WORDS
    return not is_sentence or opening.group().endswith(":") or _TO_READER.search(bare) is not None


def _all_chrome(key: str) -> bool:
    """True for several chrome terms in one line ("Advertising Read more", "Share Tweet Print")."""
    parts = key.split()
    while parts:
        for size in range(min(len(parts), 5), 0, -1):
            if " ".join(parts[:size]) in _LINE:
                parts = parts[size:]
                break
        else:
            return False
    return True


def is_read_more(line: str) -> bool:
    """True for the button under a teaser: what stands above it is the headline of another report."""
    return line.strip(_OUTER).lower() in ("read more", "continue reading", "see more", "more")


def photo_credit(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first photo credit ("(AFP photo)", "[Getty]") of a stretch."""
    return _PHOTO_CREDIT.search(text, start, len(text) if end is None else end)


def has_photo_mark(credit: str) -> bool:
    """True when a credit speaks of a picture and not only of an agency."""
    return _MARK.search(credit) is not None


def is_caption(sentence: str) -> bool:
    """True for a sentence in the present tense of captions that reports nothing ("A soldier stands guard in …")."""
    if _SHOWN.search(sentence):
        return True
    return CAPTION_VERB.search(sentence) is not None and _PAST.search(sentence) is None


def is_bare_caption(sentence: str) -> bool:
    """True for a caption that no credit marks: it poses in the present tense and ends in its day, or counts nobody."""
    if not is_caption(sentence):
        return False
    dated = _DATED_END.search(sentence) is not None
    return dated or not any(char.isdigit() for char in sentence)


def is_byline(line: str) -> bool:
    """True for a line that names the authors."""
    return len(line) <= 200 and _BYLINE.match(line) is not None


def is_caption_line(line: str) -> bool:
    """True for a line that ends in a photo credit and is its caption, not a paragraph that credits its agency."""
    if _SIGNED.search(line):
        return True
    if _BRACKETED.search(line) and not line[: line.rindex("[")].rstrip().endswith((".", "!", "?")):
        return True
    credits_ = list(_PHOTO_CREDIT.finditer(line))
    credit = credits_[-1] if credits_ else None
    if credit is None or len(line) - credit.end() > _CREDIT_SLACK or credit.start() < _CREDIT_SLACK:
        return False
    before = line[: credit.start()].rstrip()
    return has_photo_mark(credit.group()) or not before.endswith((".", "!", "?")) or is_caption(before)


def is_credit(line: str) -> bool:
    """True for a line that only credits agencies and outlets ("With AFP", "(Outlet with agencies)")."""
    tokens = line.strip("()[]-–— .").split()
    if not tokens or len(tokens) > _CREDIT_WORDS:
        return False
    named = _AGENCY.search(line) is not None or any(token.lower().strip(".,:()") in _CREDIT_NOUNS for token in tokens)
    return named and all(_is_credit_token(token.strip(".,:;()/&-")) for token in tokens)


def _is_credit_token(token: str) -> bool:
    return not token or not token[0].islower() or token in _CREDIT_CONNECTORS


def is_caption_label(line: str) -> bool:
    """True for a label above a caption ("Image caption,")."""
    return line.strip(_OUTER + ",").lower() in _CAPTION_LABELS
