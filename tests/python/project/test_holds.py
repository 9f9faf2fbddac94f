"""What breaks a rule of a table is found, counted and told, by test and by model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import yaml

from helpers import ROOT, run_dbt

# Of each column of lists some row is wrong: a pair comes twice, a rank is left out, ...
TABLES = """
create table lists as
select * from (values
    ('u1', 1, 'i1', 0.5, 'similar'),
    ('u1', 2, 'i2', 1.5, 'similar'),
    ('u1', 2, 'i2', -0.5, null),
    ('u2', 1, 'i1', null, 'magic'),
    ('u2', 3, null, 0.25, 'popular'),
    ('u3', 1, 'i9', 1.0, 'popular')
) as rows (user_id, rank, item_id, score, source);
create table items as select * from (values ('i1'), ('i2')) as rows (id);
create table barred as
select * from (values ('u3', 'i9'), ('u3', 'i1')) as rows (user_id, item_id);
"""
# A rule with what is to be told of it: in how many places it is broken, and one.
BROKEN = {
    # u1, i2 twice; of i1, i2 and nothing that is known each of the first two.
    "{'unique': ['user_id', 'item_id']}": (
        *("unique user_id, item_id", 1),
        "u1, i2",
    ),
    "{'unique': 'item_id'}": ("unique item_id", 2, "i1"),
    "{'unique': {'columns': ['user_id'], 'where': 'rank = 2'}}": (
        *("unique user_id, where rank = 2", 1),
        "u1",
    ),
    "{'not_null': 'score'}": ("not_null score", 1, "null"),
    # Neither is 1.5, nor is what is unknown.
    "{'always_true': 'score <= 1'}": ("always_true score <= 1", 2, None),
    "{'in_range': {'column': 'score', 'min': 0, 'max': 1}}": (
        *("in_range score, min 0, max 1", 2),
        "-0.50",
    ),
    "{'accepted_values': {'column': 'source', 'values': ['similar', 'popular']}}": (
        *("accepted_values source, values ['similar', 'popular']", 1),
        "magic",
    ),
    "{'relationships': {'column': 'item_id', 'to': 'items', 'field': 'id'}}": (
        *("relationships item_id, to items, field id", 1),
        "i9",
    ),
    # u1 has 2 twice, u2 no 2.
    "{'dense_ranks': {'column': 'rank', 'within': 'user_id'}}": (
        *("dense_ranks rank, within user_id", 2),
        "u1",
    ),
    "{'equal_total': {'expression': 'count(*)', 'source': 'items',"
    " 'source_expression': 'count(*)'}}": (
        "equal_total, expression count(*), source items, source_expression count(*)",
        *(1, "6 is not 2"),
    ),
    "{'no_excluded_pair': {'exclusions': 'barred'}}": (
        *("no_excluded_pair, exclusions barred", 1),
        "u3, i9",
    ),
}
KEPT = [
    "{'unique': ['user_id', 'rank', 'score']}",
    "{'unique': {'columns': ['user_id', 'item_id'], 'where': 'rank = 1'}}",
    "{'not_null': 'user_id'}",
    "{'always_true': 'rank > 0'}",
    "{'in_range': {'column': 'score', 'min': -0.5, 'max': 1.5}}",
    "{'in_range': {'column': 'score', 'max': 2}}",
    "{'accepted_values': {'column': 'rank', 'values': [1, 2, 3]}}",
    "{'equal_total': {'expression': 'sum(rank)', 'source': 'items',"
    " 'source_expression': 'count(*) * 5'}}",
]


def test_what_is_broken_is_told(sql_of: Callable[[str], str]) -> None:
    rules = f"[{', '.join([*BROKEN, *KEPT])}]"
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        told = connection.sql(sql_of(f"recmart.broken_rules('lists', {rules})"))
        assert told.fetchall() == list(BROKEN.values())


NUMBERS = """
select number from range(3) as numbers (number)
union all
select 2 as number where {{ var('is_broken') }}
"""
RULES = [{"unique": ["number"]}, {"in_range": {"column": "number", "min": 0}}]


def test_a_broken_rule_is_told_and_a_checked_table_stays_the_former(
    tmp_path: Path,
) -> None:
    """A project of two models of the same rows, one checked, one tested."""
    for room in ("macros/materializations", "macros/testing", "tests/generic"):
        shutil.copytree(ROOT / room, tmp_path / room)
    (tmp_path / "tests/generic/test_somebody_else_behind.sql").unlink()
    for macro in (
        "project/check_arguments.sql",
        "contract/as_of.sql",
        "engines/text_literal.sql",
    ):
        shutil.copy(ROOT / "macros" / macro, tmp_path / "macros")
    shutil.copy(ROOT / "profiles.yml", tmp_path)
    (tmp_path / "models").mkdir()
    for name in ("checked", "tested"):
        (tmp_path / "models" / f"{name}.sql").write_text(
            "{{ config(materialized='table') }}" + NUMBERS
        )
    holds = {"name": "holds_tested", "arguments": {"rules": RULES}}
    checked = {
        "meta": {"rules": RULES},
        "post_hook": "{{ recmart.check_rules(model) }}",
    }
    (tmp_path / "models" / "models.yml").write_text(
        yaml.safe_dump(
            {
                "models": [
                    {"name": "checked", "config": checked},
                    {"name": "tested", "data_tests": [{"holds": holds}]},
                ]
            }
        )
    )
    project = {
        **{"name": "recmart", "version": "1.0.0", "profile": "recmart"},
        "on-run-end": "{{ recmart.report_broken_rules(results if execute else []) }}",
    }
    (tmp_path / "dbt_project.yml").write_text(yaml.safe_dump(project))
    database = tmp_path / "recmart.duckdb"
    for is_broken, rows in ((False, {"checked": 3, "tested": 3}), (True, None)):
        code, output = run_dbt(
            tmp_path,
            "build",
            env={"RECMART_DATABASE": str(database)},
            variables={"is_broken": is_broken},
            project=tmp_path,
        )
        assert code == is_broken, output
        with duckdb.connect(database, read_only=True) as connection:
            counted = {
                name: connection.execute(f"select count(*) from {name}").fetchone()[0]
                for name in ("checked", "tested")
            }
        assert counted == (rows or {"checked": 3, "tested": 4})
    told = "broken in 1 place: unique number; such as 2"
    assert f"checked: {told}" in output
    assert f"recmart: holds_tested: {told}" in output
