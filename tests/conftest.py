"""What holds for all tests: property tests try the same examples on every machine and are not timed."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
