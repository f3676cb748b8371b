"""Web pages to text.

Belongs here: the main text and metadata of an HTML page, through trafilatura. Does not: what of that text is still
chrome (`chrome`), nor bytes (`decode`).
"""

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree, html

# A page is read to this length: longer ones are listings, and the parser's memory is a multiple of it.
_MAX_PAGE = 5_000_000
# Articles have a few thousand tags; a page with more is a listing, which main-text extraction takes seconds over.
_MAX_TAGS = 40_000
_BLOCKS = "p div br li h1 h2 h3 h4 h5 h6 tr section article blockquote figcaption header footer".split()
_SKIPPED = ("script", "style", "noscript", "template", "nav", "form", "button", "svg")
_DOCTYPE = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class WebPage:
    """Main text of a page, a paragraph a line, and what its head says of it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: str | None = None


def read_html(markup: str, latest: date, url: str | None = None) -> WebPage:
    """The main text of a page; `latest` bounds the dates that its head may name."""
    markup = _DOCTYPE.sub("", markup[:_MAX_PAGE])
    if markup.count("<") > _MAX_TAGS:
        return WebPage(_plain_text(markup))
    # Imported here: it takes most of a second, and most corpora hold no page.
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            markup,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": latest.isoformat()},
        )
    except Exception:
        found = None
    if found is None or isinstance(found, dict) or not found.text:
        return WebPage(_plain_text(markup))
    return WebPage(_blank_lines(found.text), found.title, found.sitename or found.hostname, found.url, found.date)


def _blank_lines(text: str) -> str:
    """One paragraph a block: trafilatura ends each with a single line break."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _plain_text(markup: str) -> str:
    """All text of a page that has no main text to find (a bare fragment, a broken page)."""
    try:
        root = html.fromstring(markup)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for element in root.xpath("|".join(f"//{tag}" for tag in _SKIPPED)):
        element.drop_tree()
    for element in root.iter(*_BLOCKS):
        element.tail = "\n\n" + (element.tail or "")
    return str(root.text_content())
