"""The page made beside the published file, in a process of its own: both are made of the same marts.

Belongs here: starting that process, telling it, taking over what it made. Does not: the page (`write`), when the file
is published (`pipeline.line`). Little of weight is imported, because the process that waits imports this, too.

The page is written only when it is asked for, after the file has been published: a reader never sees one that is ahead
of it. The process ends when whoever started it is gone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.collector import relax_collector
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.report.write import Report

_ROOT = Path(__file__).resolve().parents[2]
_LOG = "last_page.log"
_WRITE = b"write\n"


class _Maker:
    """The process: waits for an order, makes the page, waits to be told to write it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = self._told = False

    def start(self, log: Path) -> None:
        """Load what a page is made with."""
        if self._process is None:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("wb") as said:
                self._process = subprocess.Popen(  # noqa: S603 - our own command
                    [sys.executable, "-m", __name__],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=said,
                    cwd=_ROOT,
                )

    def begin(self, settings: bytes) -> None:
        """Have what is built read, once."""
        if not self._begun:
            self._begun = self._process is not None and self._say(settings)

    def tell(self, log: bytes) -> None:
        """Have the page made of what was read, with this log."""
        self._told = self._begun and self._say(log)

    def written(self) -> bytes:
        """Have the page written, once; what was said of it, nothing if there is none."""
        told, self._told, self._begun = self._told, False, False
        if self._process is None or not told or not self._say(_WRITE):
            return b""
        said, _ = self._process.communicate()
        return said if self._process.returncode == 0 else b""

    def end(self) -> None:
        """Whatever it is at."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait()

    def _say(self, line: bytes) -> bool:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            return False
        return True


_maker: ContextVar[_Maker | None] = ContextVar("maker", default=None)


@contextmanager
def allowed() -> Iterator[None]:
    """While this is open pages may be made beside the file; without, they are made after it."""
    maker = _Maker()
    token = _maker.set(maker)
    try:
        yield
    finally:
        _maker.reset(token)
        maker.end()


def get_ready(settings: Settings) -> None:
    """A page will soon be wanted."""
    maker = _maker.get()
    if maker is not None:
        maker.start(settings.build_dir / _LOG)


def read_built(settings: Settings) -> None:
    """Begin to read the warehouse: it is built, and stays as it is until it is published."""
    maker = _maker.get()
    if maker is not None:
        maker.start(settings.build_dir / _LOG)
        maker.begin(_line(settings.model_dump(mode="json")))


def begin(settings: Settings, refresh_ids: Sequence[str], started_at: Sequence[datetime]) -> None:
    """Make the page of the warehouse as it is, with the log of refreshes that will be published."""
    read_built(settings)
    maker = _maker.get()
    if maker is not None:
        log = {"refresh_id": list(refresh_ids), "started_at": [time.isoformat() for time in started_at]}
        maker.tell(_line(log))


def finish() -> "Report | None":
    """Write the page that was begun; None if none was, or if it came to nothing."""
    maker = _maker.get()
    said = maker.written() if maker is not None else b""
    if not said:
        return None
    from pipeline.report.write import Report

    return Report.told(json.loads(said))


def _line(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told).encode() + b"\n"


def main() -> int:
    """Load, read when told of what, make the page with the log, write it at the word and say what it is."""
    relax_collector()
    from pipeline.report.read import read, with_log
    from pipeline.report.write import prepare

    line = sys.stdin.readline()
    if not line:
        return 0
    settings = Settings(**json.loads(line))
    found = read(settings.warehouse_path)
    line = sys.stdin.readline()
    if not line:
        return 0
    log = json.loads(line)
    log["started_at"] = [datetime.fromisoformat(time) for time in log["started_at"]]
    made = prepare(settings, with_log(found, log))
    if sys.stdin.readline().encode() == _WRITE:
        sys.stdout.write(json.dumps(asdict(made.write(settings)), default=str))
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Nobody needs the many objects of a page to be taken apart one by one: whoever asked waits for the end.
    os._exit(status)
