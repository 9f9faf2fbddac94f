"""Evaluate a domain's lists, and show what came out."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from scripts.common.arguments import Parser, dbt_vars, positive
from scripts.common.commands import DONE, RecmartError, say
from scripts.common.dbt import END_OF_TIME, Dbt
from scripts.common.paths import database_path

DOMAINS = ("custom", "dating", "grocery", "pings", "shoes", "streaming")
# What the lines of the single cutoffs tell.
BRIEFLY = ("recall", "ndcg", "hit_rate")


class EvaluationError(RecmartError):
    """There is nothing to evaluate; the message is one line that says what to do."""


# --------------------------------------------------------------------------------------
# Builds
# --------------------------------------------------------------------------------------


class Evaluation:
    """The evaluation of one domain: its builds and what they gave."""

    def __init__(self, domain: str, variables: dict[str, Any], folder: Path) -> None:
        """Prepare to build with the user's vars; dbt writes into the folder."""
        self.domain = domain
        self.database = database_path()
        self.database.parent.mkdir(parents=True, exist_ok=True)
        self.dbt = Dbt(folder, variables)

    def backtests(self, cutoffs: int, horizon: int) -> list[dict[str, Any]]:
        """Build as of each cutoff and return the runs, the oldest first."""
        say(f"{self.domain}: reading the events")
        self.dbt.read_events(self.domain)
        return [
            self._backtest(as_of, horizon) for as_of in self._moments(cutoffs, horizon)
        ]

    def last_baskets(self) -> list[dict[str, Any]]:
        """Build without each user's last basket and return the one run."""
        say(f"{self.domain}: building without the last baskets")
        self.dbt.run(
            "build",
            *("--select", f"+path:models/marts/evaluation,tag:{self.domain}"),
            *("--exclude", "resource_type:test", "resource_type:unit_test"),
            as_of=END_OF_TIME,
        )
        return [self._run("backtest_intermediate", None)]

    def holdout_file(self) -> list[dict[str, Any]]:
        """Build the live marts and return the run on the file of held-out events."""
        say(f"{self.domain}: building, to be asked for the held-out interactions")
        self.dbt.run("run", "--select", f"tag:{self.domain}")
        return [self._run("intermediate", None)]

    def _moments(self, cutoffs: int, horizon: int) -> list[datetime]:
        """Return the moments to build as of: the last a horizon before the end."""
        ((events, first, last),) = self._rows(
            f"""
            select count(*), min(occurred_at), max(occurred_at)
            from backtest_intermediate.int_{self.domain}__events
            """
        )
        if not events:
            raise EvaluationError(
                f"domain {self.domain} has no events: name the files to read in"
                " RECMART_DATA_DIR, or for custom in RECMART_INTERACTIONS"
            )
        if last is None:
            raise EvaluationError(
                f"the interactions of {self.domain} have no time to cut by: give them"
                " a column timestamp (the var custom_columns maps another name), or"
                " name a file of held-out interactions in RECMART_HOLDOUT"
            )
        moments = [
            last - timedelta(days=horizon * number) for number in range(cutoffs, 0, -1)
        ]
        if moments[0] < first:
            raise EvaluationError(
                f"{cutoffs} cutoffs every {horizon} days need events of more than"
                f" {cutoffs * horizon} days; domain {self.domain} has"
                f" {(last - first).days}: ask for fewer --cutoffs or a shorter"
                " --horizon"
            )
        return moments

    def _backtest(self, as_of: datetime, horizon: int) -> dict[str, Any]:
        """Build as of a moment and return the run."""
        say(f"{self.domain}: building as of {as_of:%Y-%m-%d %H:%M}")
        self.dbt.run(
            "run",
            *("--select", f"+path:models/marts/evaluation,tag:{self.domain}"),
            *("--exclude", "path:models/staging"),
            as_of=as_of.isoformat(),
            horizon_days=horizon,
        )
        return self._run("backtest_intermediate", as_of)

    def _run(self, schema: str, as_of: datetime | None) -> dict[str, Any]:
        """Return the run that was built last."""
        if not self._rows(f"select 1 from {schema}.int_{self.domain}__holdout limit 1"):
            when = f" in the days after {as_of:%Y-%m-%d %H:%M}" if as_of else ""
            raise EvaluationError(
                f"nothing is held out that domain {self.domain} could have"
                f" recommended{when}"
            )
        run = self._dictionaries(
            """
            select * from evaluation.runs
            where domain = $domain and as_of is not distinct from $as_of
            order by rowid desc limit 1
            """,
            {"domain": self.domain, "as_of": as_of},
        )[0]
        run["parameters"] = json.loads(run["parameters"])
        run["metrics"] = self._dictionaries(
            """
            select * exclude (run_id, domain) from evaluation.metrics
            where run_id = $run_id
            order by segment_type, segment, metric, k
            """,
            {"run_id": run["run_id"]},
        )
        return run

    def _dictionaries(
        self, sql: str, parameters: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Return the rows of a query by column name."""
        with duckdb.connect(self.database, read_only=True) as connection:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _rows(self, sql: str) -> list[tuple]:
        """Return the rows of a query."""
        return [tuple(row.values()) for row in self._dictionaries(sql, {})]


# --------------------------------------------------------------------------------------
# Table
# --------------------------------------------------------------------------------------


def averages(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the metrics over all users, each averaged over the runs.

    However the runs depend on each other, the mean of their bounds encloses no less
    than 95 %, and twice the mean of their p-values is a p-value again.
    """
    by_metric: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for run in runs:
        for row in run["metrics"]:
            if row["segment_type"] == "all":
                by_metric.setdefault((row["metric"], row["k"]), []).append(row)
    columns = ("value", "lower", "upper", "popular_value", "difference", "p_value")
    averaged = []
    for (metric, k), rows in by_metric.items():
        means = {column: mean(row[column] for row in rows) for column in columns}
        if len(runs) > 1 and means["p_value"] is not None:
            means["p_value"] = min(1.0, 2 * means["p_value"])
        averaged.append({"metric": metric, "k": k, **means})
    return averaged


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of numbers, of which there may be none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def report(domain: str, runs: list[dict[str, Any]], asked_horizon: int) -> list[str]:
    """Return the lines to show: the averages, then the single cutoffs."""
    cuts = [cut_of(run) for run in runs]
    what = {
        "as_of": f"{len(runs)} cutoffs, the {asked_horizon} days after each held out",
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
    known = [row for row in averages(runs) if row["popular_value"] is not None]
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
        for cut, run in zip(cuts, runs, strict=True):
            line = f"{cut:<24}{run['users']:>9,}"
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


def cut_of(run: dict[str, Any]) -> str:
    """Return the moment of a run in words."""
    return f"{run['as_of']:%Y-%m-%d %H:%M}" if run["as_of"] else run["holdout"]


ORDER = (
    *("recall", "hit_rate", "precision", "ndcg", "mrr", "map", "coverage", "gini"),
    *("novelty", "average_popularity", "intra_list_diversity", "calibration"),
)


def order_of(row: dict[str, Any]) -> tuple[int, int]:
    """Return the place of a metric in the table."""
    return ORDER.index(row["metric"]), row["k"]


def figure(number: float | None, sign: str = "") -> str:
    """Write a number as tables do, without the nought before the point."""
    if number is None:
        return "-"
    text = f"{number:{sign}.3f}"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def interval(row: dict[str, Any]) -> str:
    """Write the interval of a metric, where it has one."""
    if row["lower"] is None:
        return ""
    return f"{figure(row['lower'])} to {figure(row['upper'])}"


# --------------------------------------------------------------------------------------
# Command line
# --------------------------------------------------------------------------------------


def make_parser() -> Parser:
    """Describe the command line."""
    parser = Parser(
        description="Evaluate a domain's recommendations against what came later.",
        epilog="Exit codes: 0 evaluated, 2 could not be evaluated.",
    )
    parser.add_argument("--domain", required=True, choices=DOMAINS)
    parser.add_argument(
        "--cutoffs",
        type=positive,
        default=3,
        help="how many moments to build as of, a horizon apart (default: 3)",
    )
    parser.add_argument(
        "--horizon",
        type=positive,
        default=7,
        metavar="DAYS",
        help="how many days after each moment to ask for (default: 7)",
    )
    parser.add_argument(
        "--vars", type=dbt_vars, default={}, help="vars for dbt, such as custom_columns"
    )
    parser.add_argument(
        "--json", action="store_true", help="answer in JSON, with all segments"
    )
    return parser


def has_holdout_file() -> bool:
    """Say whether the user gave a file of held-out interactions."""
    folder = os.environ.get("RECMART_DATA_DIR")
    return bool(
        os.environ.get("RECMART_HOLDOUT")
        or (folder and any(Path(folder, "custom").glob("holdout.*")))
    )


def evaluate(args: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """Build what is asked for and return the runs."""
    evaluation = Evaluation(args.domain, args.vars, folder)
    if args.domain == "grocery":
        return evaluation.last_baskets()
    if args.domain == "custom" and has_holdout_file():
        return evaluation.holdout_file()
    return evaluation.backtests(args.cutoffs, args.horizon)


def main() -> int:
    """Evaluate, print the table, return the exit code."""
    args = make_parser().parse_args()
    with TemporaryDirectory(prefix="recmart_evaluate_") as folder:
        runs = evaluate(args, Path(folder))
    if args.json:
        answer = {"domain": args.domain, "average": averages(runs), "runs": runs}
        print(json.dumps(answer, indent=2, default=str))
    else:
        print("\n".join(report(args.domain, runs, args.horizon)))
    return DONE
