import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.sources import FolderSource
from pipeline.text.model import RawDocument, Rejected

STORY = "Shells fell on a market in the north, killing four people, rescuers said.\n"


def read(*paths: Path | str, **options: object) -> tuple[list[RawDocument], list[Rejected]]:
    items = list(FolderSource(paths, **options).read())  # type: ignore[arg-type]
    return [i for i in items if isinstance(i, RawDocument)], [i for i in items if isinstance(i, Rejected)]


def put(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.md", "text"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("A.TXT", "text"),
        ("a.b.Html", "html"),
    ],
)
def test_a_file_is_one_report_read_as_its_ending_says(tmp_path: Path, name: str, kind: str) -> None:
    path = put(tmp_path, name)
    documents, rejections = read(path)
    assert not rejections
    [document] = documents
    assert (document.kind, document.data, document.given_id) == (kind, STORY.encode(), None)
    assert document.external_id == path.stem
    assert document.uri == path.as_posix()


def test_files_come_sorted_by_name_however_the_paths_are_ordered(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a/z.txt", "a/sub/y.txt", "top.txt"):
        put(tmp_path, name, name)
    forwards, _ = read(tmp_path / "a", tmp_path / "b", tmp_path / "top.txt")
    backwards, _ = read(tmp_path / "top.txt", tmp_path / "b", tmp_path / "a")
    assert [d.uri for d in forwards] == [d.uri for d in backwards]
    assert [d.data.decode() for d in read(tmp_path / "b")[0]] == ["b/10.txt", "b/2.txt"]


def test_a_file_named_twice_or_lying_in_a_named_folder_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "sub/a.txt")
    (tmp_path / "again.txt").symlink_to(path)
    documents, rejections = read(tmp_path / "sub", path, tmp_path / "sub" / "*.txt", tmp_path / "sub" / "..")
    assert len(documents) == 1
    assert not rejections


def test_a_pattern_means_every_file_that_it_matches(tmp_path: Path) -> None:
    for name in ("2019/a.txt", "2019/b.html", "2020/c.txt"):
        put(tmp_path, name)
    documents, _ = read(f"{tmp_path}/**/*.txt")
    assert [d.external_id for d in documents] == ["a", "c"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    documents, rejections = read(put(tmp_path, "report [1].txt"))
    assert [d.external_id for d in documents] == ["report [1]"]
    assert not rejections


def test_uris_below_the_base_are_relative_to_it(tmp_path: Path) -> None:
    inside, outside = put(tmp_path, "project/in/a.txt", "one"), put(tmp_path, "elsewhere/b.txt", "two")
    documents, _ = read(inside, outside, base=tmp_path / "project")
    assert sorted(d.uri for d in documents) == sorted(["in/a.txt", outside.as_posix()])


def test_the_time_of_retrieval_is_the_files_own_or_the_clock_that_was_given(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    os.utime(path, (1_575_201_600, 1_575_201_600))
    assert read(path)[0][0].retrieved_at == datetime(2019, 12, 1, 12, tzinfo=UTC)
    clock = datetime(2020, 1, 1, tzinfo=UTC)
    assert read(path, now=clock)[0][0].retrieved_at == clock


def test_a_file_dated_outside_the_calendar_is_read_all_the_same(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    os.utime(path, (-62_200_000_000, -62_200_000_000))
    assert len(read(path)[0]) == 1


def test_the_hash_tells_contents_and_kinds_apart_and_nothing_else(tmp_path: Path) -> None:
    one, copy = put(tmp_path, "one.txt"), put(tmp_path, "copy.md")
    page, other = put(tmp_path, "one.html"), put(tmp_path, "other.txt", STORY + "More.")
    hashes = {name: read(path)[0][0].raw_hash for name, path in {"1": one, "2": copy, "3": page, "4": other}.items()}
    assert hashes["1"] == hashes["2"]
    assert len(set(hashes.values())) == 3


def test_the_same_path_with_new_text_is_new_content(tmp_path: Path) -> None:
    before = read(put(tmp_path, "a.txt", "first"))[0][0]
    after = read(put(tmp_path, "a.txt", "second"))[0][0]
    assert before.uri == after.uri
    assert before.raw_hash != after.raw_hash


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    documents, [rejection] = read(put(tmp_path, name, content))
    assert not documents
    assert rejection.stage == "source"
    assert rejection.reason.startswith("empty file")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02", "program"),
        (gzip.compress(b"text", mtime=0), "gzip"),
    ],
)
def test_a_binary_file_named_as_text_is_refused_with_its_real_kind(tmp_path: Path, content: bytes, what: str) -> None:
    documents, [rejection] = read(put(tmp_path, "report.txt", content))
    assert not documents
    assert what in rejection.reason
    assert rejection.value
    assert rejection.value.isprintable()


def test_a_file_over_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"word " * 100)
        file.truncate(50 * 1024 * 1024)
    documents, [rejection] = read(path, max_bytes=4096)
    assert not documents
    assert "50.0 MB in one report" in rejection.reason
    assert "max_document_bytes" in rejection.reason
    assert rejection.value is not None
    assert len(rejection.value) < 300


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    documents, rejections = read(put(tmp_path, "a.txt", b"x" * 4096), max_bytes=4096)
    assert len(documents) == 1
    assert not rejections


def test_hidden_files_and_folders_are_passed_over_unless_named(tmp_path: Path) -> None:
    put(tmp_path, ".gitkeep", "")
    put(tmp_path, ".cache/a.txt")
    hidden = put(tmp_path, ".draft.txt")
    assert read(tmp_path) == ([], [])
    assert len(read(hidden)[0]) == 1


def test_unknown_endings_are_told_once_for_each_folder_and_ending_however_many_arrive(tmp_path: Path) -> None:
    for name in ("in/a.pdf", "in/sub/c.PDF", "in/d.docx", "in/README", "in/good.txt", "other/e.pdf"):
        put(tmp_path, name, b"x")
    documents, rejections = read(tmp_path / "in", tmp_path / "other", base=tmp_path)
    assert [d.external_id for d in documents] == ["good"]
    assert [(r.uri, r.reason.split(":")[0]) for r in rejections] == [
        ("in", "files without an ending are ignored"),
        ("in", "files ending in .docx are ignored"),
        ("in", "files ending in .pdf are ignored"),
        ("other", "files ending in .pdf are ignored"),
    ]
    assert all(".jsonl.gz" in r.reason for r in rejections)
    put(tmp_path, "in/0.pdf", b"x")
    assert read(tmp_path / "in", tmp_path / "other", base=tmp_path)[1] == rejections


def test_a_named_file_of_unknown_ending_is_refused(tmp_path: Path) -> None:
    _, [rejection] = read(put(tmp_path, "a.pdf", b"%PDF-"))
    assert rejection.reason.startswith("no reader for this ending")


def test_a_path_that_does_not_exist_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    documents, [rejection] = read(tmp_path / "nowhere", put(tmp_path, "a.txt"))
    assert len(documents) == 1
    assert rejection.uri == (tmp_path / "nowhere").as_posix()
    assert "no such file or folder" in rejection.reason


def test_a_pattern_without_match_is_told(tmp_path: Path) -> None:
    _, [rejection] = read(f"{tmp_path}/*.txt")
    assert "no file matches this pattern" in rejection.reason


def test_a_path_with_a_nul_character_is_told(tmp_path: Path) -> None:
    _, [rejection] = read(f"{tmp_path}/a\x00b.txt")
    assert "NUL" in rejection.reason


@contextmanager
def without_privileges() -> Iterator[None]:
    """Permissions do not count for root, so root steps down for a while."""
    privileged = os.geteuid() == 0
    if privileged:
        os.seteuid(65534)
    try:
        yield
    finally:
        if privileged:
            os.seteuid(0)


@pytest.mark.parametrize("locked", ["secret", "secret/b.txt"])
def test_what_may_not_be_read_is_told_and_the_rest_is_read(locked: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        put(folder, "a.txt")
        put(folder, "secret/b.txt")
        (folder / locked).chmod(0)
        with without_privileges():
            documents, [rejection] = read(folder)
        (folder / locked).chmod(0o755)
    assert [d.external_id for d in documents] == ["a"]
    assert rejection.uri == (folder / locked).as_posix()
    assert "permission" in rejection.reason.lower()


def test_a_file_that_vanishes_before_it_is_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    gone = put(tmp_path, "b.txt")
    real = Path.open

    def vanish(path: Path, *args: str) -> object:
        if path == gone:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return real(path, *args)

    monkeypatch.setattr(Path, "open", vanish)
    documents, [rejection] = read(tmp_path)
    assert len(documents) == 1
    assert rejection.uri == gone.as_posix()


def test_a_link_back_to_its_own_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "a/b/report.txt")
    (tmp_path / "a" / "b" / "loop").symlink_to(tmp_path / "a")
    documents, [rejection] = read(tmp_path)
    assert len(documents) == 1
    assert "link back to a folder" in rejection.reason


def test_a_link_to_itself_and_a_broken_link_are_told(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    put(tmp_path, "a.txt")
    documents, rejections = read(tmp_path)
    assert len(documents) == 1
    assert [Path(r.uri).name for r in rejections] == ["broken.txt", "self.txt"]
    assert all("leads nowhere or back to itself" in r.reason for r in rejections)


def test_a_linked_folder_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one").symlink_to(tmp_path / "real")
    (inbox / "two").symlink_to(tmp_path / "real")
    documents, rejections = read(inbox)
    assert [Path(d.uri).parent.name for d in documents] == ["one"]
    assert not rejections


def test_a_pipe_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    documents, [rejection] = read(tmp_path)
    assert not documents
    assert "neither file nor folder" in rejection.reason


def test_folders_nested_deeper_than_the_call_stack_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(600):
        Path("d").mkdir()
        monkeypatch.chdir("d")
    Path("a.txt").write_text(STORY)
    documents, rejections = read(tmp_path)
    assert len(documents) == 1
    assert not rejections


def test_names_that_are_no_unicode_are_read_and_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(STORY)
    [document], _ = read(tmp_path)
    assert document.external_id == "caf\\xe9"
    document.uri.encode("utf-8")


def test_markup_and_sql_in_names_are_only_names(tmp_path: Path) -> None:
    [document], _ = read(put(tmp_path, "<b>x'); DROP TABLE documents;--.txt"))
    assert document.external_id == "<b>x'); DROP TABLE documents;--"


def test_every_file_of_a_messy_folder_is_either_a_document_or_a_rejection(tmp_path: Path) -> None:
    put(tmp_path, "good.txt")
    put(tmp_path, "empty.txt", "")
    put(tmp_path, "binary.txt", b"%PDF-1.4")
    put(tmp_path, "lines.jsonl", '{"text": "One."}\n{broken\n{"text": "Two."}\n')
    put(tmp_path, "page.html", "<p>Body</p>")
    documents, rejections = read(tmp_path)
    assert len(documents) == 4
    assert [r.uri.removeprefix(f"{tmp_path}/") for r in rejections] == ["binary.txt", "empty.txt", "lines.jsonl#L2"]
