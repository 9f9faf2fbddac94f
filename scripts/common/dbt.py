"""Run dbt: once in a process of its own, or many times in this one.

    run_dbt("build", database=path)

    dbt = Dbt(folder)
    dbt.run("build", "--select", "tag:custom", as_of="2025-06-23")

In one process the project is read once for all runs whose vars make the same graph.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from scripts.common.commands import RecmartError
from scripts.common.paths import ROOT, database_path
from scripts.common.telling import QUIETLY as TELLING

# Later than all events: hides none, and yet leaves the live schemas alone.
END_OF_TIME = "9999-12-31"
# What is read when models run. All other vars may decide which models there are.
READ_LATE = {
    *("as_of", "horizon_days", "evaluation_cutoffs", "recommendations_per_user"),
    *("custom_columns", "custom_header", "custom_timestamp_format"),
    *("custom_min_weight", "custom_heavy_uses"),
    *("evaluated_domains", "evaluation_moments", "max_rejected_share", "today"),
    *("monitoring", "logged_builds", "exploration_share", "exploration_max_users"),
}
# What dbt calls expressions that it compiles.
INLINE = "sql_operation.recmart.inline_query"
HEADINGS = ("Encountered an error", "Failure in ", "Runtime Error", "Compilation Error")
QUIETLY = ("--quiet", *TELLING, "--no-send-anonymous-usage-stats")

# Each with its foreign keys, as running a model writes relations in place of the refs.
manifests: dict[str, tuple[Any, list[tuple[Any, str]]]] = {}


def project_vars() -> dict[str, Any]:
    """Return the vars of the dbt project."""
    return vars_in((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))


@cache
def vars_in(project: str) -> dict[str, Any]:
    """Return the vars in the text of a project; a tenth of a second of work."""
    import yaml

    return yaml.safe_load(project)["vars"]


def span_of_events(domain: str) -> str:
    """Return Jinja for when the events of a domain began and ended, but for strays.

    One row: began_at, now_at. With `as_of` beyond all events they are those that
    backtests share, whatever somebody says is today.
    """
    events = f"backtest_intermediate.int_{domain}__events"
    return f"recmart.moment('{events}', 'occurred_at', is_cut=false)"


class DbtError(RecmartError):
    """A run of dbt failed; the message is what dbt said about it, in one line."""


def options(folder: Path | None = None, project: Path = ROOT) -> list[str]:
    """Name the project, and the folder to compile and log to if not its own."""
    named = ["--project-dir", str(project), "--profiles-dir", str(project)]
    if folder:
        named += ["--target-path", str(folder / "target")]
        named += ["--log-path", str(folder / "logs")]
    return named


def run_dbt(
    command: str,
    *arguments: str,
    database: Path,
    folder: Path | None = None,
    env: Mapping[str, str] = os.environ,
    holding: Sequence[int] = (),
    watch: Callable[[Iterable[str]], None] | None = None,
) -> int:
    """Run dbt in a process of its own and return its exit code.

    What the arguments say takes the place of the project's own options. It holds open
    files that are locked, so that they stay so if this process is killed. Whoever
    watches reads in JSON how it goes (see `telling`).
    """
    with subprocess.Popen(
        [
            *(sys.executable, "-W", "ignore::RuntimeWarning:runpy"),
            *("-m", "scripts.common.telling" if watch else "dbt.cli.main"),
            *(command, *options(folder), *(TELLING if watch else ()), *arguments),
        ],
        cwd=ROOT,
        env={**env, "RECMART_DATABASE": str(database)},
        pass_fds=holding,
        stdout=subprocess.PIPE if watch else None,
        # If whoever watches is killed, complaints of it must not wait for a reader.
        stderr=subprocess.STDOUT if watch else None,
        encoding="utf-8",
        errors="replace",
    ) as process:
        if watch:
            watch(process.stdout or ())
    return process.returncode


class Dbt:
    """dbt on a project and the database that RECMART_DATABASE names."""

    def __init__(
        self,
        folder: Path,
        variables: Mapping[str, Any] | None = None,
        project: Path = ROOT,
    ) -> None:
        """Prepare runs with these vars; what dbt compiles and logs goes to a folder."""
        self._project = project
        self._folder = folder
        self._variables = dict(variables or {})

    def run(self, *arguments: str, **variables: object) -> None:
        """Run a command of dbt with further vars, quietly; raise `DbtError` on failure.

        Afterwards the database is closed, so that it can be read.
        """
        self._result(self.invoke([*QUIETLY, *arguments], variables))

    def read_events(self, domain: str) -> None:
        """Build what backtests of a domain share: its data, up to all its events."""
        self.run(
            "build",
            *("--select", f"tag:{domain},resource_type:seed"),
            f"path:models/staging,tag:{domain}",
            f"+int_{domain}__events,tag:{domain}",
            *("--exclude", "resource_type:test", "resource_type:unit_test"),
            as_of=END_OF_TIME,
        )

    def compiled(
        self, *expressions: str, manifest: Any = None, **variables: object
    ) -> list[str]:
        """Return the SQL that expressions of Jinja become, such as calls of macros.

        The project may have been read before, with other vars.
        """
        mark = "-- next expression"
        inline = f"\n{mark}\n".join(f"{{{{ {text} }}}}" for text in expressions)
        # Which relations there are is asked where an expression asks.
        arguments = [*QUIETLY, "compile", "--no-populate-cache", "--inline", inline]
        done = (
            self._invoke(arguments, {**self._variables, **variables}, manifest)
            if manifest
            else self.invoke(arguments, variables)
        )
        return self._result(done).results[0].node.compiled_code.split(mark)

    def models(
        self, names: list[str], manifest: Any, **variables: object
    ) -> dict[str, str]:
        """Return the SQL of models with further vars, by the relation that each fills.

        The project is as it was read, whatever the vars; the database is not asked.
        """
        selected = ["--select", *names, "--exclude", "resource_type:test"]
        done = self._invoke(
            [
                *(*QUIETLY, "compile", "--no-introspect", "--no-populate-cache"),
                *(*selected, "resource_type:unit_test"),
            ],
            {**self._variables, **variables},
            manifest,
        )
        return {
            result.node.relation_name: result.node.compiled_code
            for result in self._result(done).results
        }

    def invoke(
        self, arguments: list[str], variables: Mapping[str, object] | None = None
    ) -> Any:
        """Run a command with further vars and return how it went."""
        variables = {**self._variables, **(variables or {})}
        # Other projects may change from run to run.
        manifest = self.manifest(**variables) if self._project == ROOT else None
        return self._invoke(arguments, variables, manifest)

    def manifest(self, **variables: object) -> Any:
        """Return the project as it is read with these vars."""
        variables = {**self._variables, **variables}
        graph = {name: v for name, v in variables.items() if name not in READ_LATE}
        if "diversity" in graph:  # Decides by whether there is any.
            graph["diversity"] = bool(graph["diversity"])
        # Only whether there is an `as_of`, not which, decides the names of schemas.
        is_backtest = bool(variables.get("as_of"))
        has_samples = not os.environ.get("RECMART_DATA_DIR")
        is_merchandised = bool(os.environ.get("RECMART_MERCHANDISING"))
        # The database has the name of its file.
        made_for = [graph, is_backtest, has_samples, is_merchandised]
        made_for += [database_path().stem]
        key = json.dumps(made_for, sort_keys=True, default=str)
        if key not in manifests:
            read = self._result(self._read(variables))
            manifests[key] = (read, foreign_keys(read))
        manifest, keys = manifests[key]
        for constraint, target in keys:
            constraint.to = target
        return manifest

    def _read(self, variables: Mapping[str, object]) -> Any:
        """Read the project, most of which stays.

        A sixth of the time went into looking for waste meanwhile, and a twentieth of
        what runs afterwards into looking through what was read.
        """
        gc.disable()
        try:
            return self._invoke(
                [*QUIETLY, "--no-partial-parse", "parse"], variables, None
            )
        finally:
            gc.enable()
            gc.collect()
            gc.freeze()

    def _invoke(
        self, arguments: list[str], variables: Mapping[str, object], manifest: Any
    ) -> Any:
        """Run a command on the project as it was read, or read it."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        logging.getLogger("dbt").setLevel(logging.CRITICAL)
        try:
            return dbtRunner(manifest=manifest).invoke(
                [
                    *(*arguments, *options(self._folder, self._project)),
                    *("--vars", json.dumps(dict(variables), default=str)),
                ]
            )
        finally:
            DuckDBConnectionManager.close_all_connections()
            # A query that failed would stay, and bar the next one.
            if manifest:
                manifest.nodes.pop(INLINE, None)

    def _result(self, done: Any) -> Any:
        """Return what a command gave, or raise what it failed by."""
        if done.success:
            return done.result
        if done.exception:
            raise DbtError(first_sentence(str(done.exception)))
        raise DbtError(
            next(
                f"{result.node.name}: {first_sentence(result.message)}"
                for result in done.result.results
                if result.status in ("error", "fail")
            )
        )


def foreign_keys(manifest: Any) -> list[tuple[Any, str]]:
    """Return the constraints of models that name another, and how they name it."""
    return [
        (constraint, constraint.to)
        for node in manifest.nodes.values()
        for constraint in getattr(node, "constraints", [])
        if constraint.to
    ]


def first_sentence(message: str) -> str:
    """Return the first line that says something, or what to do about the machine."""
    if lock := re.search(r"Could not set lock .*\(PID (\d+)\)", message):
        return (
            f"{database_path()} is in use by process {lock[1]}, maybe the API or the"
            " app: end it, or name another file in RECMART_DATABASE, which is then"
            " built from the same data"
        )
    if limit := re.search(r"Out of Memory Error.*?/([\d.]+ \w+) used\)", message):
        return (
            f"the memory limit of {limit[1]} was not enough: give it twice as much in"
            " RECMART_MEMORY_LIMIT, or keep fewer neighbours"
        )
    lines = [line.strip() for line in message.splitlines()]
    told = [line for line in lines if line and not line.startswith((*HEADINGS, ">"))]
    return told[0] if told else message
