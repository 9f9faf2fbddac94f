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
# Of any of a user's items a fifth is asked for, or a tenth where users have so many, as
# more must be known to tell their tastes apart, and it is what builds know that counts.
FIFTH, TENTH, MANY_ITEMS = 0.2, 0.1, 30
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
    # Of cuts of a user's items: which share is asked for.
    share: float = FIFTH

    def __str__(self) -> str:
        """Tell where it is."""
        if self.kind != "time":
            return (
                self.kind.replace("_", " ")
                + f" of {self.share}" * (self.share != FIFTH)
                + f", {self.back} back" * bool(self.back)
            )
        return f"as of {self.as_of[:16]}, {self.horizon_days} days"

    def variables(self, domain: str) -> dict[str, Any]:
        """Return the vars of dbt that make it."""
        variables = {"as_of": self.as_of, "horizon_days": self.horizon_days}
        if domain == "custom":
            variables |= {"custom_cut": self.kind, "custom_cut_back": self.back}
            variables |= {"custom_cut_share": self.share}
        return variables


def folds(domain: str, kind: str, end: str, share: float = FIFTH) -> list[Cut]:
    """Return a cut by user, and where the domain knows it that before."""
    backs = range(2 if domain == "custom" else 1)
    return [Cut(kind, end, back=back, share=share) for back in backs]


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
    if not kind and with_basket > count / 2:
        kind = "last_basket"
    elif not kind and domain == "custom" and with_time < count / 2:
        kind = "sample"
    if kind == "sample":
        ((items,),) = run(
            f"select count(distinct (user_id, item_id)) / count(distinct user_id)"
            f" from {events}"
        )
        return folds(domain, kind, end, TENTH if items >= MANY_ITEMS else FIFTH)
    if kind not in (None, "time"):
        return folds(domain, kind, end)
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
