"""Benchmarks. They measure what users have: the process is set up as the pipeline sets it up."""

import pipeline  # noqa: F401
