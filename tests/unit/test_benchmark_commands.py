"""The commands of the benchmarks: each says how it is used, and what is wrong with what it is given.

Belongs here: their command lines. Does not: what they measure (`test_benchmark_memory`, `test_page_benchmark`).
"""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import extraction

# Those that start quickly.
COMMANDS = ("evaluate", "extraction", "growth", "page", "picture", "refresh")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_how_it_is_used(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as ended:
        import_module(f"benchmarks.{name}").main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: {name}")


@pytest.mark.parametrize("content", [None, "", '{"id": "no-text"}\n'])
def test_texts_that_are_none_are_named(content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "texts.jsonl"
    if content is not None:
        texts.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit):
        extraction.main([str(texts)])
    assert f"{texts} holds no texts" in capsys.readouterr().err
