"""The benchmark of the page: its made-up ledger has what the page asks for, sums of any width included."""

from pathlib import Path

from benchmarks.page import make
from pipeline.report.write import write_report
from pipeline.settings import load_settings

# The gazetteer's index is the same for every run of one version: keep it where the pipeline keeps its own.
CACHE = Path(__file__).parents[2] / "data" / "build" / "cache"


def test_the_page_of_the_made_up_ledger_is_written(tmp_path: Path) -> None:
    settings = load_settings(data_dir=str(tmp_path))
    settings.build_dir.mkdir(parents=True, exist_ok=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    (settings.build_dir / "cache").symlink_to(CACHE)
    make(settings.published_path, 300)
    report = write_report(settings)
    assert report.path.stat().st_size > 100_000
