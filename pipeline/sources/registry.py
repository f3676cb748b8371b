"""The kinds of network sources. A new kind is one module, with a `KIND`, and one line here.

Belongs here: the names and their modules, imported only when asked for. Does not: anything of a kind.
"""

import difflib
from importlib import import_module
from typing import Any

from pipeline.sources.fetching import Kind, SourceError

KINDS: dict[str, str] = {
    "feed": "pipeline.sources.feed",
    "gdelt": "pipeline.sources.gdelt",
    "reliefweb": "pipeline.sources.reliefweb",
    "warc": "pipeline.sources.warc",
    "web": "pipeline.sources.web",
}


def kind_of(name: str) -> Kind[Any]:
    """The kind of that name."""
    if name not in KINDS:
        close = difflib.get_close_matches(name, KINDS, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise SourceError(f"unknown kind of source {name!r}{hint} (known are {', '.join(sorted(KINDS))})")
    kind = import_module(KINDS[name]).KIND
    assert isinstance(kind, Kind)
    return kind
