"""The file that readers get opens in older DuckDBs, as drivers of tools have them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from helpers import PATHS
from scripts.warehouse.public_copy import copy_public

CLIENTS = ("1.2.2", "1.4.4", "1.5.5")
# Every table and view, in full, and what table macros answer.
READ = """
import json, sys
import duckdb

with duckdb.connect(sys.argv[1], read_only=True) as connection:
    connection.execute("set timezone = 'UTC'")
    relations = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables"
        " order by all"
    ).fetchall()
    counts = {
        name: connection.execute(
            f"select count(*), count(distinct r) from (select r from {name} as r)"
        ).fetchone()
        for (name,) in relations
    }
    lists = connection.execute(
        "select rank, item_id, title, reason from recommend('streaming', 'u1', k := 5,"
        " genre := 'drama', filters := ['content_type=series'])"
    ).fetchall()
    described = connection.execute(
        "select count(*) from duckdb_columns() where comment is not null"
    ).fetchone()
print(json.dumps([duckdb.__version__, counts, lists, described]))
"""


@pytest.fixture(scope="module")
def published(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What readers of the samples get."""
    copy = tmp_path_factory.mktemp("published") / "recmart.duckdb"
    copy_public(warehouse, copy)
    return copy


def read_by(database: Path, *paths: Path) -> list:
    """Read a database with the DuckDB in a folder, or else with ours."""
    done = subprocess.run(
        [sys.executable, "-c", READ, database],
        env={**PATHS, "PYTHONPATH": ":".join(map(str, paths))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("version", CLIENTS)
def test_older_clients_read_all_of_it(
    published: Path, version: str, tmp_path: Path
) -> None:
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--python", sys.executable] if uv else None
    subprocess.run(
        [
            *(install or [sys.executable, "-m", "pip", "install"]),
            *("--quiet", "--no-deps", "--target", tmp_path, f"duckdb=={version}"),
        ],
        check=True,
    )
    client, *found = read_by(published, tmp_path)
    ours, *expected = read_by(published)
    assert (client, ours) == (version, duckdb.__version__)
    assert len(found[0]) > 60
    assert found == expected
