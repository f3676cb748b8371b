"""Web archives: WARC files, ours or Common Crawl's news crawl, streamed and sifted before anything heavy is done.

Belongs here: which files, where to go on in them, what became of their records. Does not: the sieve (`warc_sieve`).
"""

import glob
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal
from urllib.parse import urljoin

from fastwarc.warc import ArchiveIterator, WarcRecordType
from pydantic import Field, model_validator

from pipeline.sources.fetching import Checkpoint, DateRange, Fetched, Kind, SourceError, State, Step
from pipeline.sources.http import Client, FetchError
from pipeline.sources.http.body import gunzip
from pipeline.sources.options import SourceOptions
from pipeline.sources.warc_sieve import Sieve

_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)\d{6}(?!\d)")
# A kill costs no more than looking at so many records again: a second's work.
_RECORDS = 1000
_GZIP = b"\x1f\x8b"
# A list of a month of Common Crawl's news has a few hundred names.
_LONGEST_LIST = 64 * 1024 * 1024


class WarcOptions(SourceOptions):
    """Files of archived pages, and which of their pages are wanted."""

    kind: Literal["warc"] = "warc"
    paths: tuple[str, ...] = Field((), description="WARC files: paths, patterns, or addresses.")
    path_lists: tuple[str, ...] = Field(
        (),
        description="Lists of WARC files, as Common Crawl publishes them (warc.paths.gz); {year} and {month} stand for "
        "those of today, or of the days of a backfill.",
    )
    base: str = Field("https://data.commoncrawl.org/", description="What the paths of a list are relative to.")
    hosts: tuple[str, ...] = Field((), description="Pages of these hosts and those below them; empty: of all.")
    exclude_hosts: tuple[str, ...] = Field((), description="No pages of these hosts, nor of those below them.")
    languages: tuple[str, ...] = Field(("en",), description="ISO 639 codes; empty: all.")
    terms: tuple[str, ...] = Field(
        (), description="Words that a page must hold; empty: words of war, death, flight and truce in English."
    )
    least_terms: int = Field(3, ge=0, le=100, description="How many different ones; 0: take every page.")
    max_files: int = Field(4, ge=1, le=10_000, description="Files that one run looks into at most.")

    @model_validator(mode="after")
    def _something(self) -> "WarcOptions":
        if not self.paths and not self.path_lists:
            raise ValueError("a warc source needs paths or path_lists")
        return self


class WarcError(Exception):
    """A file that cannot be read on."""


def fetch(options: WarcOptions, client: Client, state: State, dates: DateRange | None) -> Iterator[Step]:
    """The wanted pages of the files that were not read to their end yet, in the order of their names."""
    yield from _Reading(options, client, state, dates).steps()


class _Reading:
    """One pass. The state is which files are done, and how far the present one was read."""

    def __init__(self, options: WarcOptions, client: Client, state: State, dates: DateRange | None) -> None:
        self._options = options
        self._client = client
        self._dates = dates
        self._done: list[str] = list(state.get("done", []))
        self._at: dict[str, int] = dict(state.get("at", {}))
        # The last record that this run had: a stream taken up again begins at or before it.
        self._had: dict[str, int] = {}
        self._sieve = Sieve(
            hosts=options.hosts,
            exclude_hosts=options.exclude_hosts,
            languages=options.languages,
            terms=options.terms,
            least_terms=options.least_terms,
            max_bytes=client.manners.max_bytes,
        )

    def steps(self) -> Iterator[Step]:
        waiting = [name for name in self._names() if name not in self._done]
        for name in waiting[: self._options.max_files]:
            yield from self._file(name)
            self._done.append(name)
            self._at.pop(name, None)
            yield Checkpoint(self._state())

    def _state(self) -> State:
        return {"done": list(self._done), "at": dict(self._at)}

    def _names(self) -> list[str]:
        named = [name for path in self._options.paths for name in _expand(path)]
        listed = [name for address in self._lists() for name in self._listed(address)]
        return [name for name in dict.fromkeys(named + listed) if self._is_of_the_days(name)]

    def _lists(self) -> list[str]:
        today = self._client.clock.now().date()
        first, last = (self._dates.first, self._dates.last) if self._dates else (today, today)
        months = _months(first, last)
        return list(
            dict.fromkeys(
                address.replace("{year}", f"{year:04}").replace("{month}", f"{month:02}")
                for address in self._options.path_lists
                for year, month in months
            )
        )

    def _listed(self, address: str) -> list[str]:
        if address.startswith(("http://", "https://")):
            data = self._client.get(address).body
        else:
            try:
                data = Path(address).read_bytes()
            except OSError as error:
                raise SourceError(f"list of WARC files {address} cannot be read: {error.strerror}") from None
        text = (gunzip(data, _LONGEST_LIST) if data.startswith(_GZIP) else data).decode("utf-8", "replace")
        names = [line.strip() for line in text.splitlines() if line.strip()]
        wrong = next((name for name in names if not name.endswith((".warc", ".warc.gz"))), None)
        if wrong is not None:
            raise SourceError(f"{address} is no list of WARC files: it holds {wrong[:100]!r}")
        base = self._options.base
        return [urljoin(base, name) if "://" in base else str(Path(base, name)) for name in names]

    def _is_of_the_days(self, name: str) -> bool:
        """Files tell their day in their name; those that don't belong to no range of days."""
        if self._dates is None:
            return True
        stamp = _STAMP.search(name.rpartition("/")[2])
        try:
            return stamp is not None and self._dates.first <= date(*map(int, stamp.groups())) <= self._dates.last
        except ValueError:
            return False

    def _file(self, name: str) -> Iterator[Step]:
        """The wanted pages of a file; a stream that breaks is taken up where it broke, as often as manners allow."""
        became: Counter[str] = Counter()
        tries = 0
        while True:
            before = self._at.get(name, 0)
            try:
                yield from self._records(name, became)
            except FetchError as error:
                tries = tries + 1 if self._at.get(name, 0) == before else 0
                if error.status == 416:
                    break
                if not error.passing or tries > self._client.manners.retries:
                    raise
            except WarcError as error:
                reason = f"{error}; before it: {_account(became)}"
                yield Fetched.failed(FetchError(reason, name), name, role="listing")
                return
            else:
                break
        yield Fetched.skipped(name, f"read to its end: {_account(became)}", role="listing")

    def _records(self, name: str, became: "Counter[str]") -> Iterator[Step]:
        start = self._at.get(name, 0)
        since, found_one = 0, False
        with self._open(name, start) as raw:
            for record in _iterate(_Counted(raw), name, start):
                position = start + record.stream_pos
                if position <= self._had.get(name, -1):
                    continue
                self._had[name] = position
                # Only here is it known where the next run may begin: behind the records before this one.
                if found_one or since >= _RECORDS:
                    self._at[name] = position
                    yield Checkpoint(self._state())
                    since, found_one = 0, False
                since += 1
                became["records"] += 1
                found = self._sieve.take(record, name, position)
                if isinstance(found, str):
                    became[found] += 1
                else:
                    became["kept"] += 1
                    found_one = True
                    yield found

    def _open(self, name: str, offset: int) -> AbstractContextManager[BinaryIO]:
        if name.startswith(("http://", "https://")):
            return self._client.stream(name, offset=offset)
        try:
            file = Path(name).open("rb")  # noqa: SIM115  (whoever gets it closes it)
            file.seek(offset)
        except OSError as error:
            raise FetchError(f"cannot be read: {error.strerror}", name) from None
        return file


class _Counted:
    """A stream that says how far it was read; fastwarc wants to know."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position


def _iterate(stream: _Counted, name: str, start: int) -> Iterator[Any]:
    """The answers that a file holds. What fastwarc makes of a damaged one is told as such."""
    position = start
    try:
        records = ArchiveIterator(
            stream,  # type: ignore[arg-type]
            record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion,
            parse_http=True,
            auto_decode="transfer",
        )
        for record in records:
            position = start + record.stream_pos
            yield record
    except OSError as error:
        raise WarcError(f"damaged behind byte {position:,} ({error})") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise WarcError(f"damaged behind byte {position:,}") from None


def _expand(name: str) -> list[str]:
    if name.startswith(("http://", "https://")):
        return [name]
    path = str(Path(name).expanduser())
    found = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else [path]  # noqa: PTH207
    if not found:
        raise SourceError(f"no WARC file matches {name}: check the pattern")
    return found


def _months(first: date, last: date) -> list[tuple[int, int]]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    steps = (divmod(first.year * 12 + first.month - 1 + step, 12) for step in range(count))
    return [(year, month + 1) for year, month in steps]


def _account(became: "Counter[str]") -> str:
    parts = [f"{count:,} {what}" for what, count in sorted(became.items()) if what != "records"]
    return f"{became['records']:,} records" + (f", {', '.join(parts)}" if parts else "")


KIND = Kind("warc", WarcOptions, fetch, dated=True)
