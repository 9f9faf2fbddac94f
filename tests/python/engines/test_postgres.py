"""PostgreSQL makes of the samples what DuckDB makes of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from helpers import ROOT
from scripts.common.commands import RecmartError
from scripts.engines import server as server_room
from scripts.engines.comparing import compared
from scripts.engines.postgres import ddl
from scripts.engines.server import Server
from shop import differing

# One with factors, keys and words, one without; `make test-engines` has all, and the
# evaluation.
IS_WHOLE = "RECMART_TEST_DOMAINS" in os.environ
DOMAINS = os.environ.get("RECMART_TEST_DOMAINS", "streaming shoes").split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where dbt writes."""
    return tmp_path_factory.mktemp("postgres")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server with the samples of some domains built on it, and their data tests."""
    with Server() as running:
        tags = [f"tag:{domain}" for domain in DOMAINS]
        assert running.build(folder, tags, (), "--quiet") == 0
        yield running


def test_marts_equal_those_of_duckdb(server: Server, warehouse: Path) -> None:
    with compared(warehouse) as comparison:
        differences = comparison.of(server.connect(), DOMAINS)
    assert {each.mart for each in differences} >= {
        f"{domain}.{mart}"
        for domain in DOMAINS
        for mart in ("recommendations", "item_similarity", "catalogue", "user_history")
    }
    assert all(each.rows for each in differences)
    assert differing(differences) == []


if IS_WHOLE:

    def test_evaluation_equals_that_of_duckdb(
        server: Server,
        folder: Path,
        warehouse: Path,
        dbt_build: Callable,
        tmp_path: Path,
    ) -> None:
        past = {"as_of": "2025-06-24", "horizon_days": 7}
        database = tmp_path / "recmart.duckdb"
        copyfile(warehouse, database)
        code, output, _ = dbt_build(
            tmp_path,
            vars=past,
            database=database,
            selector="evaluation",
            without=("test", "unit_test"),
        )
        assert code == 0, output
        chosen = ("--selector", "evaluation", "--vars", json.dumps(past), "--quiet")
        assert server.build(folder, (), (), *chosen) == 0
        with compared(database) as comparison:
            differences = comparison.of(server.connect(), ["evaluation"])
        assert {each.mart for each in differences if each.rows} == {
            f"evaluation.{mart}"
            for mart in ("averages", "metrics", "runs", "user_metrics")
        }
        assert differing(differences) == []


@pytest.mark.parametrize("domain", ["streaming", "shoes"])
def test_lists_are_shown_of_what_was_built(
    server: Server,
    folder: Path,
    warehouse: Path,
    domain: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if domain != "streaming":  # As if it had been built alone.
        models = [f"{domain}__item_popularity", f"{domain}__recommendations"]
        made = [{"unique_id": f"model.recmart.{model}"} for model in models]
        folder = tmp_path
        (folder / "target").mkdir()
        results = folder / "target" / "run_results.json"
        results.write_text(json.dumps({"results": made}))
    server.show(folder)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        popular = connection.execute(
            "select rank || '. ' || item_id || ' - ' || title"
            f" from {domain}.item_popularity where rank <= 5 order by rank"
        ).fetchall()
        recommended = connection.execute(
            "select rank || '. ' || item_id || ' - ' || title || ' (' || reason || ')'"
            f" from {domain}.recommendations where user_id = 'u1' and rank <= 5"
            " order by rank"
        ).fetchall()
    assert len(popular) == len(recommended) == 5
    assert capsys.readouterr().out.splitlines() == [
        f"Top 5 Popular Items of {domain}, from PostgreSQL:",
        *(line for (line,) in popular),
        f"Recommendations for user u1 of {domain}, from PostgreSQL:",
        *(line for (line,) in recommended),
    ]


def test_a_difference_is_told(tmp_path: Path) -> None:
    database, other = tmp_path / "ours.duckdb", tmp_path / "other.duckdb"
    for path, rows in [
        (database, "('a', 1, 1.0), ('b', 1, 1.000000002), ('c', 1, 1.0000000005)"),
        (other, "('a', 2, 1.0), ('b', 1, 1.0), ('c', 1, 1.0)"),
    ]:
        with duckdb.connect(str(path)) as connection:
            connection.execute("create schema streaming")
            connection.execute(
                "create table streaming.lists as"
                " select user_id, rank, cast(score as double) as score"
                f" from (values {rows}) as rows (user_id, rank, score)"
            )
    with compared(database) as comparison, duckdb.connect(str(other)) as connection:
        (found,) = comparison.of(connection, ["streaming"])
    # The rank of a, on either side a row that the other has not; b's score by 2e-9.
    assert (found.rows, found.other_rows, found.unmatched) == (3, 3, 2)
    assert found.apart == {"score": pytest.approx(2e-9, rel=1e-6)}
    assert str(found) == "2 rows (3 and 3), score by 2.0e-09"


def test_the_schema_on_paper_is_the_one_in_force(server: Server) -> None:
    assert (ROOT / "docs" / "schema.sql").read_text(encoding="utf-8") == ddl(server)


def test_look_ups_have_indexes(server: Server) -> None:
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(
            "select schemaname || '.' || tablename from pg_indexes"
            " where indexdef like '%(user_id, rank)'"
        )
        indexed = {mart for (mart,) in cursor.fetchall()}
    assert indexed >= {f"{domain}.recommendations" for domain in DOMAINS}


def test_a_missing_server_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(server_room, "OLDEST", 999)
    with pytest.raises(RecmartError, match="apt-get install postgresql"):
        server_room.binaries()
