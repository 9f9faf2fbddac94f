"""The gate of publishing: a build that falls behind what is shown does not pass."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from scripts.common.arguments import dbt_vars
from scripts.common.commands import say
from scripts.common.dbt import project_vars
from scripts.common.paths import ROOT
from scripts.comparison.comparing import ComparisonError, compare
from scripts.comparison.judging import judge, limits_of, state_of, summary
from scripts.evaluation.evaluating import Evaluation, domain_is_cut_by_time
from scripts.warehouse.public_copy import quoted
from scripts.warehouse.publishing import RefusedError

# Of domains that have not been evaluated before.
HORIZON_DAYS = 7


class Gate:
    """Compares what is shown with a draft."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        backtested: Sequence[str] = (),
        is_open: bool = False,
    ) -> None:
        """Take what dbt was told, the domains to backtest, and whether all may pass."""
        self._variables = vars_of(arguments)
        # Before an hour's build, not after it.
        for domain in project_vars()["parameters"]:
            limits_of(domain, self._variables)
        self._backtested = backtested
        self._is_open = is_open

    def __call__(self, shown: Path, draft: Path) -> list[str]:
        """Tell what is different in lines, or raise `RefusedError`."""
        for domain in self._backtested:
            backtest(domain, shown, draft, self._variables)
        try:
            comparison = compare(shown, draft, has_details=False)
        except ComparisonError as error:
            say(f"not compared with what is shown: {error}")
            return []
        states = {row["domain"]: state_of(row) for row in comparison.domains}
        others = [
            domain
            for domain, state in states.items()
            if state in ("gone", "other") and domain not in self._backtested
        ]
        if others:
            forget_evaluations(draft, others)
        judgement = judge(comparison, self._variables)
        judgement.falls += [
            f"{domain}: the sample in place of other data: name your files in"
            " RECMART_DATA_DIR"
            for domain, state in states.items()
            if state == "other" and is_sample(domain)
        ]
        for sentence in (*judgement.warnings, *judgement.falls):
            say(sentence)
        if judgement.falls and not self._is_open:
            refused = Path(f"{shown}.builds") / "refused" / shown.name
            raise RefusedError(
                "the build falls behind what is shown; look at"
                f" `scripts/compare_builds.py {shown} {refused}`, show it all the same"
                " with `scripts/publish.py --promote`"
            )
        return summary(comparison)


def vars_of(arguments: Sequence[str]) -> dict[str, Any]:
    """Return the vars that dbt is told."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--vars":
            # What is no YAML dbt complains of itself.
            with suppress(ArgumentTypeError):
                return dbt_vars(value or (*arguments[place + 1 :], "{}")[0])
    return {}


def backtest(
    domain: str, shown: Path, draft: Path, variables: Mapping[str, Any]
) -> None:
    """Evaluate the draft's way of making lists where what is shown was asked last."""
    former = os.environ.get("RECMART_DATABASE")
    os.environ["RECMART_DATABASE"] = str(draft)
    try:
        with TemporaryDirectory(prefix="recmart_gate_") as folder:
            evaluation = Evaluation(domain, dict(variables), Path(folder))
            cut = last_cut(domain, shown)
            if not domain_is_cut_by_time(domain):
                evaluation.last_baskets()
            elif cut:
                evaluation.backtest_as_of(*cut)
            else:
                evaluation.backtests(1, HORIZON_DAYS)
    finally:
        if former is None:
            del os.environ["RECMART_DATABASE"]
        else:
            os.environ["RECMART_DATABASE"] = former


def is_sample(domain: str) -> bool:
    """Say whether a build has the sample of a domain, as it was told of no files."""
    is_told = os.environ.get("RECMART_DATA_DIR")
    return not is_told and (ROOT / "seeds" / domain).is_dir()


def forget_evaluations(draft: Path, domains: Sequence[str]) -> None:
    """Leave out what other data gave: it says nothing of the lists of this build."""
    with duckdb.connect(draft) as connection:
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'evaluation'"
        ).fetchall():
            connection.execute(
                f"delete from evaluation.{quoted(table)}"
                " where list_contains($domains, domain)",
                {"domains": list(domains)},
            )


def last_cut(domain: str, database: Path) -> tuple[Any, int] | None:
    """Return the moment and the horizon that a domain was asked at last, if it was."""
    with duckdb.connect(database.resolve(), read_only=True) as connection:
        is_there = connection.execute(
            """
            select count(*) from duckdb_tables()
            where schema_name = 'evaluation' and table_name = 'runs'
            """
        ).fetchone()[0]
        if not is_there:
            return None
        return connection.execute(
            """
            select as_of, horizon_days from evaluation.runs
            where domain = $domain and as_of is not null and horizon_days is not null
            order by rowid desc
            limit 1
            """,
            {"domain": domain},
        ).fetchone()
