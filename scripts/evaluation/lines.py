"""What came out of an evaluation, as lines to show."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

ORDER = (
    *("recall", "hit_rate", "precision", "ndcg", "mrr", "map", "new_item_recall"),
    *("coverage", "gini", "novelty", "average_popularity", "intra_list_diversity"),
    "calibration",
)
# What the lines of the single cutoffs tell.
BRIEFLY = ("recall", "ndcg", "hit_rate")


def report(
    domain: str, averages: list[Row], runs: list[Row], horizon: int
) -> list[str]:
    """Return the lines to show: the averages, then the single cutoffs."""
    what = {
        "as_of": f"{len(runs)} cutoffs, the {horizon} days after each held out",
        "last basket": "each user's last basket held out",
        "file": "a file of interactions held out",
    }[runs[0]["holdout"]]
    users = ", ".join(f"{run['users']:,}" for run in runs)
    lines = [
        f"{domain}: {what}; {users} users with anything to find",
        "",
        f"{'metric':<24}{'personal':>9}  {'95 % interval':<17}"
        f"{'popular':>9}{'difference':>12}{'p':>9}",
    ]
    # What the domain cannot have, such as calibration without categories, is left out.
    known = [row for row in averages if row["popular_value"] is not None]
    for row in sorted(known, key=order_of):
        lines.append(
            f"{row['metric'] + '@' + str(row['k']):<24}"
            f"{figure(row['value']):>9}  {interval(row):<17}"
            f"{figure(row['popular_value']):>9}"
            f"{figure(row['difference'], '+'):>12}{figure(row['p_value']):>9}"
        )
    if len(runs) > 1:
        ks = {row["k"] for row in runs[0]["metrics"]}
        k = max((k for k in ks if k <= 10), default=min(ks))
        lines += [
            "",
            f"{'as of':<24}{'users':>9}"
            + "".join(
                f"  {f'{metric}@{k}':<12}{'popular':>8}{'p':>6}" for metric in BRIEFLY
            ),
        ]
        for run in runs:
            line = f"{run['as_of']:%Y-%m-%d %H:%M}{run['users']:>17,}"
            for metric in BRIEFLY:
                (row,) = (
                    row
                    for row in run["metrics"]
                    if (row["segment_type"], row["metric"], row["k"])
                    == ("all", metric, k)
                )
                line += (
                    f"  {figure(row['value']):<12}{figure(row['popular_value']):>8}"
                    f"{figure(row['p_value']):>6}"
                )
            lines.append(line)
    lines += ["", "Kept in evaluation.metrics, by segment too; run_id:"]
    lines += [f"  {run['run_id']}" for run in runs]
    return lines


def order_of(row: Row) -> tuple[int, int]:
    """Return the place of a metric in the table."""
    return ORDER.index(row["metric"]), row["k"]


def figure(number: float | None, sign: str = "") -> str:
    """Write a number as tables do, without the nought before the point."""
    if number is None:
        return "-"
    text = f"{number:{sign}.3f}"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def interval(row: Row) -> str:
    """Write the interval of a metric, where it has one."""
    if row["lower"] is None:
        return ""
    return f"{figure(row['lower'])} to {figure(row['upper'])}"
