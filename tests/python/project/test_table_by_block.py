"""The materialization that fills a table block by block, on a project of one model."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from helpers import ROOT, run_dbt

MODEL = """
{{{{ config(materialized='table_by_block', rows_per_block={rows_per_block}) }}}}

select
    number % 5 as remainder,
    count(*) as numbers,
    sum(case when number = {poison} then error('poison') else 0 end) as errors
from range(100) as numbers (number)
where {{{{ recmart.block_of('number % 5', '(select 48)') }}}}
group by remainder
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the macros with no models."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "models").mkdir()
    shutil.copytree(ROOT / "macros" / "materializations", folder / "macros")
    shutil.copy(ROOT / "macros" / "project" / "check_arguments.sql", folder / "macros")
    (folder / "dbt_project.yml").write_text(
        "name: recmart\nversion: 1.0.0\nprofile: recmart\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "profiles.yml", folder)
    return folder


def build(
    project: Path, rows_per_block: object = 16, poison: int = -1
) -> tuple[int, str, list[tuple]]:
    """Write the model, run it, and return what is in the database then."""
    (project / "models" / "counted.sql").write_text(
        MODEL.format(rows_per_block=rows_per_block, poison=poison), encoding="utf-8"
    )
    database = project / "recmart.duckdb"
    code, output = run_dbt(
        project,
        "run",
        env={"RECMART_DATABASE": str(database)},
        project=project,
    )
    assert database.exists(), output
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() order by table_name"
        ).fetchall()
        rows = []
        if ("counted",) in tables:
            rows = connection.execute(
                "select remainder, numbers from counted order by remainder"
            ).fetchall()
        assert tables in ([], [("counted",)])
    return code, output, rows


def test_blocks_add_up_and_a_failing_one_leaves_the_former_table(
    project: Path,
) -> None:
    whole = [(remainder, 20) for remainder in range(5)]
    code, output, rows = build(project, poison=42)
    assert code != 0
    assert "poison" in output
    assert rows == []
    for rows_per_block in (48, 47, 3):
        code, output, rows = build(project, rows_per_block)
        assert (code, rows) == (0, whole), output
    code, output, rows = build(project, poison=42)
    assert code != 0
    assert rows == whole


def test_a_wrong_number_of_rows_is_an_error(project: Path) -> None:
    code, output, _ = build(project, "'many'")
    assert code != 0
    assert "counted: rows_per_block is 'many', no whole number from 1 up." in output
