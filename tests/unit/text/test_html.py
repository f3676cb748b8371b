from collections.abc import Callable
from datetime import date

from pipeline.text.html import read_html
from pipeline.text.model import Article

LEAD = "Shells fell on the market of Binnish on Friday, killing seven people and wounding twenty, doctors said."
MORE = "The army did not comment on the attack, which was the third on the town in as many days, its council said."
PAGE = f"""<!DOCTYPE html><html><head><title>Seven die in Binnish market | The Harbour Post</title>
<meta property="og:title" content="Seven die in Binnish market">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2017-05-12T09:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Seven die in Binnish market</h1><p>{LEAD}</p><p>{MORE}</p>
<p>{LEAD.replace("Friday", "Thursday")}</p></article>
<aside>Most read<ul><li>Forty drown off the coast</li></ul></aside><footer>© The Harbour Post</footer></body></html>"""


def test_main_text_and_head_of_a_page_are_read() -> None:
    page = read_html(PAGE, date(2020, 1, 1))
    assert page.title == "Seven die in Binnish market"
    assert page.publisher == "The Harbour Post"
    assert page.published_at == "2017-05-12"
    assert LEAD in page.text.split("\n\n")
    assert "Forty drown" not in page.text


def test_a_page_becomes_an_article(parse: Callable[..., Article]) -> None:
    article = parse(PAGE, kind="html")
    assert article.title == "Seven die in Binnish market"
    assert article.text.startswith(f"Seven die in Binnish market\n\n{LEAD}")
    assert article.publisher == "The Harbour Post"
    assert article.candidates[0].date == date(2017, 5, 12)


def test_a_fragment_without_main_text_is_read_as_it_stands() -> None:
    assert "Two died" in read_html("<p>Two died.</p><script>var a = 9</script>", date(2020, 1, 1)).text


def test_a_page_that_is_no_markup_is_empty() -> None:
    assert read_html("", date(2020, 1, 1)).text.strip() == ""


def test_a_listing_of_very_many_tags_is_read_without_main_text_extraction() -> None:
    assert "row 41999" in read_html("".join(f"<p>row {number}</p>" for number in range(42_000)), date(2020, 1, 1)).text
