"""DuckDB: the file that the pipeline works in, and the file that is published. Besides dbt nothing else writes them."""
