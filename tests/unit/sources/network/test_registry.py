import re
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from types import ModuleType
from typing import Any, Literal

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from pipeline.sources import fetching, options
from pipeline.sources.archive import Archive
from pipeline.sources.collect import collect
from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, State, Step
from pipeline.sources.http import Client
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import KINDS, kind_of
from tests.unit.sources.network.answers import answers, page

Make = Callable[..., Client]
CONTRIBUTING = Path(__file__).resolve().parents[4] / "CONTRIBUTING.md"


def register(monkeypatch: pytest.MonkeyPatch, name: str, kind: Any) -> None:
    module = ModuleType(f"{name}_kind")
    module.KIND = kind  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"{name}_kind", module)
    monkeypatch.setitem(KINDS, name, f"{name}_kind")


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_is_what_its_name_says(name: str) -> None:
    kind = kind_of(name)
    assert kind.name == name
    assert kind.options.model_fields["kind"].default == name
    undescribed = [
        field for field, spec in kind.options.model_fields.items() if not spec.description and field != "kind"
    ]
    assert undescribed == []


def test_the_kind_that_contributing_shows(
    server: HTTPServer, archive: Archive, client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = re.search(
        r"^    class BulletinOptions.*?KIND = [^\n]*\n", CONTRIBUTING.read_text("utf-8"), re.DOTALL | re.M
    )
    assert block is not None
    names: dict[str, Any] = {**vars(options), **vars(fetching), "Literal": Literal, "Iterator": Iterator}
    exec(textwrap.dedent(block[0]), names)
    register(monkeypatch, "bulletin", names["KIND"])
    answers(server, "/today", page("Four people fled.", ETag='"1"'), Response(status=304))
    given = names["BulletinOptions"](name="ministry", url=server.url_for("/today"))
    runs = [collect(given, archive, client()) for _ in range(2)]
    assert [(run.kept, run.unchanged, run.error) for run in runs] == [(1, 0, None), (0, 1, None)]


def test_a_source_is_fetched_by_one_at_a_time(archive: Archive, client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """And two sources side by side."""
    inside: dict[str, int] = {"one": 0, "two": 0}
    most: dict[str, int] = {"one": 0, "two": 0}
    both = threading.Barrier(2, timeout=20)

    def fetch(options: SourceOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
        inside[options.name] += 1
        most[options.name] = max(most[options.name], inside[options.name])
        if state.get("runs", 0) == 0:
            both.wait()
        sleep(0.02)
        yield Fetched(f"https://x.example/{state.get('runs', 0)}", "kept", data=b"words")
        inside[options.name] -= 1
        yield Checkpoint({"runs": state.get("runs", 0) + 1})

    register(monkeypatch, "slow", Kind("slow", SourceOptions, fetch))
    sources = [SourceOptions(name=name, kind="slow") for name in ("one", "two", "one", "two", "one")]
    threads = [threading.Thread(target=collect, args=(source, archive, client())) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == {"one": 1, "two": 1}
    assert archive.journal.position("one").state == {"main": {"runs": 3}}
    assert archive.journal.position("two").state == {"main": {"runs": 2}}
