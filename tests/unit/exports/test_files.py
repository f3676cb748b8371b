"""Files: the same rows give the same bytes, text reads back as it was, a folder is exchanged whole."""

import hashlib
import io
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package, Resource, Schema
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipeline.exports.model import ExportError, Field, File, Ledger, Selection
from pipeline.exports.read import resolve_countries
from pipeline.exports.run import FORMATS, write
from pipeline.exports.tables import Tables
from pipeline.exports.write import content, exchange
from pipeline.settings import load_settings
from tests.unit.exports.ledgers import VOCABULARY, casualty, claim, document, ledger, ledgers, movement, violation

REFERENCE = load_settings().reference_dir
AWKWARD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=12)


def full() -> Ledger:
    text = 'He said "no", then; a line\nbreak, an أمر and a 😀 ,=1+1'
    rows = [casualty(claim_ids=["clm_1"]), casualty(window_start=None, place=text)]
    return ledger(
        rows, [movement(sources=[text, "b"])], [violation()], [claim(claim_id="clm_1")], [document(title=text)]
    )


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_ledger_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    form = FORMATS[name](VOCABULARY)
    known = full()
    for folder in ("one", "two"):
        write(form, known, tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "two").iterdir())
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_descriptor_is_a_data_package_and_tells_the_truth(name: str, tmp_path: Path) -> None:
    made = write(FORMATS[name](VOCABULARY), full(), tmp_path / name)
    descriptor = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert Package.validate_descriptor(descriptor).valid
    assert descriptor["licenses"]
    assert descriptor["sources"]
    listed = {resource["path"] for resource in descriptor["resources"]}
    assert listed | {"datapackage.json"} == {path.name for path in made.folder.iterdir()}
    for resource in descriptor["resources"]:
        data = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["schema"]["fields"]
    account = descriptor["conflict-ledger"]["account"]
    assert all(table["rows"] == table["held"] + table["lost"] for table in account.values())


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_frictionless_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    made = write(FORMATS[name](VOCABULARY), full(), tmp_path / name)
    report = Package(str(made.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


@given(known=ledgers())
@examples(max_examples=30)
def test_parquet_reads_back_as_it_was(known: Ledger) -> None:
    for file in Tables("parquet", "").make(known).files:
        assert_frame_equal(pl.read_parquet(io.BytesIO(content(file))), known.tables[file.name])


@given(texts=st.lists(st.none() | AWKWARD, max_size=5), lists=st.lists(AWKWARD, max_size=3))
@examples(max_examples=60)
def test_csv_reads_back_as_it_was(texts: list[str | None], lists: list[str]) -> None:
    frame = pl.DataFrame(
        {
            "text": pl.Series(texts, dtype=pl.String),
            "list": pl.Series([lists] * len(texts), dtype=pl.List(pl.String)),
            "day": pl.Series([date(2020, 2, 29)] * len(texts), dtype=pl.Date),
            "number": pl.Series([None] * len(texts), dtype=pl.Int64),
        }
    )
    fields = tuple(Field(name, type_, "") for name, type_ in frame.schema.items())
    read = pl.read_csv(content(File("t", "t", fields, frame)), schema=frame.schema | {"list": pl.String()})
    back = read.with_columns(pl.Series("list", [json.loads(text) for text in read["list"]], dtype=pl.List(pl.String)))
    assert_frame_equal(back, frame)


def test_an_empty_text_is_told_because_csv_has_none() -> None:
    known = ledger(documents=[document(title="")])
    (loss,) = Tables("csv", "").make(known).losses
    assert (loss.table, loss.field, loss.reason) == ("documents", "title", "empty_text")
    assert Tables("parquet", "").make(known).losses == ()


def test_times_in_csv_keep_their_microseconds(tmp_path: Path) -> None:
    frame = pl.DataFrame({"at": ["2020-02-03T04:05:06.000007"]}).select(pl.col("at").str.to_datetime(time_unit="us"))
    file = File("t", "t", (Field("at", pl.Datetime("us"), ""),), frame)
    assert content(file).decode().splitlines()[1] == "2020-02-03T04:05:06.000007Z"
    (tmp_path / "t.csv").write_bytes(content(file))
    schema = Schema.from_descriptor({"fields": [{"name": "at", "type": "datetime"}]})
    assert Resource(path="t.csv", basepath=str(tmp_path), schema=schema).validate().valid


def test_an_export_replaces_the_one_before_whole(tmp_path: Path) -> None:
    folder = tmp_path / "exports" / "ged"
    exchange(folder, {"datapackage.json": b'{"name": "conflict-ledger-ged"}', "old.csv": b"1"})
    exchange(folder, {"datapackage.json": b'{"name": "conflict-ledger-ged"}', "new.csv": b"2"})
    assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "new.csv"]
    assert [path.name for path in folder.parent.iterdir()] == ["ged"]


@pytest.mark.parametrize("stands_there", ["file", "folder", "package"])
def test_what_is_no_export_of_ours_is_left_alone(stands_there: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    if stands_there == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        name = "datapackage.json" if stands_there == "package" else "thesis.txt"
        (folder / name).write_text('{"name": "somebody-elses"}')
    with pytest.raises(ExportError, match="no export of ours"):
        exchange(folder, {"a.csv": b""})
    assert folder.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    exchange(tmp_path, {"a.csv": b"1"})
    assert (tmp_path / "a.csv").read_bytes() == b"1"


def test_when_writing_fails_the_old_export_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ged"
    exchange(folder, {"datapackage.json": b'{"name": "conflict-ledger-ged"}'})

    def full_disk(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(ExportError, match="No space left"):
        exchange(folder, {"datapackage.json": b"{}"})
    assert json.loads((folder / "datapackage.json").read_bytes())["name"] == "conflict-ledger-ged"
    assert [path.name for path in tmp_path.iterdir()] == ["ged"]


@pytest.mark.parametrize(
    ("asked", "code"), [("Syria", "SYR"), ("syr", "SYR"), ("SY", "SYR"), ("UAE", "ARE"), (" yemen ", "YEM")]
)
def test_countries_go_by_name_code_or_alias(asked: str, code: str) -> None:
    assert resolve_countries([asked], REFERENCE) == (code,)


def test_an_unknown_country_is_an_error_that_lists_the_nearest() -> None:
    with pytest.raises(ExportError, match=r"no country 'Yemenn'.*Yemen \(YEM\)"):
        resolve_countries(["Syria", "Yemenn"], REFERENCE)
    with pytest.raises(ExportError, match="Syria or SYR"):
        resolve_countries(["12345"], REFERENCE)


def test_a_selection_has_a_folder_of_its_own() -> None:
    assert Selection().suffix == ""
    assert Selection(date(2019, 12, 2), ("IRQ", "SYR")).suffix == "-IRQ-SYR-as-of-2019-12-02"
