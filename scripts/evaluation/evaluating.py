"""Evaluate a domain's lists: dbt builds and computes, here it is asked and shown."""

from __future__ import annotations

import argparse
import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from scripts.common.arguments import Parser, dbt_vars, positive
from scripts.common.commands import DONE, RecmartError, say
from scripts.common.dbt import END_OF_TIME, Dbt, project_vars, span_of_events
from scripts.common.paths import database_path
from scripts.evaluation.lines import report
from scripts.warehouse.publishing import rewriting

Row = dict[str, Any]


class EvaluationError(RecmartError):
    """There is nothing to evaluate; the message is one line that says what to do."""


class Evaluation:
    """The evaluation of one domain: its builds and what they gave."""

    def __init__(self, domain: str, variables: dict[str, Any], folder: Path) -> None:
        """Prepare to build with the user's vars; dbt writes into the folder."""
        self.domain = domain
        self.database = database_path()
        self.database.parent.mkdir(parents=True, exist_ok=True)
        self.dbt = Dbt(folder, variables)
        # What evaluation reads of the domain, and evaluation.
        self.selection = [
            f"+path:models/evaluation,tag:{domain}",
            "path:models/evaluation/*.sql",
            f"path:models/evaluation/{domain}",
        ]
        self.run_ids: list[str] = []

    def backtests(self, cutoffs: int, horizon: int) -> None:
        """Build as of each cutoff, the oldest first."""
        say(f"{self.domain}: reading the events")
        self.dbt.read_events(self.domain)
        self._build_as_of(self._moments(cutoffs, horizon), horizon)

    def backtest_as_of(self, moment: datetime, horizon: int) -> None:
        """Build as of a moment, such as one that another build was asked at."""
        say(f"{self.domain}: reading the events")
        self.dbt.read_events(self.domain)
        self._build_as_of([moment], horizon)

    def _build_as_of(self, moments: list[datetime], horizon: int) -> None:
        """Build as of moments and evaluate each."""
        for as_of in moments:
            say(f"{self.domain}: building as of {as_of:%Y-%m-%d %H:%M}")
            self.dbt.run(
                *("run", "--select", *self.selection),
                *("--exclude", "path:models/staging"),
                as_of=as_of.isoformat(),
                horizon_days=horizon,
                evaluation_moments=[moment.isoformat() for moment in moments],
            )
            self._note_run("backtest_intermediate", as_of)

    def last_baskets(self) -> None:
        """Build without each user's last basket."""
        say(f"{self.domain}: building without the last baskets")
        self.dbt.run(
            *("build", "--select", *self.selection),
            *("--exclude", "resource_type:test", "resource_type:unit_test"),
            as_of=END_OF_TIME,
        )
        self._note_run("backtest_intermediate")

    def holdout_file(self) -> None:
        """Build the live marts and ask them for the file of held-out events."""
        say(f"{self.domain}: building, to be asked for the held-out interactions")
        self.dbt.run("run", "--select", f"tag:{self.domain}", *self.selection)
        self._note_run("intermediate")

    def has_holdout_file(self) -> bool:
        """Say whether the user gave a file of held-out interactions."""
        if not os.environ.get("RECMART_DATA_DIR"):
            return bool(os.environ.get("RECMART_HOLDOUT"))
        (path,) = self.dbt.compiled(
            "recmart.path_of_table(recmart.custom_tables()['holdout']) if execute",
            as_of=END_OF_TIME,
        )
        return bool(path.strip())

    def runs(self) -> list[Row]:
        """Return the runs, the oldest first, each with its metrics."""
        runs = []
        for run_id in self.run_ids:
            (run,) = self._rows("from evaluation.runs where run_id = $1", run_id)
            run["parameters"] = json.loads(run["parameters"])
            run["metrics"] = self._rows(
                """
                select * exclude (run_id, domain) from evaluation.metrics
                where run_id = $1
                order by segment_type, segment, metric, k
                """,
                run_id,
            )
            runs.append(run)
        return runs

    def averages(self) -> list[Row]:
        """Return the metrics over all users as means over the runs."""
        return self._rows(
            """
            select * exclude (run_id, domain, cutoffs) from evaluation.averages
            where run_id = $1 and cutoffs = $2
            order by metric, k
            """,
            self.run_ids[-1],
            len(self.run_ids),
        )

    def _moments(self, cutoffs: int, horizon: int) -> list[datetime]:
        """Return the moments to build as of: the last a horizon before the end."""
        (span,) = self.dbt.compiled(span_of_events(self.domain), as_of=END_OF_TIME)
        (found,) = self._rows(
            f"""
            select
                (
                    select count(*)
                    from backtest_intermediate.int_{self.domain}__events
                ) as events,
                began_at as first,
                now_at as last
            from ({span})
            """
        )
        if not found["events"]:
            raise EvaluationError(
                f"domain {self.domain} has no events: name the files to read in"
                " RECMART_DATA_DIR, or for custom in RECMART_INTERACTIONS"
            )
        if found["last"] is None:
            raise EvaluationError(
                f"the interactions of {self.domain} have no time to cut by: give them"
                " a column timestamp (the var custom_columns maps another name), or"
                " name a file of held-out interactions in RECMART_HOLDOUT"
            )
        moments = [
            found["last"] - timedelta(days=horizon * number)
            for number in range(cutoffs, 0, -1)
        ]
        if moments[0] < found["first"]:
            raise EvaluationError(
                f"{cutoffs} cutoffs every {horizon} days need events of more than"
                f" {cutoffs * horizon} days; domain {self.domain} has"
                f" {(found['last'] - found['first']).days}: ask for fewer --cutoffs or"
                " a shorter --horizon"
            )
        return moments

    def _note_run(self, schema: str, as_of: datetime | None = None) -> None:
        """Note the id of the run that was built last."""
        found = self._rows(
            f"""
            select any_value(run_id) as run_id from {schema}.int_evaluation__holdout
            where domain = $1
            having count(*) > 0
            """,
            self.domain,
        )
        if not found:
            when = f" in the days after {as_of:%Y-%m-%d %H:%M}" if as_of else ""
            raise EvaluationError(
                f"nothing is held out that domain {self.domain} could have"
                f" recommended{when}"
            )
        self.run_ids.append(found[0]["run_id"])

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        """Return the rows of a query by column name."""
        with duckdb.connect(self.database, read_only=True) as connection:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def make_parser() -> Parser:
    """Describe the command line."""
    parser = Parser(
        description="Evaluate a domain's recommendations against what came later.",
        epilog="Exit codes: 0 evaluated, 2 could not be evaluated.",
    )
    parser.add_argument("--domain", required=True, choices=project_vars()["parameters"])
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


def domain_is_cut_by_time(domain: str) -> bool:
    """Say whether what came later is hidden, not each user's last basket."""
    return "holdout" not in project_vars()["evaluation"].get(domain, {})


def evaluate(args: argparse.Namespace, folder: Path) -> Evaluation:
    """Build what is asked for."""
    evaluation = Evaluation(args.domain, args.vars, folder)
    if not domain_is_cut_by_time(args.domain):
        evaluation.last_baskets()
    elif args.domain == "custom" and evaluation.has_holdout_file():
        evaluation.holdout_file()
    else:
        evaluation.backtests(args.cutoffs, args.horizon)
    return evaluation


def main() -> int:
    """Evaluate, print the table, return the exit code."""
    args = make_parser().parse_args()
    with (
        TemporaryDirectory(prefix="recmart_evaluate_") as folder,
        rewriting(database_path()),
    ):
        evaluation = evaluate(args, Path(folder))
        averages, runs = evaluation.averages(), evaluation.runs()
    if args.json:
        answer = {"domain": args.domain, "average": averages, "runs": runs}
        print(json.dumps(answer, indent=2, default=str))
    else:
        print("\n".join(report(args.domain, averages, runs, args.horizon)))
    return DONE
