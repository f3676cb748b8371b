"""The picture of the page that the README shows, taken anew.

    make picture                                   of data/, as `make run` leaves it
    python -m benchmarks.picture DATA_FOLDER       of another folder

Needs Chromium and its driver.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.page import ROOT, browser, drawn
from pipeline.report.write import write_report
from pipeline.settings import load_settings

PICTURE = ROOT / "docs" / "page.png"
SIZE = {"width": 1140, "height": 1400, "deviceScaleFactor": 1, "mobile": False}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_folder", type=Path, nargs="?", default=ROOT / "data")
    folder = parser.parse_args(arguments).data_folder
    if not folder.is_dir():
        parser.error(f"{folder} is no folder")
    page = write_report(load_settings(data_dir=str(folder))).path
    with browser() as chrome:
        if chrome is None:
            raise SystemExit("needs Chromium and its driver (Debian, Ubuntu: apt-get install chromium chromium-driver)")
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SIZE)
        chrome.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        drawn(chrome, page)
        chrome.save_screenshot(str(PICTURE))
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
