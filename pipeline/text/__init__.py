"""Bytes to articles: pure functions. No Dagster, no DuckDB, no clock, no network."""
