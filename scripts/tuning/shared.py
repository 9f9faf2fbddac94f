"""What the ways of tuning share: numbers in the models, progress, errors."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta

import duckdb

from scripts.common.commands import RecmartError

# The past is cut where so large a share of the events has happened; what comes within
# so many days before the last event stays out of it, for evaluations.
MOMENTS = (0.8, 0.6)
EVALUATED_DAYS = 7
# From how many days on data can be cut.
FEWEST_DAYS = 4


class TuningError(RecmartError):
    """There is nothing to tune by; the message is one line that says what to do."""


def show_progress(spent: float, budget: float, doing: str) -> None:
    """Show how much of the time is spent, and with what."""
    bar = "#" * round(20 * min(spent / max(budget, 1), 1))
    print(
        f"[{bar:20}] {spent:4.0f} s, {doing:75}",
        end="\r" if sys.stderr.isatty() else "\n",
        file=sys.stderr,
        flush=True,
    )


def past_moments(
    connection: duckdb.DuckDBPyConnection, domain: str
) -> list[tuple[datetime, int]]:
    """Return the moments to cut at, and how many whole days of each to ask for.

    No day is asked for twice. None are returned where the events have no times or all
    happened within a few days. Without any events there is a `TuningError`.
    """
    relation = f"backtest_intermediate.int_{domain}__events"
    count, first, last = connection.execute(
        f"select count(*), min(occurred_at), max(occurred_at) from {relation}"
    ).fetchone()
    if not count:
        raise TuningError(
            f"domain {domain} has no events: name the files to read in RECMART_DATA_DIR"
            + (", or in RECMART_INTERACTIONS" if domain == "custom" else "")
        )
    if last is None or (last - first).days < FEWEST_DAYS:
        return []
    # Of a short time not all of it is left to evaluation.
    end = last - timedelta(days=min(EVALUATED_DAYS, (last - first).days // 4))
    (shares,) = connection.execute(
        f"""
        select quantile_disc(occurred_at, $shares) from {relation}
        where occurred_at <= $end
        """,
        {"shares": list(MOMENTS), "end": end},
    ).fetchone()
    moments = []
    for moment in shares:
        # Whole days, as dbt counts them, so that nothing beyond the end is seen.
        days = max((end - moment).days, 1)
        end -= timedelta(days=days)
        if end > first:
            moments.append((end, days))
    return moments


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
