"""One page for all tests of the folder, on three of the sample reports, and a browser to look at it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from tests.e2e.served import ROOT, Served, serving

SAMPLE = ("idlib-almost-100.html", "idlib-harbour-post.txt", "wire-roundup.jsonl")
_FLAGS = (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update "
    "disable-sync disable-dev-shm-usage no-proxy-server window-size=1900,1200"
)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("ui")
    sources = folder / "reports"
    sources.mkdir()
    for name in SAMPLE:
        shutil.copy2(ROOT / "seeds" / "documents" / name, sources)
    with serving(folder, sources) as page:
        yield page


@pytest.fixture(scope="session")
def programs() -> tuple[str, str]:
    """Chromium and its driver; selenium would download them."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((found for found in map(shutil.which, names) if found), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("no chromium or no chromedriver (Debian, Ubuntu: apt-get install chromium chromium-driver)")
    return browser, driver


@pytest.fixture(scope="session")
def browser(programs: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = programs[0]
    for flag in _FLAGS.split():
        options.add_argument(f"--{flag}")
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1,localhost")
        patch.setenv("no_proxy", "127.0.0.1,localhost")
        chrome = Chrome(options=options, service=ChromeService(programs[1]))
        try:
            chrome.set_page_load_timeout(60)
            chrome.set_script_timeout(30)
            yield chrome
        finally:
            chrome.quit()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go; CONFLICT_LEDGER_SCREENSHOTS names another folder."""
    named = os.environ.get("CONFLICT_LEDGER_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
