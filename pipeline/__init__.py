"""Conflict Ledger: raw reports in, tables of displacement, casualties and ceasefire violations out."""
