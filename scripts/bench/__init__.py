"""Measure recmart, and hold it beside others."""
