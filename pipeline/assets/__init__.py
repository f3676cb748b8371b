"""Dagster assets: names, descriptions, checks and metadata around calls of `pipeline.line`."""
