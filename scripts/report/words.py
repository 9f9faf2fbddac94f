"""How the report writes numbers, days and comparisons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

NOTHING = "\N{EN DASH}"


def whole(value: float | None) -> str:
    """Write how many."""
    return NOTHING if value is None else f"{value:,.0f}"


def percent(value: float | None, digits: int = 0) -> str:
    """Write a share as a percentage."""
    return NOTHING if value is None else f"{100 * value:.{digits}f}%"


def number(value: float | None, digits: int = 3) -> str:
    """Write a measure."""
    return NOTHING if value is None else f"{value:.{digits}f}"


def day(value: dt.date | None) -> str:
    """Write a day: 3 Jun 2025."""
    return NOTHING if value is None else f"{value.day} {value:%b %Y}"


def seconds(value: float | None) -> str:
    """Write a time."""
    return NOTHING if value is None else f"{value:.0f} s"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def compared(value: float, other: float, more: str, less: str, same: str) -> str:
    """Choose the word for how a number compares with another."""
    if round(value, 6) == round(other, 6):
        return same
    return more if value > other else less


def change(now: float, before: float) -> str:
    """Write by how much a number rose or fell."""
    if not before:
        return "up from nothing" if now else "unchanged"
    relative = now / before - 1
    if round(100 * relative) == 0:
        return "unchanged"
    return f"{'up' if relative > 0 else 'down'} {abs(relative):.0%}"
