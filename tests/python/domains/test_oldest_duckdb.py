"""The oldest DuckDB that is supported builds the same marts from the samples."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from helpers import PATHS, ROOT, installed
from scripts.common.telling import UNWRITTEN

OLDEST = "1.5.6"
# What dbt reads of the project is the same with any DuckDB.
BUILD = """
import sys
from pathlib import Path
from helpers import Manifests
from scripts.common import dbt

dbt.manifests = Manifests(Path(sys.argv[1]))
build = ["--quiet", "build", "--exclude-resource-type", "test", "unit_test"]
done = dbt.Dbt(Path(sys.argv[2])).invoke(build)
sys.exit(done.exception or not done.success)
"""


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where Python is to look, so that it imports that DuckDB."""
    return installed(tmp_path_factory.mktemp("oldest_duckdb"), f"duckdb=={OLDEST}")


def test_the_same_marts_from_the_oldest_duckdb(
    warehouse: Path, oldest: str, shared: Path, tmp_path: Path
) -> None:
    database = tmp_path / "recmart.duckdb"
    built = subprocess.run(
        [sys.executable, "-c", BUILD, shared / "manifests", tmp_path],
        env={
            **PATHS,
            **UNWRITTEN,
            "PYTHONPATH": os.pathsep.join([oldest, str(ROOT / "tests" / "python")]),
            "HOME": str(tmp_path),
            "RECMART_DATABASE": str(database),
            # Shares of the memory are known from version 2 on.
            "RECMART_MEMORY_LIMIT": "2GB",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as older (read_only)")
        connection.execute(f"attach '{warehouse}' as newer (read_only)")
        tables = connection.execute(
            """
            select
                table_schema || '.' || table_name,
                string_agg(
                    -- The versions round a decimal to a double differently.
                    if(data_type = 'DOUBLE', 'round(' || column_name || ', 9)',
                        column_name),
                    ', ' order by ordinal_position
                )
            from information_schema.tables
            inner join information_schema.columns
                using (table_catalog, table_schema, table_name)
            where
                table_catalog = 'older'
                and table_type = 'BASE TABLE'
                and table_schema not in ('staging', 'sample', 'intermediate')
            group by all
            order by all
            """
        ).fetchall()
        assert len(tables) > 50
        differing = [
            table
            for table, columns in tables
            if connection.execute(
                f"""
                with
                    older_rows as (select {columns} from older.{table}),
                    newer_rows as (select {columns} from newer.{table})
                (from older_rows except all from newer_rows)
                union all
                (from newer_rows except all from older_rows)
                limit 1
                """
            ).fetchall()
        ]
    assert differing == []
