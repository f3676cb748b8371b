"""The one file: what is escaped, what it may ask for, that its parts are whole."""

import base64
import gzip
import hashlib
import json
import re

import pytest

from pipeline.report.page import page

HEAD = {"title": "T", "period": "P", "summary": "S"}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{style}} -->"


NOWHERE: dict[str, list[float]] = {"longitude": [], "latitude": []}


def made(title: str = "T", text: str = "x") -> str:
    return page(
        HEAD | {"title": title},
        {"words": [text], "places": NOWHERE, "points": NOWHERE, "countries": {}},
        {"words": [text]},
        {},
    ).decode()


def policy(text: str) -> str:
    (found,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    return str(found)


def test_nothing_from_the_web_becomes_markup() -> None:
    text = made(HOSTILE, HOSTILE)
    assert "alert(" not in text.replace(HOSTILE, "").replace("&lt;script&gt;alert(1)", "").replace(
        "onerror=alert(2)&gt;", ""
    )
    assert HOSTILE not in text
    assert "&lt;/script&gt;&lt;script&gt;" in text


def test_the_data_come_back_as_they_were() -> None:
    (packed,) = re.findall(r'id="data-evidence">([^<]*)<', made(text=HOSTILE))
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == {"words": [HOSTILE]}


def test_every_script_is_named_in_the_policy_and_nothing_else_may_run() -> None:
    text = made()
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 4
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = policy(text)
    assert re.findall(r"'sha256-([^']+)'", allowed) == hashes
    assert "default-src 'none'" in allowed
    assert "unsafe-eval" not in allowed
    assert "unsafe-inline" not in allowed.partition("style-src")[0]


@pytest.mark.parametrize("pattern", [r"<script[^>]+src=", r"<link[^>]+href=\"(?!data:)", r"@import", r"url\("])
def test_nothing_is_loaded_from_elsewhere(pattern: str) -> None:
    text = re.sub(r"<script>.*?</script>", "", made(), flags=re.DOTALL)
    assert re.search(pattern, text) is None


def test_no_slot_is_left() -> None:
    assert re.findall(r"\{\{\w+\}\}", made()) == []


def test_the_same_in_gives_the_same_out() -> None:
    assert made() == made()


def test_the_program_never_writes_markup() -> None:
    program = re.findall(r"<script>(.*?)</script>", made(), re.DOTALL)[-1]
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", program) == []
    assert re.findall(r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", program) == []
