"""What the ways of tuning share: numbers in the models, progress, errors."""

from __future__ import annotations

import re
import sys


class TuningError(Exception):
    """There is nothing to tune by; the message is one line that says what to do."""


def tell(message: str) -> None:
    """Tell of progress or trouble, in one line."""
    print(f"tune.py: {' '.join(message.split())}", file=sys.stderr, flush=True)


def show_progress(spent: float, budget: float, doing: str) -> None:
    """Show how much of the time is spent, and with what."""
    bar = "#" * round(20 * min(spent / max(budget, 1), 1))
    print(
        f"[{bar:20}] {spent:4.0f} s, {doing:75}",
        end="\r" if sys.stderr.isatty() else "\n",
        file=sys.stderr,
        flush=True,
    )


def assignment(parameter: str) -> re.Pattern[str]:
    """Return what finds a parameter's value in a macro call."""
    return re.compile(rf"(?P<before>\b{parameter}=)(?P<value>[\w.-]+)")


def number(value: float | None) -> str:
    """Write a value as it stands in a model."""
    return "none" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def gain_lines(
    name: str,
    users: int,
    cuts: int,
    trials: int,
    gain: tuple[float, float, float, float],
) -> list[str]:
    """Say what a metric is tuned and at present, and the gain with its interval."""
    tuned, present, lower, upper = gain
    return [
        f"{name} of {users} users in {cuts} cut(s): {tuned:.4f}, at present"
        f" {present:.4f}",
        f"gain {tuned - present:+.4f} (95 % interval {lower:+.4f} to {upper:+.4f}),"
        f" {trials} trials",
        "",
    ]
