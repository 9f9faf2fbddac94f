"""Engines other than DuckDB, each started for a while on this machine."""
