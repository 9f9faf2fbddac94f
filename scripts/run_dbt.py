"""Run dbt for the scripts that need builds of their own.

run_dbt(["run", "--select", "tag:custom"], variables={"as_of": "2025-06-23"})
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class DbtError(Exception):
    """A run of dbt failed; the message is what dbt said about it, in one line."""


def run_dbt(
    arguments: Sequence[str],
    variables: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    level: str = "error",
) -> str:
    """Run dbt on this project and return what it says; raise `DbtError` if it fails.

    `variables` are dbt's vars, `environment` replaces that of this process, `folder` is
    where dbt keeps what it compiles and logs (default: the project), `level` the least
    that it says.
    """
    folder = folder or ROOT
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore::RuntimeWarning:runpy"),
            *("-m", "dbt.cli.main", "--log-format", "json", "--log-level", level),
            *("--no-send-anonymous-usage-stats", *arguments),
            *("--project-dir", ROOT, "--profiles-dir", ROOT),
            *("--target-path", folder / "target", "--log-path", folder / "logs"),
            *("--vars", json.dumps(dict(variables or {}))),
        ],
        cwd=ROOT,
        env=dict(os.environ if environment is None else environment),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise DbtError(complaint(done.stdout) or complaint(done.stderr) or "dbt failed")
    return done.stdout


def compiled(
    expressions: Sequence[str],
    variables: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> list[str]:
    """Return the SQL that expressions of Jinja become, such as calls of macros."""
    mark = "-- next expression"
    inline = f"\n{mark}\n".join(f"{{{{ {text} }}}}" for text in expressions)
    said = run_dbt(
        ["compile", "--inline", inline], variables, environment, folder, level="info"
    )
    events = [json.loads(line) for line in said.splitlines()]
    (sql,) = [
        event["data"]["compiled"] for event in events if "compiled" in event["data"]
    ]
    return sql.split(mark)


def complaint(output: str) -> str:
    """Return the first complaint in dbt's log, without its heading and stack."""
    for line in output.splitlines():
        try:
            message = json.loads(line)["info"]["msg"]
        except (ValueError, KeyError, TypeError):
            message = line
        lines = [part.strip() for part in message.splitlines() if part.strip()]
        heading = (
            "Encountered an error",
            "Runtime Error",
            "Compilation Error",
            "Database Error",
            "Failure in ",
        )
        told = [part for part in lines if not part.startswith((*heading, ">"))]
        if told:
            return told[0]
    return ""
