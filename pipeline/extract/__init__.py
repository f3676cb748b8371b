"""Articles to claims and violation reports: pure functions. No Dagster, no DuckDB, no clock, no network."""
