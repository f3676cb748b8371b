"""What holds for all tests.

Property tests try the same examples on every machine and are not timed. Where tests run on several processors, those
that look at one whole refresh share a processor and with it that refresh.
"""

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

_SHARED = {"refreshed": "refreshed", "copied": "refreshed", "ledger": "ledger", "own": "gate"}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together the tests of the shared refresh, of the shared build of the ledger and of the gate."""
    for item in items:
        groups = {_SHARED[name] for name in getattr(item, "fixturenames", ()) if name in _SHARED}
        if groups:
            item.add_marker(pytest.mark.xdist_group(max(groups)))
