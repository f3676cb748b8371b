"""What the project says it says in words of its own: no sentence of the annotated sets beside it stands in its files.

Belongs here: whether words were copied. Does not: what the extractor makes of either text.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = ("seeds", "tests", "pipeline", "benchmarks", "dbt_project", "data/inbox")
KINDS = frozenset((".py", ".md", ".csv", ".yml", ".yaml", ".sql", ".txt", ".html", ".jsonl", ".json"))
# Words in a row. Names and stock phrases alone make eleven ("a monitor said. The Syrian Observatory for Human Rights,
# which monitors the"); twelve that agree were copied.
RUN = 12
_WORD = re.compile(r"[a-z0-9']+")


def runs(text: str) -> set[str]:
    """Every run of `RUN` words, in small letters and without marks."""
    words = _WORD.findall(text.lower())
    return {" ".join(words[first : first + RUN]) for first in range(len(words) - RUN + 1)}


def _others() -> Iterator[str]:
    for report in sorted((SHARED / "reports").glob("*.txt")):
        yield report.read_text(encoding="utf-8", errors="replace")
    for texts in sorted((SHARED / "benchmarks").glob("*-dev.jsonl")):
        for line in texts.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from (row.get("title") or "", row["text"])


def _ours() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in KINDS and path.is_file())


def test_a_run_is_found_whatever_its_marks_and_capitals() -> None:
    told = "Nine men, two of them guards, fell at the mill before dawn."
    assert runs(told) == runs("NINE MEN two of them guards fell: at the mill before dawn")
    assert len(runs(told)) == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated sets lie beside the project only where it is developed")
def test_no_sentence_of_the_annotated_sets_stands_in_the_project() -> None:
    theirs = set().union(*map(runs, _others()))
    assert len(theirs) > 100_000
    copied = {
        f"{path.relative_to(ROOT)}: {min(found)}"
        for path in _ours()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if (found := runs(line) & theirs)
    }
    assert sorted(copied) == []
