"""Say whether a build may take another's place: what falls, and beyond which limit.

The limits are the var `promotion` of the dbt project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.common.commands import RecmartError
from scripts.common.dbt import project_vars
from scripts.comparison.comparing import Comparison, K, Row

LIMITS = (
    *("users_with_list", "share_without_list", "coverage", "ndcg"),
    *("average_popularity", "turnover", "rejected_share"),
)
# What both know of the histories that the smaller build knows.
SAME_DATA = 0.5

Limits = Mapping[str, float | None]


@dataclass
class Judgement:
    """What speaks against a build, and what its makers should look at, in sentences."""

    falls: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    # By domain: falls, warns, is new, is of other data, or is fine.
    verdicts: dict[str, str] = field(default_factory=dict)


def limits_of(domain: str, variables: Mapping[str, Any]) -> Limits:
    """Return the limits of a domain: the project's, then those of `--vars`."""
    limits: dict[str, float | None] = {}
    project = project_vars()
    for given in (project["promotion"], variables.get("promotion") or {}):
        if not isinstance(given, Mapping):
            raise RecmartError(f"the var promotion is {given!r}: give it a mapping")
        for name, value in given.items():
            if isinstance(value, Mapping) and name not in project["parameters"]:
                raise RecmartError(
                    f"the var promotion has limits of {name!r}, which is no domain:"
                    f" there are {', '.join(sorted(project['parameters']))}"
                )
        own = given.get(domain) or {}
        if not isinstance(own, Mapping):
            raise RecmartError(f"promotion of {domain} is {own!r}: give it a mapping")
        single = {n: v for n, v in given.items() if not isinstance(v, Mapping)}
        for name, value in {**single, **own}.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if name not in LIMITS:
                raise RecmartError(
                    f"the var promotion has no limit {name!r}: there are"
                    f" {', '.join(LIMITS)}"
                )
            if value is not None and not (is_number and value >= 0):
                raise RecmartError(
                    f"promotion's limit {name} is {value!r}: give it a number from 0"
                    " up, or null for none"
                )
            limits[name] = value
    return limits


def judge(comparison: Comparison, variables: Mapping[str, Any]) -> Judgement:
    """Judge each domain by its limits; of other data nothing is a fall."""
    judgement = Judgement()
    states = {row["domain"]: state_of(row) for row in comparison.domains}
    has_same = "same" in states.values()
    for row in comparison.domains:
        domain, state = row["domain"], states[row["domain"]]
        falls, warnings = [], []
        if state == "gone":
            count = row["old_build"]["users_with_list"]
            sentence = f"no lists any more, of {people(count)} who had one"
            # Who builds the other domains of the same data has lost this one's.
            (falls if has_same else warnings).append(sentence)
        elif state == "other":
            warnings.append(
                "other data than before (of the histories of both,"
                f" {share(row['common_history'] or 0)} are the same): not compared"
            )
        elif state == "same":
            falls, warnings = findings(
                row, comparison.backtests.get(domain), limits_of(domain, variables)
            )
            warnings += rejections(
                comparison.rejected.get(domain), limits_of(domain, variables)
            )
        judgement.falls += [f"{domain}: {text}" for text in falls]
        judgement.warnings += [f"{domain}: {text}" for text in warnings]
        judgement.verdicts[domain] = (
            "falls" if falls else "warns" if warnings else state
        )
    return judgement


def state_of(row: Row) -> str:
    """Say whether a domain is new, gone, of the same data as before, or of other."""
    if not row["old_build"]["users_with_list"]:
        return "new"
    if not row["new_build"]["users_with_list"]:
        return "gone"
    return "same" if (row["common_history"] or 0) >= SAME_DATA else "other"


def findings(
    row: Row, backtest: Row | None, limits: Limits
) -> tuple[list[str], list[str]]:
    """Return in sentences what falls, and what is only to be looked at."""
    falls, warnings = [], []
    old, new = row["old_build"], row["new_build"]
    if is_beyond(loss(old, new, "users_with_list"), limits["users_with_list"]):
        falls.append(
            f"{new['users_with_list']:,} users have a list instead of"
            f" {old['users_with_list']:,}, a fall of"
            f" {share(loss(old, new, 'users_with_list'))}"
            f" (limit users_with_list: {share(limits['users_with_list'])})"
        )
    rise = (new["share_without_list"] or 0) - (old["share_without_list"] or 0)
    if is_beyond(rise, limits["share_without_list"]):
        falls.append(
            f"{share(new['share_without_list'])} of the users have no list instead of"
            f" {share(old['share_without_list'])}"
            f" (limit share_without_list: {share(limits['share_without_list'])} more)"
        )
    if is_beyond(loss(old, new, "coverage"), limits["coverage"]):
        falls.append(
            f"{share(new['coverage'])} of the catalogue is shown instead of"
            f" {share(old['coverage'])}, a fall of {share(loss(old, new, 'coverage'))}"
            f" (limit coverage: {share(limits['coverage'])})"
        )
    rise = -loss(old, new, "popularity")
    if is_beyond(rise, limits["average_popularity"]):
        falls.append(
            f"what is shown is known to {share(new['popularity'])} of the users instead"
            f" of {share(old['popularity'])}, a rise of {share(rise)}"
            f" (limit average_popularity: {share(limits['average_popularity'])})"
        )
    # Not by chance, and by more than the limit.
    if (
        backtest
        and (backtest["upper"] or 0) < 0
        and is_beyond(-backtest["difference"], limits["ndcg"])
    ):
        falls.append(
            f"NDCG@{K} of a backtest is {backtest['new_ndcg']:.3f} instead of"
            f" {backtest['old_ndcg']:.3f}: {backtest['difference']:+.3f}, 95 %"
            f" interval {backtest['lower']:+.3f} to {backtest['upper']:+.3f}, over"
            f" {people(backtest['users'])} (limit ndcg: {limits['ndcg']:g})"
        )
    if row["users_compared"] and is_beyond(1 - row["overlap"], limits["turnover"]):
        warnings.append(
            f"{share(1 - row['overlap'])} of the items in top {K} leave, of"
            f" {people(row['users_compared'])} who had a list before"
            f" (limit turnover: {share(limits['turnover'])})"
        )
    return falls, warnings


def rejections(rejected: Row | None, limits: Limits) -> list[str]:
    """Return in a sentence that more rows are rejected than before, if they are."""
    if not rejected:
        return []
    old, new = rejected["old_share"], rejected["new_share"]
    if not is_beyond(new - old, limits["rejected_share"]):
        return []
    return [
        f"{share(new)} of the rows are rejected instead of {share(old)}, see"
        " quality.rejected_rows"
        f" (limit rejected_share: {share(limits['rejected_share'])} more)"
    ]


def loss(old: Row, new: Row, name: str) -> float:
    """Return by which share a figure has fallen."""
    return 1 - (new[name] or 0) / old[name] if old[name] else 0.0


def is_beyond(value: float | None, limit: float | None) -> bool:
    """Say whether there are both, and the limit is passed by more than rounding."""
    return value is not None and limit is not None and value > limit + 1e-9


def share(value: float | None) -> str:
    """Write a share in percent, as exactly as it takes to see that it is not 0."""
    if value is None:
        return "-"
    digits = (
        0 if value == 0 or abs(value) >= 0.0995 else 1 if abs(value) >= 0.00995 else 2
    )
    return f"{100 * value:.{digits}f} %"


def people(count: int) -> str:
    """Write a number of users."""
    return f"{count:,} user{'s' if count != 1 else ''}"


def summary(comparison: Comparison) -> list[str]:
    """Return in lines what is different, a line per domain."""
    lines = []
    same = [row["domain"] for row in comparison.domains if state_of(row) == "same"]
    for row in comparison.domains:
        backtest = comparison.backtests.get(row["domain"])
        is_different = row["users_changed"] or (backtest and backtest["difference"])
        if state_of(row) == "same" and is_different:
            old, new = row["old_build"], row["new_build"]
            line = (
                f"{row['domain']}: {share(row['share_changed'])} of the users get"
                f" another top {K}, overlap {row['overlap']:.2f}; coverage"
                f" {share(old['coverage'])} -> {share(new['coverage'])}"
            )
            if backtest:
                line += (
                    f"; NDCG@{K} {backtest['old_ndcg']:.3f} ->"
                    f" {backtest['new_ndcg']:.3f}"
                )
            lines.append(line)
        elif state_of(row) == "new":
            lines.append(f"{row['domain']}: lists for the first time")
    if lines or not same:
        return lines
    # Of other domains nothing was compared.
    whose = "" if len(same) == len(comparison.domains) else f" of {', '.join(same)}"
    return [f"the top {K} of all users{whose} are as before"]
