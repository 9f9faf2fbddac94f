"""The newest dbt builds what the pinned one does, and finds nothing that is outdated.

It comes into a folder beside the pinned one, package by package: its own list of
packages has a parser that is fetched from elsewhere, and that it does not use unless
told.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from helpers import PATHS, ROOT, installed
from scripts.common.dbt import options
from scripts.common.telling import UNWRITTEN

NEWEST = "1.12.6"
PACKAGES = (
    f"dbt-core=={NEWEST}",
    *("metricflow==0.213.0", "python-dotenv==1.2.4", "sqlglot==30.30.0"),
)
# What files and configs may hold dbt checks of some adapters only; DuckDB's is the same
# but for the arguments of its table functions.
BUILD = """
import json, sys
from dbt.cli.main import dbtRunner
from dbt.jsonschemas import jsonschemas
from dbt.version import installed

warnings = []
def note(event):
    # Whoever is told of all needs no sum of them.
    if event.info.level == "warn" and event.info.name != "DeprecationsSummary":
        warnings.append([event.info.name, " ".join(event.info.msg.split())])

jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")
options = [*sys.argv[1:], "--quiet", "--show-all-deprecations"]
select = ["--select", "tag:streaming", "--exclude-resource-type", "test", "unit_test"]
read = dbtRunner(callbacks=[note]).invoke(["parse", *options])
done = dbtRunner(read.result, [note]).invoke(["build", *select, *options])
problem = read.exception or done.exception
print(json.dumps({
    "version": installed.to_version_string(skip_matcher=True),
    "is_built": done.success,
    "problem": problem and str(problem),
    "warnings": warnings,
}))
"""


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Python is to look, so that it imports that dbt."""
    return installed(tmp_path_factory.mktemp("newest_dbt"), *PACKAGES)


def test_the_newest_dbt_builds_the_same_without_a_warning(
    warehouse: Path, newest: str, tmp_path: Path
) -> None:
    database = tmp_path / "recmart.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *options(tmp_path)],
        env={
            **PATHS,
            **UNWRITTEN,
            "PYTHONPATH": newest,
            "HOME": str(tmp_path),
            "RECMART_DATABASE": str(database),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["version"], told["problem"], told["is_built"]) == (NEWEST, None, True)
    # Saved queries are ordered as MetricFlow has it; dbt's list of their keys is older.
    known = (
        ("Custom key `parameters`", "__list_of_user.sql`"),
        ("Custom key `order_by`", "_semantic__metrics.yml`"),
    )
    assert [
        message
        for _, message in told["warnings"]
        if not any(key in message and file in message for key, file in known)
    ] == []
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as newer (read_only)")
        connection.execute(f"attach '{warehouse}' as pinned (read_only)")
        lists = "select * from {}.streaming.recommendations order by user_id, rank"
        newer = connection.execute(lists.format("newer")).fetchall()
        assert newer == connection.execute(lists.format("pinned")).fetchall()
    assert newer
