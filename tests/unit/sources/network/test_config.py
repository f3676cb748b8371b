"""`sources.yaml`: what it may say, and that every mistake is told with its line."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.settings import load_settings
from pipeline.sources.config import FolderOptions, Sources, SourcesError, load_sources, parse_sources
from pipeline.sources.fetching import Kind
from pipeline.sources.options import SourceOptions
from pipeline.sources.registry import KINDS

PATH = Path("/desk/sources.yaml")


class WireOptions(SourceOptions):
    url: str


@pytest.fixture(autouse=True)
def wire(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of our own: one module and one line."""
    module = ModuleType("wire_kind")
    module.KIND = Kind("wire", WireOptions, lambda *_: iter(()))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wire_kind", module)
    monkeypatch.setitem(KINDS, "wire", "wire_kind")


def read(text: str) -> Sources:
    return parse_sources(text, PATH)


def mistakes(text: str) -> list[str]:
    with pytest.raises(SourcesError) as caught:
        read(text)
    return str(caught.value).splitlines()


def test_a_file_of_a_few_lines() -> None:
    found = read(
        """\
contact: desk@example.org
defaults: {schedule: "@hourly", licence: CC BY 4.0, manners: {delay_seconds: 2, retries: 1}}
sources:
  harbour-post: {kind: wire, url: https://harbour.example/rss, manners: {retries: 2}}
  courier: {kind: wire, url: https://courier.example/rss, enabled: off, schedule: "15 */6 * * *"}
  reports: {kind: folder, paths: [reports/, /srv/more/*.txt], publisher: The desk}
"""
    )
    assert found.contact == "desk@example.org"
    post, courier, reports = found.all
    assert (post.name, post.kind, post.enabled, post.schedule) == ("harbour-post", "wire", True, "0 * * * *")
    assert (post.manners.delay_seconds, post.manners.retries) == (2, 2)
    assert (courier.enabled, courier.schedule, courier.licence) == (False, "15 */6 * * *", "CC BY 4.0")
    assert isinstance(reports, FolderOptions)
    assert reports.paths == ("/desk/reports", "/srv/more/*.txt")
    assert (reports.licence, reports.schedule) == ("CC BY 4.0", None)
    assert (found.fetched, found.folders) == ((post, courier), (reports,))
    assert found.named("courier") is courier


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "sources:\n", "sources: {}\n", "defaults:\n"])
def test_a_file_that_names_nothing(text: str) -> None:
    assert read(text).all == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contct: a@b.example\n", ":1: unknown key 'contct'; did you mean 'contact'?"),
        ("contact: me\n", ":1: contact: String should have at least 5"),
        ("sources:\n  a: {kind: wire, url: x}\n\n  a: {kind: wire, url: y}\n", ":4: 'a' stands in line 2 already"),
        ("sources:\n  a:\n    kind: wire\n    url: x\n    url: y\n", ":5: 'url' stands in line 4 already"),
        ("sources:\n  a: {kind: wirr, url: x}\n", ":2: source a: unknown kind 'wirr'; did you mean 'wire'?"),
        ("sources:\n  a: {url: x}\n", ":2: source a: says no kind; one of"),
        ("sources:\n  a:\n", ":2: source a: must be keys with values"),
        ("sources:\n  a: {kind: wire}\n", ":2: source a: url is missing"),
        (
            "sources:\n  a:\n    kind: wire\n    url: no\n",
            ":4: source a: url: must be a valid string; it is False (YAML",
        ),
        (
            "sources:\n  a:\n    kind: wire\n    url: x\n    shedule: x\n",
            ":5: source a: unknown key 'shedule'; did you",
        ),
        ("sources:\n  a:\n    kind: wire\n    url: x\n    schedule: 61 * * * *\n", ":5: source a: schedule: minute"),
        (
            "sources:\n  a:\n    kind: wire\n    url: x\n    manners:\n      delay: 1\n",
            ":6: source a: unknown key 'manners.delay'; did you mean 'delay_seconds'?",
        ),
        (
            "sources:\n  a:\n    kind: wire\n    url: x\n    manners:\n      retries: -1\n",
            ":6: source a: manners.retries: must be greater than or equal to 0; it is -1",
        ),
        ("sources:\n  A b: {kind: wire, url: x}\n", ":2: source A b: a source's name is made of small letters"),
        ("sources:\n  a: {kind: wire, url: x, name: b}\n", ":2: source a: its name stands before the colon"),
        ("sources:\n  a-b: {kind: wire, url: x}\n  a_b: {kind: wire, url: x}\n", ":3: source a_b: too like the name"),
        ("sources:\n  a: {kind: folder, paths: [x], schedule: '@daily'}\n", "a folder is read by every refresh"),
        ("sources:\n  a: {kind: folder, paths: []}\n", ":2: source a: paths:"),
        ("defaults: {kind: wire}\n", ":1: kind is said for each source"),
        ("defaults:\n  enabled: no\n", ":2: enabled is said for each source"),
        ("sources:\n  a: {kind: wire, url: @x}\n", ":2: no valid YAML"),
        ("sources:\n\ta: 1\n", ":2: no valid YAML"),
        ("- a\n", ":1: must be keys with values: contact, defaults, sources"),
        ("sources: &x\n  a: {<<: *x}\n", ":2: source a:"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, expected: str) -> None:
    (told,) = mistakes(text)
    assert told.startswith(str(PATH))
    assert expected in told


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    told = mistakes("sources:\n  a: {kind: wire}\n  b: {kind: wirr}\n  c: {kind: wire, url: x, ul: y}\n")
    assert [line.split(":")[1] for line in told] == ["2", "3", "4"]


def test_a_wrong_default_is_told_once() -> None:
    text = "defaults: {max_documents: 0}\nsources:\n  a: {kind: wire, url: x}\n  b: {kind: wire, url: x}\n"
    (told,) = mistakes(text)
    assert ":1: defaults: max_documents" in told


def test_a_secret_that_stands_in_the_file_is_refused_and_not_repeated() -> None:
    (told,) = mistakes("sources:\n  a: {kind: wire, url: x, headers_from_env: {Authorization: Bearer s3cr3t}}\n")
    assert "must name an environment variable" in told
    assert "s3cr3t" not in told


def test_anchors_are_merged_and_what_stands_here_wins() -> None:
    found = read("sources:\n  a: &a {kind: wire, url: x, publisher: P}\n  b: {<<: *a, url: y}\n")
    assert [(source.name, source.publisher) for source in found.all] == [("a", "P"), ("b", "P")]


def test_the_example_is_valid_and_shows_every_kind() -> None:
    path = Path(__file__).parents[4] / "seeds" / "sources.example.yaml"
    found = parse_sources(path.read_text(encoding="utf-8"), path)
    assert {source.kind for source in found.all} == {*KINDS, "folder"} - {"wire"}
    assert {source.name for source in found.all if not source.enabled} == {"field-notes"}


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    found = read("sources: {courier: {kind: wire, url: x}}")
    with pytest.raises(SourcesError, match="did you mean 'courier'"):
        found.named("currier")


def test_the_file_is_optional_unless_the_settings_name_it(tmp_path: Path) -> None:
    assert load_sources(load_settings(project_dir=tmp_path)).all == ()
    with pytest.raises(SourcesError, match="there is no sources file"):
        load_sources(load_settings(sources_file=tmp_path / "mine.yaml"))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes(b"sources: \xff\xfe")
    with pytest.raises(SourcesError, match="is not UTF-8"):
        load_sources(load_settings(sources_file=tmp_path / "sources.yaml"))
