"""How fast text becomes claims on one core, where the time goes, and what hostile texts cost.

    python -m benchmarks.extraction [TEXTS]     default: the FA-KES half in ../shared, else the project's own texts

Prints articles a second (text and extraction stages together), the share of each stage, the time for texts of doubled
length, and the slowest of a set of 1 MB inputs that break careless patterns. Times are CPU seconds of this process.
"""

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.evaluate import ROOT, SEEDS, load_extractor
from pipeline.collector import relax_collector
from pipeline.extract.extractor import Extractor
from pipeline.sources.folder import FolderSource
from pipeline.text.dating import resolve_publication
from pipeline.text.model import Article, RawDocument, Rejected
from pipeline.text.parse import parse_document

SHARED = ROOT.parent / "shared" / "benchmarks" / "fakes-dev.jsonl"
MEGABYTE = 1_000_000
SLOWEST_ALLOWED = 2.0
STAGES = {
    "text: parse": "parse_document",
    "extract: times": "find_times",
    "extract: places": "read_places",
    "extract: vocabularies": "find",
    "extract: figures": "find_figures",
    "extract: acts": "find_acts",
    "extract: speakers": "attribute",
    "extract: claims": "find_claims",
    "extract: truces": "find_truces",
    "extract: violations": "find_violations",
}
# Every one of these has sent a pattern of some extractor into minutes: repeated digits, marks, openers and hedges.
# Sentences that come back word for word are told three times only; with a running number each is read.
HOSTILE = {
    "digits": "1234567890",
    "one digit": "1",
    "grouped digits": "1,234 ",
    "number words": "twenty-one hundred and ",
    "since since": "since ",
    "between and": "between 1 and ",
    "commas": ", ",
    "full stops": ". ",
    "open brackets": "(",
    "open quotes": "“",
    "capitals": "Aleppo ",
    "unknown capitals": "Xqzzt Bvrrk ",
    "killed": "killed 12 ",
    "including": "including 3 children, ",
    "no spaces": "killed",
    "sentences": "At least 12 people were killed in Aleppo on Sunday, the Observatory said. ",
    "dates": "12 January 2016 ",
    "numbered sentences": "At least {} people were killed in Aleppo on Sunday, the Observatory said. ",
    "numbered prose": "Residents of street {} spoke of a calm day, and of bread that had come from the coast. ",
}


def documents(path: Path) -> list[RawDocument]:
    return [item for item in FolderSource([path]).read() if not isinstance(item, Rejected)]


def parsed(raw: list[RawDocument]) -> list[Article]:
    return [article for item in raw if not isinstance(article := parse_document(item), Rejected)]


def dated(articles: list[Article]) -> Iterator[tuple[Article, date | None]]:
    dates = resolve_publication(articles)
    return ((article, dates[article.document_id].published_on) for article in articles)


def run(raw: list[RawDocument], extractor: Extractor) -> int:
    """Text and extraction stages over all documents; the number of claims."""
    return sum(len(extractor.extract(article, day).claims) for article, day in dated(parsed(raw)))


def throughput(raw: list[RawDocument], extractor: Extractor, rounds: int = 3) -> float:
    """Articles a second, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        run(raw, extractor)
        best = min(best, time.process_time() - start)
    return len(raw) / best


def shares(raw: list[RawDocument], extractor: Extractor) -> dict[str, float]:
    """The share of each stage in the profiled time."""
    profile = cProfile.Profile()
    profile.runcall(run, raw, extractor)
    stats = pstats.Stats(profile)
    total = stats.total_tt  # type: ignore[attr-defined]
    spent: dict[str, float] = {}
    for (file, _, function), row in stats.stats.items():  # type: ignore[attr-defined]
        for stage, name in STAGES.items():
            if function == name and "pipeline" in file and (name != "find" or "lexicon" in file):
                spent[stage] = max(spent.get(stage, 0.0), row[3] / total)
    return spent


def one(text: str, extractor: Extractor) -> float:
    """CPU seconds for a single text."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    raw = RawDocument("benchmark", "benchmark", "benchmark", text.encode(), "text", "benchmark", now)
    start = time.process_time()
    article = parse_document(raw)
    if not isinstance(article, Rejected):
        extractor.extract(article, date(2016, 5, 1))
    return time.process_time() - start


def hostile(extractor: Extractor, size: int = MEGABYTE) -> dict[str, float]:
    """CPU seconds for each hostile text of `size` characters."""
    return {name: one(repeated(unit, size), extractor) for name, unit in HOSTILE.items()}


def repeated(unit: str, size: int) -> str:
    """A unit told again and again, with a running number where it has a place for one."""
    return "".join(map(unit.format, range(10_000, 10_000 + size // len(unit) + 1)))[:size]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    own = SHARED if SHARED.exists() else SEEDS / "gold" / "wordings.jsonl"
    parser.add_argument("texts", type=Path, nargs="?", default=own, help="files that the pipeline reads")
    path = parser.parse_args(arguments).texts
    raw = documents(path)
    if not raw:
        parser.error(f"{path} holds no texts")
    relax_collector()  # as every run of the command line does
    extractor = load_extractor()
    characters = sum(len(item.data) for item in raw) / len(raw)
    print(f"{path.name}: {len(raw)} texts of {characters:,.0f} bytes on average")
    print(f"  {throughput(raw, extractor):,.0f} articles a second on one core")
    for stage, share in sorted(shares(raw, extractor).items(), key=lambda item: -item[1]):
        print(f"  {share:6.1%}  {stage} (with what it calls)")
    for size in (7_500, 15_000, 30_000, 60_000):
        text = repeated(HOSTILE["numbered sentences"], size)
        print(f"  {size:>9,} characters of sentences: {one(text, extractor):.3f} s")
    found = hostile(extractor)
    for name, seconds in sorted(found.items(), key=lambda item: -item[1]):
        print(f"  {seconds:6.2f} s  1 MB of «{name}»")
    return 0 if max(found.values()) <= SLOWEST_ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
