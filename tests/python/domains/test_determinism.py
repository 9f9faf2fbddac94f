"""Identical input gives identical marts, bit for bit, on any number of cores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

MARTS = """
    select table_schema || '.' || table_name
    from information_schema.tables
    where table_schema not in ('staging', 'sample', 'main')
    order by 1
"""


@pytest.fixture(scope="module")
def on_one_core(tmp_path_factory: pytest.TempPathFactory, dbt_build: Callable) -> Path:
    """The sample warehouse, built once more by a single thread.

    DuckDB does not ask what cores a process may use, but what a batch system gave it.
    """
    code, output, database = dbt_build(
        tmp_path_factory.mktemp("one_core"),
        env={"RECMART_THREADS": "1", "SLURM_CPUS_ON_NODE": "1"},
        without=("test", "unit_test"),
    )
    assert code == 0, output
    return database


def test_the_same_marts_on_any_number_of_cores(
    warehouse: Path, on_one_core: Path
) -> None:
    def tables(database: Path) -> dict[str, list[tuple[int]]]:
        with duckdb.connect(str(database), read_only=True) as connection:
            names = [name for (name,) in connection.execute(MARTS).fetchall()]
            return {
                name: connection.execute(
                    f"select hash(t) from {name} as t order by all"
                ).fetchall()
                for name in names
            }

    expected = tables(warehouse)
    assert len(expected) > 80
    actual = tables(on_one_core)
    assert actual.keys() == expected.keys()
    assert [name for name in expected if actual[name] != expected[name]] == []
