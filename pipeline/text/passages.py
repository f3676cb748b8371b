"""Which paragraphs stand in several reports, word for word or nearly, though the reports are not one story.

Belongs here: comparing paragraphs and naming what they share. Does not: what they are compared by (`prints`), whole
reports (`stories`), nor what a copied paragraph means for the sources of a figure (decided in the warehouse).

Equal paragraphs are one text, and texts are compared, so that a thousand copies cost as much as one. Whether two texts
are linked depends on them and the days of the reports that hold them: links are kept, and only the texts of reports
that are new or got another day are looked up; the answer is that of comparing everything with everything.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from pipeline.text.stories import Library, near, roots, sought_around, undated

# Share of the four-word runs of both: a changed word in a paragraph of thirty leaves three quarters, two leave over a
# half, five a quarter. Paragraphs with other figures do not meet at all.
COPIED_PASSAGE = 0.6
_PAIRS_AT_ONCE = 20_000
_MET_AT_ONCE = 10_000

# Texts of paragraphs by their digests.
PAIRS = pl.Schema({"one": pl.UInt64(), "other": pl.UInt64()})
SHARED = pl.Schema(
    {
        "document_id": pl.String(),
        "shared_passages": pl.List(pl.Struct({"start": pl.Int64(), "end": pl.Int64(), "passage_id": pl.String()})),
    }
)


def update_pairs(library: Library, now: pl.DataFrame, before: pl.DataFrame, kept: pl.DataFrame) -> pl.DataFrame:
    """Pairs of near-equal texts in the reports as they are `now` (STANDING), from those kept of `before`."""
    same = now.join(before, on=now.columns, how="semi", nulls_equal=True)["document_id"].implode()
    fresh = now.filter(~pl.col("document_id").is_in(same))["document_id"]
    days = now.select("document_id", day=pl.col("day").cast(pl.Int32))
    days = days.with_columns(sought=pl.col("document_id").is_in(fresh.implode()))
    found = _judged(library, _meetings(library, days))
    return _still_near(library, days, pl.concat([kept, found]).unique().sort(PAIRS.names()))


def shared_passages(library: Library, pairs: pl.DataFrame) -> pl.DataFrame:
    """For each report that shares paragraphs with another: which, and under what name (SHARED)."""
    root = roots(pairs.select(PAIRS.names()).iter_rows())
    names = pl.DataFrame(
        {"digest": list(root), "group": list(root.values())}, schema=dict.fromkeys(("digest", "group"), pl.UInt64())
    )

    def grouped(columns: list[str]) -> Iterator[pl.DataFrame]:
        for piece in library.pieces(columns):
            yield piece.join(names, on="digest", how="left").with_columns(group=pl.coalesce("group", "digest"))

    # Most paragraphs stand in one report only: where they stand is not looked up.
    groups = pl.concat([piece["group"] for piece in grouped(["digest"])])
    often = groups.filter(groups.is_duplicated()).unique().implode()
    spans = grouped(["document_id", "start", "end", "digest"])
    repeated = pl.concat([piece.filter(pl.col("group").is_in(often)) for piece in spans])
    several = repeated.group_by("group").agg(pl.col("document_id").n_unique()).filter(pl.col("document_id") > 1)
    told = repeated.join(several, on="group", how="semi").sort("document_id", "start")
    span = pl.struct(
        pl.col("start", "end").cast(pl.Int64), passage_id="pas_" + pl.col("group").cast(pl.String).str.zfill(20)
    )
    return told.group_by("document_id", maintain_order=True).agg(shared_passages=span).cast(SHARED)


def _meetings(library: Library, days: pl.DataFrame) -> pl.DataFrame:
    """Texts under one key, in reports of about one day or of an unknown one."""
    columns = ["document_id", "digest", "run_keys"]
    found = [pl.DataFrame(schema=PAIRS)]
    for some, pieces in sought_around(library, days, columns):
        for piece in pieces:
            for part in some.iter_slices(_MET_AT_ONCE):
                keyed = _keyed(part, days)
                offered = _keyed(piece, days, keyed["key"])
                found.append(pl.concat([near(keyed, offered), undated(keyed, offered)]).unique())
    return pl.concat(found).unique().sort(PAIRS.names())


def _keyed(passages: pl.DataFrame, days: pl.DataFrame, among: pl.Series | None = None) -> pl.DataFrame:
    """One row per text, day and key, of all keys or those among some."""
    keyed = passages.select("document_id", at="digest", key="run_keys").explode("key")
    if among is not None:
        keyed = keyed.filter(pl.col("key").is_in(among.unique().implode()))
    return keyed.join(days, on="document_id").select("day", "at", "key").unique()


def _judged(library: Library, pairs: pl.DataFrame) -> pl.DataFrame:
    found = [pl.DataFrame(schema=PAIRS)]
    for batch in pairs.iter_slices(_PAIRS_AT_ONCE):
        runs = _runs(library, pl.concat([batch["one"], batch["other"]]).unique())
        both = batch.join(runs, left_on="one", right_on="digest").join(
            runs, left_on="other", right_on="digest", suffix="_other"
        )
        common = pl.col("runs").list.set_intersection("runs_other").list.len()
        together = pl.col("runs").list.len() + pl.col("runs_other").list.len() - common
        found.append(both.filter(common >= COPIED_PASSAGE * together).select(PAIRS.names()))
    return pl.concat(found)


def _runs(library: Library, digests: pl.Series) -> pl.DataFrame:
    pieces: Iterable[pl.DataFrame] = library.pieces(["digest", "runs"])
    return pl.concat([piece.filter(pl.col("digest").is_in(digests.implode())) for piece in pieces]).unique("digest")


def _still_near(library: Library, days: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs of which reports of about one day hold both texts."""
    known = pl.concat([pairs["one"], pairs["other"]]).unique().implode()
    pieces = (piece.filter(pl.col("digest").is_in(known)) for piece in library.pieces(["document_id", "digest"]))
    held = pl.concat(list(pieces)).join(days, on="document_id").select("day", at="digest").unique()
    numbered = pairs.with_row_index("key")
    one, other = (held.join(numbered.select("key", at=side), on="at") for side in PAIRS.names())
    together = pl.concat([near(one, other), undated(one, other)])
    return pairs.join(together, on=PAIRS.names(), how="semi").sort(PAIRS.names())
