"""Which reports tell the same wire story.

Belongs here: near-copies by shared wording (MinHash), and retold or translated copies by shared names and numbers where
the same agency is credited. Does not: what reports are compared by (`prints`), dates (`dating`), nor which speakers are
independent (decided in the warehouse).

Whether two reports are linked depends on these two and their days alone. So links are kept, and only what is new or has
got another day is looked up in the library; the answer is that of comparing everything with everything. Bulletins of
one pattern are all alike: of reports whose day is settled it is kept which belong together, not every pair.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import polars as pl

from pipeline.text.publication import STORY_DAYS

# Share of the shorter text's four-word runs that the longer one holds too. Edited copies of one wire story in the
# sample reports share 0.29-0.64; two reports of one outlet about different days up to 0.20, by standing background.
COPIED = 0.21
# A story without a date may lie years from its look-alike: its copy has to be closer.
COPIED_UNDATED = 0.28
# Share of common names and numbers, and how many numbers: 0.30-0.39 and three or more between the translated sample
# report and its siblings, under 0.25 and one to an unrelated report about the same province and speakers.
_RETOLD, _RETOLD_NUMBERS = 0.29, 3
_RETOLD_SAME_DAY, _RETOLD_NUMBERS_SAME_DAY = 0.22, 2
# Pairs that are compared, reports that are looked up, and those of them that may meet others, at a time: what bounds
# the memory.
_PAIRS_AT_ONCE = 5_000
_SOUGHT_AT_ONCE = 5_000
_MET_AT_ONCE = 1_000
_BUCKET_DAYS = STORY_DAYS + 1
_COMPARED = ("document_id", "publisher", "agencies", "runs", "features", "numbers")
_PRINTED = (*_COMPARED, "run_keys", "feature_keys")

LINKS = pl.Schema({"first": pl.String(), "second": pl.String(), "share": pl.Float64(), "copied": pl.Boolean()})
STANDING = pl.Schema({"document_id": pl.String(), "raw_hash": pl.String(), "day": pl.Date()})
Named = TypeVar("Named", str, int)


@dataclass(frozen=True)
class Library:
    """The prints of all reports that count, piece by piece: of some columns, and perhaps of some reports only.

    Pieces without any of these reports may be left out, others may hold more.
    """

    read: Callable[[Sequence[str], pl.Series | None], Iterable[pl.DataFrame]]

    @classmethod
    def of(cls, prints: pl.DataFrame) -> "Library":
        """A library in memory."""
        return cls(lambda columns, _: [prints.select(columns)])

    def pieces(self, columns: Sequence[str]) -> Iterable[pl.DataFrame]:
        """Some columns of all reports."""
        return self.read(columns, None)

    def selected(self, columns: Sequence[str], ids: pl.Series | None) -> Iterator[pl.DataFrame]:
        """Some columns of some reports, or of all, piece by piece."""
        for piece in self.read(columns, ids):
            yield piece if ids is None else piece.filter(pl.col("document_id").is_in(ids.implode()))

    def only(self, ids: pl.Series) -> "Library":
        """The library of some reports."""
        return Library(lambda columns, _: self.selected(columns, ids))


@dataclass(frozen=True, slots=True)
class Links:
    """Links between reports, by document id, and the state of the reports for which they hold.

    A pair without a share stands for a group: its first report is the least of the group that holds the second.
    """

    standing: pl.DataFrame
    pairs: pl.DataFrame

    @classmethod
    def none(cls) -> "Links":
        """No reports, no links."""
        return cls(pl.DataFrame(schema=STANDING), pl.DataFrame(schema=LINKS))

    def siblings(self, of: Iterable[str]) -> dict[str, list[str]]:
        """The reports that each of some reports is linked with. They must not be settled."""
        found: dict[str, list[str]] = {document_id: [] for document_id in of}
        sought = pl.Series(list(found), dtype=pl.String)
        touching = self.pairs.filter(_touches(sought))
        for first, second in touching.select("first", "second").iter_rows():
            for one, other in ((first, second), (second, first)):
                if one in found:
                    found[one].append(other)
        return found

    def condensed(self, settled: pl.Series) -> "Links":
        """The same groups, with one pair for each settled report instead of every pair of two."""
        inside = _within(settled)
        groups = roots(self.pairs.filter(inside).select("first", "second").iter_rows())
        rows = [(least, one, None, None) for one, least in groups.items() if one != least]
        condensed = pl.DataFrame(rows, schema=LINKS, orient="row")
        return Links(self.standing, pl.concat([self.pairs.filter(~inside), condensed]).sort("first", "second"))


def update_links(library: Library, now: pl.DataFrame, kept: Links) -> Links:
    """The links between the reports as they are `now` (STANDING), from those kept and a look-up of what has changed."""
    same = _unchanged(now, kept)
    fresh = now.filter(~pl.col("document_id").is_in(same.implode()))["document_id"]
    still = kept.pairs.filter(_within(same))
    found = find_links(library, now, fresh)
    return Links(now, pl.concat([still, found]).sort("first", "second"))


def moved_links(library: Library, now: pl.DataFrame, own: Links, kept: Links) -> Links:
    """As `update_links`; of two reports that have `own` days, what was found under these holds and is not looked up."""
    moved = now.join(own.standing, on=list(STANDING), how="anti", nulls_equal=True)["document_id"]
    same = _unchanged(now, kept)
    fresh = now.filter(~pl.col("document_id").is_in(same.implode()))["document_id"]
    before = moved.filter(moved.is_in(same.implode()))
    found = [
        own.pairs.filter(~_touches(moved)),
        kept.pairs.filter(_touches(before) & _within(same)),
        find_links(library, now, moved.filter(moved.is_in(fresh.implode()))),
    ]
    if not before.is_empty():
        others = fresh.filter(~fresh.is_in(moved.implode()))
        few = library.only(pl.concat([before, others]))
        found.append(find_links(few, now, others).filter(_touches(before)))
    return Links(now, pl.concat(found).sort("first", "second"))


def _unchanged(now: pl.DataFrame, kept: Links) -> pl.Series:
    """The reports whose links with each other are kept."""
    same = now.join(kept.standing, on=list(STANDING), how="semi", nulls_equal=True)["document_id"]
    return same.filter(~same.is_in(_broken_up(kept.pairs, same).implode()))


def _touches(ids: pl.Series) -> pl.Expr:
    return pl.col("first").is_in(ids.implode()) | pl.col("second").is_in(ids.implode())


def _within(ids: pl.Series) -> pl.Expr:
    return pl.col("first").is_in(ids.implode()) & pl.col("second").is_in(ids.implode())


def _broken_up(pairs: pl.DataFrame, same: pl.Series) -> pl.Series:
    """The members of groups that have lost one: how the others hang together has to be looked up."""
    groups = pairs.filter(pl.col("share").is_null())
    broken = groups.filter(pl.col("first").is_in(groups.filter(~_within(same))["first"].unique().implode()))
    return pl.concat([broken["first"].unique(), broken["second"]])


def find_links(library: Library, now: pl.DataFrame, fresh: pl.Series) -> pl.DataFrame:
    """Every pair of reports that tells one story, one of them at least among the fresh ones."""
    days = now.sort("document_id").with_row_index("at").select("document_id", "at", day=pl.col("day").cast(pl.Int32))
    days = days.with_columns(sought=pl.col("document_id").is_in(fresh.implode()))
    copied, retold = [pl.DataFrame(schema=LINKS)], [pl.DataFrame(schema=LINKS)]
    for some, pieces in sought_around(library, days, _PRINTED):
        parts = [(part, _keys(part, days)) for part in some.iter_slices(_MET_AT_ONCE)]
        for piece in pieces:
            for part, keys in parts:
                copied.append(_judged(part, piece, days, _meetings(keys, piece, days, "run_keys", "run_keys"), _copied))
                met = _meetings(keys, piece, days, "agencies", "feature_keys")
                retold.append(_judged(part, piece, days, met, _retold))
    sides = ["first", "second"]
    copies = pl.concat(copied).unique(sides)
    return pl.concat([copies, pl.concat(retold).unique(sides).join(copies, on=sides, how="anti")])


def sought_around(
    library: Library, sought: pl.DataFrame, columns: Sequence[str]
) -> Iterator[tuple[pl.DataFrame, Iterator[pl.DataFrame]]]:
    """Some columns of the reports sought, some at a time, and each time those of all whom they may be linked with.

    That is whoever is of about their days or of an unknown day; whose own day is not known may be linked with anybody.
    `sought` holds all reports, with their days, and whether they are sought.
    """
    for dated in (True, False):
        known = pl.col("day").is_not_null() == dated
        ids = sought.filter(known & pl.col("sought"))["document_id"]
        for some in _gathered(library, ids, columns):
            around = None
            if dated:
                own = sought.filter(pl.col("document_id").is_in(some["document_id"].implode()))["day"]
                first, last = own.min(), own.max()
                close = pl.col("day").is_between(pl.lit(first) - STORY_DAYS, pl.lit(last) + STORY_DAYS)
                around = sought.filter(close | pl.col("day").is_null())["document_id"]
            yield some, library.selected(columns, around)


def _gathered(library: Library, ids: pl.Series, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Some columns of some reports, in frames of a size that the memory is not filled by."""
    held: list[pl.DataFrame] = []
    if ids.is_empty():
        return
    for piece in library.selected(columns, ids):
        for part in piece.iter_slices(_SOUGHT_AT_ONCE):
            held.append(part)
            if sum(map(len, held)) >= _SOUGHT_AT_ONCE:
                yield pl.concat(held)
                held = []
    if held:
        yield pl.concat(held)


def stories(links: Links) -> dict[str, str]:
    """The id of the story of each report that shares one: the least document id among those that it is linked with."""
    found = roots(links.pairs.select("first", "second").iter_rows())
    return {at: "wire_" + root.removeprefix("doc_") for at, root in found.items()}


def roots(pairs: Iterable[tuple[Named, Named]]) -> dict[Named, Named]:
    """For all that is in a pair: the least of what it is linked with, over however many pairs."""
    parent: dict[Named, Named] = {}

    def root(at: Named) -> Named:
        while parent.setdefault(at, at) != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    return {at: root(at) for at in parent}


# -- who meets whom -------------------------------------------------------------------------------------


def _keys(sought: pl.DataFrame, days: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {column: _keyed(sought, column, days) for column in ("run_keys", "agencies", "feature_keys")}


def _meetings(
    keys: Mapping[str, pl.DataFrame], piece: pl.DataFrame, days: pl.DataFrame, close: str, any_day: str
) -> pl.DataFrame:
    """Pairs under one key: of the column `close` where both days are known and close, else of the column `any_day`.

    Two that are both sought meet once, where the later of them is in the piece.
    """
    offered = {column: _keyed(piece, column, days, keys[column]["key"]) for column in {close, any_day}}
    met = pl.concat([near(keys[close], offered[close]), undated(keys[any_day], offered[any_day])]).unique()
    if met.is_empty():
        return met
    both = days.filter("sought")["at"].implode()
    here = days.filter(pl.col("document_id").is_in(piece["document_id"].implode()))["at"].implode()
    return met.filter(pl.col("other").is_in(here) | ~(pl.col("one").is_in(both) & pl.col("other").is_in(both)))


def _keyed(prints: pl.DataFrame, column: str, days: pl.DataFrame, among: pl.Series | None = None) -> pl.DataFrame:
    """One row per report and key, of all keys or those among some."""
    # Each report has many keys: they are looked through with its number, and its name comes to the few that are left.
    numbered = prints.select("document_id", key=column).with_row_index("row")
    keyed = numbered.select("row", "key").explode("key").drop_nulls("key")
    if among is not None:
        keyed = keyed.filter(pl.col("key").is_in(among.unique().implode()))
    named = numbered.select("row", "document_id").join(days, on="document_id")
    return keyed.join(named, on="row").select("at", "day", "key")


def near(sought: pl.DataFrame, offered: pl.DataFrame) -> pl.DataFrame:
    """Pairs under one key whose days are known and close."""
    bucket = pl.col("day") // _BUCKET_DAYS
    around = sought.with_columns(bucket=pl.concat_list(bucket - 1, bucket, bucket + 1)).explode("bucket")
    pairs = around.join(offered.with_columns(bucket=bucket), on=["key", "bucket"])
    return _ordered(pairs.filter((pl.col("day") - pl.col("day_right")).abs() <= STORY_DAYS))


def undated(sought: pl.DataFrame, offered: pl.DataFrame) -> pl.DataFrame:
    """Pairs under one key of which one day at least is not known."""
    unknown = pl.col("day").is_null()
    pairs = [sought.filter(unknown).join(offered, on="key"), sought.join(offered.filter(unknown), on="key")]
    return _ordered(pl.concat(pairs))


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    one, other = pl.min_horizontal("at", "at_right"), pl.max_horizontal("at", "at_right")
    return pairs.select(one=one, other=other).filter(pl.col("one") != pl.col("other")).unique()


# -- whether they tell the same -------------------------------------------------------------------------


def _judged(
    sought: pl.DataFrame,
    piece: pl.DataFrame,
    days: pl.DataFrame,
    pairs: pl.DataFrame,
    judge: Callable[[pl.DataFrame], pl.DataFrame],
) -> pl.DataFrame:
    """The pairs of sought reports with those of a piece that a rule links."""
    found = [pl.DataFrame(schema=LINKS)]
    if pairs.is_empty():
        return found[0]
    met = pl.concat([pairs["one"], pairs["other"]]).unique()
    known = days.select("document_id", "at", "day").filter(pl.col("at").is_in(met.implode()))
    prints = pl.concat([sought.select(_COMPARED), piece.select(_COMPARED)]).join(known, on="document_id").unique("at")
    for batch in pairs.iter_slices(_PAIRS_AT_ONCE):
        both = batch.join(prints, left_on="one", right_on="at").join(
            prints, left_on="other", right_on="at", suffix="_other"
        )
        found.append(
            judge(both).select(first="document_id", second="document_id_other", share="share", copied="copied")
        )
    return pl.concat(found)


def _copied(pairs: pl.DataFrame) -> pl.DataFrame:
    """Near-copies: the shorter text's runs stand in the longer one."""
    shorter = pl.min_horizontal(pl.col("runs").list.len(), pl.col("runs_other").list.len())
    share = _common("runs") / pl.max_horizontal(shorter, 1)
    needed = pl.when(_both_dated()).then(COPIED).otherwise(COPIED_UNDATED)
    return pairs.with_columns(share=share, copied=pl.lit(True)).filter(pl.col("share") >= needed)


def _retold(pairs: pl.DataFrame) -> pl.DataFrame:
    """The same story in other words: one agency, the same names and numbers; one outlet tells a new story each time."""
    together = pl.col("features").list.len() + pl.col("features_other").list.len() - _common("features")
    share = _common("features") / pl.max_horizontal(together, 1)
    same_day = (pl.col("day") == pl.col("day_other")).fill_null(value=False)
    needed = pl.when(same_day).then(_RETOLD_SAME_DAY).otherwise(_RETOLD)
    numbers = pl.when(same_day).then(_RETOLD_NUMBERS_SAME_DAY).otherwise(_RETOLD_NUMBERS)
    one_outlet = (pl.col("publisher") == pl.col("publisher_other")).fill_null(value=False)
    return pairs.with_columns(share=share, copied=pl.lit(False)).filter(
        ~one_outlet & (_common("agencies") > 0) & (_common("numbers") >= numbers) & (pl.col("share") >= needed)
    )


def _common(column: str) -> pl.Expr:
    return pl.col(column).list.set_intersection(f"{column}_other").list.len().cast(pl.Int64)


def _both_dated() -> pl.Expr:
    return pl.col("day").is_not_null() & pl.col("day_other").is_not_null()


# -- what support a day has -----------------------------------------------------------------------------


class Likenesses:
    """How many reports of about some day speak of the names and numbers of one report."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._loaded: tuple[dict[str, int], pl.Series] | None = None
        self._seen: dict[str, frozenset[int]] = {}

    def count(self, document_id: str, others: Iterator[str], least: float) -> int:
        """How many of the others share at least so much of their names and numbers with the report."""
        own = self._of(document_id)
        return sum(_jaccard(own, self._of(other)) >= least for other in others)

    def _of(self, document_id: str) -> frozenset[int]:
        if document_id not in self._seen:
            places, features = self._features()
            self._seen[document_id] = frozenset(features[places[document_id]])
        return self._seen[document_id]

    def _features(self) -> tuple[Mapping[str, int], pl.Series]:
        if self._loaded is None:
            found = pl.concat(list(self._library.pieces(["document_id", "features"])))
            self._loaded = {name: at for at, name in enumerate(found["document_id"])}, found["features"]
        return self._loaded


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def day_by_report(now: pl.DataFrame) -> dict[str, date]:
    """The reports whose day is known."""
    return dict(now.drop_nulls("day").select("document_id", "day").iter_rows())
