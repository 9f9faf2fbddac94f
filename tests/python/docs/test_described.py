"""What is described is said in the database and on a page of dbt's."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from helpers import environment
from scripts.documentation.page import documentation


def test_the_database_says_what_people_read(warehouse: Path) -> None:
    """Each column of a mart has its description as a comment, each mart its grain."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        found = connection.execute(
            """
            with

            relations as (
                select schema_name, table_name, comment from duckdb_tables()
                union all
                select schema_name, view_name, comment from duckdb_views()
                where not internal
                union all
                select schema_name, function_name, comment from duckdb_functions()
                where function_name = 'list_of_user'
                union all
                select schema_name, table_name || '.' || column_name, comment
                from duckdb_columns()
                where not internal
            )

            select
                count(comment),
                list(table_name order by table_name) filter (where comment is null),
                list(distinct comment) filter (where table_name = 'list_of_user'),
                list(comment) filter (
                    where
                        schema_name = 'shoes'
                        and table_name = 'item_similarity.cosine'
                )
            from relations
            where schema_name in (
                'activity', 'custom', 'dating', 'grocery', 'pings', 'quality', 'shoes',
                'streaming'
            )
            """
        ).fetchone()
    assert found
    comments, without, of_functions, of_cosine = found
    assert comments > 600
    assert without is None
    assert len(of_functions) == 1
    assert of_functions[0].startswith("A table macro: one row per rank")
    assert of_cosine == [
        "Users in common over the geometric mean of the two audiences."
    ]


def test_the_page_begins_with_our_words_and_needs_no_network(tmp_path: Path) -> None:
    with environment(tmp_path, {"RECMART_DATABASE": str(tmp_path / "recmart.duckdb")}):
        page = documentation(tmp_path, "--no-compile", "--empty-catalog")
    assert '"name": "__overview__"' in page
    assert "recommendations are marts." in page
    assert "streaming__recommendations" in page
    assert not re.search(r"(?:src|href)=[\"']?https?://\w", page)
