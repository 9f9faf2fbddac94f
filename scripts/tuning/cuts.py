"""Where a domain's past is cut, to ask its lists for what came after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scripts.common.commands import RecmartError
from scripts.common.dbt import END_OF_TIME

# The past is cut where so large a share of the events has happened; what comes within
# so many days before the last event stays out of it, for evaluations.
MOMENTS = (0.8, 0.6)
EVALUATED_DAYS = 7
# From how many days on data can be cut.
FEWEST_DAYS = 4

# Runs a query with parameters and returns the rows.
Run = Callable[..., list[tuple]]


class TuningError(RecmartError):
    """There is nothing to tune by; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to cut the data, as the models know it, and for how long to ask then."""

    kind: str
    as_of: str
    horizon_days: int | None = None
    # Of cuts that are not in time: how many of the newest are left out.
    back: int = 0

    def __str__(self) -> str:
        """Tell where it is."""
        if self.kind != "time":
            return self.kind.replace("_", " ") + (
                f", {self.back} back" * bool(self.back)
            )
        return f"as of {self.as_of[:16]}, {self.horizon_days} days"

    def variables(self, domain: str) -> dict[str, Any]:
        """Return the vars of dbt that make it."""
        variables = {"as_of": self.as_of, "horizon_days": self.horizon_days}
        if domain == "custom":
            variables |= {"custom_cut": self.kind, "custom_cut_back": self.back}
        return variables


def folds(domain: str, kind: str, end: str) -> list[Cut]:
    """Return a cut by user, and where the domain knows it that before."""
    return [Cut(kind, end, back=back) for back in range(2 if domain == "custom" else 1)]


def past_cuts(run: Run, domain: str, span: str, kind: str | None = None) -> list[Cut]:
    """Return where the past may be cut, in the order of worth.

    The span is SQL that tells when the events began and ended; a kind is what a user
    wants, who knows what will be asked.
    """
    events = f"backtest_intermediate.int_{domain}__events"
    ((count, with_time, with_basket, first, last),) = run(
        f"""
        select counts.*, began_at, now_at
        from (
            select count(*), count(occurred_at), count(basket_id) from {events}
        ) as counts
        cross join ({span})
        """
    )
    end = last.isoformat() if last else END_OF_TIME
    if not count:
        raise TuningError(
            f"domain {domain} has no events: name the files to read in RECMART_DATA_DIR"
            + (", or in RECMART_INTERACTIONS" if domain == "custom" else "")
        )
    if kind not in (None, "time"):
        return folds(domain, kind, end)
    if with_basket > count / 2 and not kind:
        return folds(domain, "last_basket", end)
    if domain == "custom" and with_time < count / 2 and not kind:
        return folds(domain, "sample", end)
    cuts = time_cuts(run, events, first, last) if last else []
    if domain == "custom" and not kind:
        cuts += folds(domain, "latest", end)
    if not cuts:
        raise TuningError(
            f"nothing to tune {domain} by: it needs events with times, over some days;"
            " name the files to read in RECMART_DATA_DIR"
        )
    return cuts


def time_cuts(run: Run, events: str, first: datetime, last: datetime) -> list[Cut]:
    """Return cuts in time, none where all happened within a few days.

    No day is asked for twice.
    """
    if (last - first).days < FEWEST_DAYS:
        return []
    # Of a short time not all of it is left to evaluation.
    end = last - timedelta(days=min(EVALUATED_DAYS, (last - first).days // 4))
    ((moments,),) = run(
        f"""
        select quantile_disc(occurred_at, $shares) from {events}
        where occurred_at <= $end
        """,
        shares=list(MOMENTS),
        end=end,
    )
    cuts = []
    for moment in moments:
        # Whole days, as dbt counts them, so that nothing beyond the end is seen.
        days = max((end - moment).days, 1)
        end -= timedelta(days=days)
        if end > first:
            cuts.append(Cut("time", end.isoformat(), days))
    return cuts
