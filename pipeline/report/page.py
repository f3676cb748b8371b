"""The page as one file: templates, libraries, borders and data put together.

Belongs here: escaping, packing into script tags, the policy that keeps the page from asking anyone anything. Does not:
what the data say (`payload`).

A page opened from disk may neither fetch files nor import modules, so all is inside: scripts whose hashes the policy
names, and data as compressed text that no browser takes for markup or code.
"""

import gzip
import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import orjson

from pipeline.report.borders import around

_TEMPLATES = Path(__file__).parent / "templates"
LIBRARIES = ("d3.min.js", "plot.umd.min.js", "topojson-client.min.js")
MODULES = (
    *("words.js", "data.js", "sums.js", "state.js", "parts.js", "evidence.js", "totals.js", "casualties.js"),
    *("displacement.js", "truces.js", "map.js", "table.js", "main.js"),
)
_SLOT = re.compile(r"\{\{(\w+)\}\}")
_LEVEL = 4  # twice as fast as the usual 6, for a tenth more


def page(
    head: Mapping[str, str], ledger: Mapping[str, Any], evidence: Mapping[str, Any], countries: Mapping[str, str]
) -> bytes:
    """The page. `head` holds the words that are there before any script runs, `countries` the names of all by code."""
    scripts = [_template(f"vendor/{name}") for name in LIBRARIES] + [_program()]
    # Packing lets other threads run: one part is packed while the other is written.
    with ThreadPoolExecutor() as pool:
        data = dict(
            zip(("ledger", "evidence"), pool.map(lambda part: _packed(_json(part)), (ledger, evidence)), strict=True)
        )
    return _filled(
        _template("page.html"),
        {name: escape(text) for name, text in head.items()}
        | {
            "policy": _policy(scripts),
            "style": _template("style.css"),
            "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
            "licences": _template("vendor/README.md").replace("-->", ""),
            "borders": _borders(ledger, countries),
        }
        | data,
    ).encode()


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Each slot with its value; what a value holds is not looked at again."""
    return _SLOT.sub(lambda slot: values[slot[1]], template)


def _policy(scripts: list[str]) -> str:
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    # Plot writes its few rules of style into each chart; with nothing to load, a style can do no harm.
    allowed = f"script-src {hashes}; style-src 'unsafe-inline'"
    return f"default-src 'none'; {allowed}; img-src data:; base-uri 'none'; form-action 'none'"


def _json(value: Mapping[str, Any]) -> bytes:
    return orjson.dumps(value)


def _packed(data: bytes) -> str:
    return b64encode(gzip.compress(data, _LEVEL, mtime=0)).decode()


@cache
def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


@cache
def _program() -> str:
    parts = "\n".join(_template(f"js/{name}") for name in MODULES)
    return f'"use strict";\n(() => {{\n{parts}\n}})();'


def _borders(ledger: Mapping[str, Any], names: Mapping[str, str]) -> str:
    places = [
        (longitude, latitude)
        for table in (ledger["places"], ledger["points"])
        for longitude, latitude in zip(table["longitude"], table["latitude"], strict=True)
        if latitude is not None
    ]
    return _packed(_json(around(places, ledger["countries"], names)))
