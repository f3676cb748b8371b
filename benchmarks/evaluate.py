"""Run text and extraction stages over annotated reports and print the scores.

    python benchmarks/evaluate.py                    the project's own gold, against its floors
    python benchmarks/evaluate.py TEXTS GOLD --show  any other texts with gold of the same form, every difference
    python benchmarks/evaluate.py --raise-floors     write the own scores as the new floors (they only rise)

Belongs here: from files to scores. Does not: the scores' definitions (`scoring`).
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.scoring import Scores, score
from benchmarks.tracker import KINDS, score_labels
from pipeline.extract.extractor import Extractor
from pipeline.extract.model import Extraction
from pipeline.sources.folder import FolderSource
from pipeline.text.dating import resolve_publication
from pipeline.text.model import Article, Rejected
from pipeline.text.parse import parse_document

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
FLOORS = SEEDS / "gold" / "floors.json"
_NAMES = (
    "wordings",
    "wars",
    "briefs",
    "bulletins",
    "held_out",
    "dispatches",
    "retold",
    "abroad",
    "abroad_later",
    "plain",
    "unseen",
    "abroad_last",
    "plain_later",
    "desks",
    "constructions",
    "discourse",
)
# `samples` and `wordings` were written beside the rules; the texts of the others by people who did not know them.
# `unseen` is for measuring only: nobody reads it to change a rule. `abroad_later`, `abroad_last` and `plain_later` were
# such sets until their errors were read.
OWN_SETS = {
    "samples": (SEEDS / "documents", SEEDS / "gold" / "samples.gold.jsonl"),
    **{name: (SEEDS / "gold" / f"{name}.jsonl", SEEDS / "gold" / f"{name}.gold.jsonl") for name in _NAMES},
}
# What nobody reads, without floors: a floor would have every change scored on it until it is known by heart.
UNREAD_SETS = {
    name: (SEEDS / "gold" / f"{name}.jsonl", SEEDS / "gold" / f"{name}.gold.jsonl")
    for name in ("desks_unread", "constructions_unread", "discourse_unread")
}
# Annotations of our own for articles of FA-KES, whose texts lie beside the project where it is developed; those of
# `articles_later` and `articles_last` were read last.
_ARTICLES = ROOT.parent / "shared" / "benchmarks" / "fakes-dev.jsonl"
BESIDE_SETS = {
    name: (_ARTICLES, SEEDS / "gold" / f"{name}.gold.jsonl")
    for name in ("articles", "articles_later", "articles_last")
    if _ARTICLES.exists()
}


def load_extractor() -> Extractor:
    """The extractor with the project's vocabularies."""
    return Extractor.load(SEEDS / "reference", ROOT / "data" / "build" / "cache")


def read_articles(paths: Sequence[Path]) -> list[Article]:
    """Every report of the paths that can be read."""
    raw = (item for item in FolderSource(list(paths)).read() if not isinstance(item, Rejected))
    return [parsed for item in raw if not isinstance(parsed := parse_document(item), Rejected)]


def evaluate(extractor: Extractor, texts: Path, gold: Path) -> Scores:
    """The scores of one set."""
    extractions, published = extract_all(extractor, texts)
    lines = gold.read_text(encoding="utf-8").splitlines()
    return score([json.loads(line) for line in lines if line.strip()], extractions, published)


def extract_all(extractor: Extractor, texts: Path) -> tuple[dict[str, Extraction], dict[str, date | None]]:
    """What the texts tell, and the days they were published, by external id."""
    articles = read_articles([texts])
    dates = resolve_publication(articles)
    published: dict[str, date | None] = {}
    extractions: dict[str, Extraction] = {}
    for article in articles:
        day = dates[article.document_id].published_on
        published[article.external_id] = day
        extractions[article.external_id] = extractor.extract(article, day)
    return extractions, published


def evaluate_own(extractor: Extractor) -> dict[str, Scores]:
    """The scores of the project's own annotations; of those without a text and of the tracker's where at hand."""
    scores = {name: evaluate(extractor, *paths) for name, paths in (OWN_SETS | BESIDE_SETS).items()}
    for name, (kind, texts, gold) in KINDS.items():
        scores[name] = score_labels(kind, gold, *extract_all(extractor, texts))
    return scores


def read_floors() -> dict[str, dict[str, float]]:
    """The scores that no change may fall below."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def raised(floors: dict[str, dict[str, float]], scores: dict[str, Scores]) -> dict[str, dict[str, float]]:
    """Floors at the scores reached, rounded down to a hundredth, never lower than they were."""
    return floors | {
        name: {
            key: max(floors.get(name, {}).get(key, 0.0), math.floor(value * 100) / 100)
            for key, value in found.values.items()
        }
        for name, found in scores.items()
    }


def _print(name: str, scores: Scores, floors: dict[str, float], show: bool) -> None:
    print(f"== {name}")
    for miss in scores.misses if show else ():
        print(f"  {miss.document}: {miss.text}")
    for key, value in scores.values.items():
        floor = f"   floor {floors[key]:.2f}" if key in floors else ""
        print(f"  {key:14} {value:.3f}{floor}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument(
        "--unread", action="store_true", help="also the sets that nobody reads; once a session is enough"
    )
    args = parser.parse_args()
    extractor = load_extractor()
    if args.texts and args.gold:
        _print(str(args.texts), evaluate(extractor, args.texts, args.gold), {}, args.show)
        return 0
    scores, floors = evaluate_own(extractor), read_floors()
    for name, found in scores.items():
        _print(name, found, floors.get(name, {}), args.show)
    for name, paths in UNREAD_SETS.items() if args.unread else ():
        _print(f"{name} (never read)", evaluate(extractor, *paths), {}, show=False)
    if args.raise_floors:
        FLOORS.write_text(json.dumps(raised(floors, scores), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    below = [
        f"{name} {key}"
        for name, own in floors.items()
        for key, floor in own.items()
        if name in scores and scores[name].values[key] < floor
    ]
    if below:
        print("below the floor:", ", ".join(below))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
