"""Run dbt, many times in one process: the project is read once.

dbt = Dbt(folder)
dbt.run("build", "--select", "tag:custom", as_of="2025-06-23")
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scripts.common.commands import RecmartError
from scripts.common.paths import ROOT, database_path

# Later than all events: hides none, and yet leaves the live schemas alone.
END_OF_TIME = "9999-12-31"
HEADINGS = ("Encountered an error", "Failure in ", "Runtime Error", "Compilation Error")


class DbtError(RecmartError):
    """A run of dbt failed; the message is what dbt said about it, in one line."""


class Dbt:
    """dbt on this project and the database that RECMART_DATABASE names."""

    def __init__(
        self, folder: Path, variables: Mapping[str, Any] | None = None
    ) -> None:
        """Prepare runs with these vars; what dbt compiles and logs goes to a folder."""
        self._folder = folder
        self._variables = dict(variables or {})
        self._manifests: dict[bool, Any] = {}

    def run(self, *arguments: str, **variables: object) -> None:
        """Run a command of dbt with further vars, quietly; raise `DbtError` on failure.

        Afterwards the database is closed, so that it can be read.
        """
        # Only whether there is an `as_of`, not which, decides the names of schemas.
        is_backtest = bool(variables.get("as_of"))
        if is_backtest not in self._manifests:
            self._manifests[is_backtest] = self._invoke(["parse"], variables, None)
        self._invoke(list(arguments), variables, self._manifests[is_backtest])

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

    def rewrite(self, model: str, rewritten: Callable[[str], str]) -> None:
        """Change a model for the backtests that follow; its file stays as it is."""
        node = self._manifests[True].nodes[f"model.recmart.{model}"]
        node.raw_code = rewritten(node.raw_code)

    def compiled(self, *expressions: str) -> list[str]:
        """Return the SQL that expressions of Jinja become, such as calls of macros."""
        if not self._manifests:
            self._manifests[False] = self._invoke(["parse"], {}, None)
        manifest = next(iter(self._manifests.values()))
        mark = "-- next expression"
        inline = f"\n{mark}\n".join(f"{{{{ {text} }}}}" for text in expressions)
        done = self._invoke(["compile", "--inline", inline], {}, manifest)
        return done.results[0].node.compiled_code.split(mark)

    def _invoke(
        self, arguments: list[str], variables: Mapping[str, object], manifest: Any
    ) -> Any:
        """Run a command and return its result."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        logging.getLogger("dbt").setLevel(logging.CRITICAL)
        try:
            done = dbtRunner(manifest=manifest).invoke(
                [
                    *("--quiet", "--log-level", "none", "--log-level-file", "none"),
                    *("--no-send-anonymous-usage-stats", "--no-write-json", *arguments),
                    *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
                    *("--target-path", str(self._folder / "target")),
                    *("--log-path", str(self._folder / "logs")),
                    *("--vars", json.dumps({**self._variables, **variables})),
                ]
            )
        finally:
            DuckDBConnectionManager.close_all_connections()
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


def first_sentence(message: str) -> str:
    """Return the first line that says something, or what to do about a lock."""
    if lock := re.search(r"Could not set lock .*\(PID (\d+)\)", message):
        return (
            f"{database_path()} is in use by process {lock[1]}, maybe the API or the"
            " app: end it, or name another file in RECMART_DATABASE, which is then"
            " built from the same data"
        )
    lines = [line.strip() for line in message.splitlines()]
    told = [line for line in lines if line and not line.startswith((*HEADINGS, ">"))]
    return told[0] if told else message
