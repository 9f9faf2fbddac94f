"""A Spark cluster makes of the samples what DuckDB makes of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from helpers import ROOT
from scripts.common.commands import RecmartError
from scripts.engines import cluster as cluster_room
from scripts.engines.cluster import Cluster
from scripts.engines.comparing import compared
from scripts.engines.engine import Engine
from shop import Shop, copy_of_shop, differing, tables_that_differ

# `make test-engines` has all; each takes a minute or two of both cores.
DOMAINS = os.environ.get("RECMART_TEST_DOMAINS", "streaming").split()
NODES = [*(f"tag:{domain}" for domain in DOMAINS), "base_custom__*"]
# Where time is short, of baskets what has SQL of its own.
REPEATS = "intermediate.int_grocery__repeat_candidates"
if "grocery" not in DOMAINS:
    NODES += ["+grocery__purchase_history", "+int_grocery__repeat_candidates"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers with the samples of some domains built on them."""
    folder = tmp_path_factory.mktemp("spark")
    rest = ("resource_type:test", "path:models/evaluation")
    with Cluster(folder) as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECMART_HOLDOUT", str(made_up(folder / "holdout")))
        assert running.build(folder, NODES, rest, "--quiet") == 0
        yield running


def made_up(folder: Path) -> Path:
    """A table in two parts, its rows in no order."""
    folder.mkdir()
    later = "timestamp '2025-01-02'"
    parts = [
        f"('u2', 'b', {later}), ('u1', null, null), ('u1', 'b', null)",
        f"('u1', 'b', {later}), ('u2', 'a', {later})",
    ]
    for part, rows in enumerate(parts):
        values = f"from (values {rows}) as t (user_id, item_id, timestamp)"
        duckdb.sql(values).to_parquet(str(folder / f"{part}.parquet"))
    return folder


def test_marts_equal_those_of_duckdb(cluster: Cluster, warehouse: Path) -> None:
    with compared(warehouse) as comparison:
        differences = comparison.of(cluster.connect(), DOMAINS)
    assert {each.mart for each in differences} >= {
        f"{domain}.{mart}"
        for domain in DOMAINS
        for mart in ("recommendations", "item_similarity", "catalogue", "user_history")
    }
    assert all(each.rows for each in differences if not each.mart.startswith("custom."))
    assert differing(differences) == []


@pytest.mark.parametrize("table", ["grocery.purchase_history", REPEATS])
def test_what_is_bought_again_equals_that_of_duckdb(
    cluster: Cluster, warehouse: Path, table: str
) -> None:
    with compared(warehouse) as comparison:
        columns = comparison.marts([table.split(".")[0]])[table]
        difference = comparison.of_mart(table, columns, cluster.connect())
    assert difference.rows > 10_000
    assert differing([difference]) == []


def test_files_are_read_in_parts_and_numbered_user_by_user(cluster: Cluster) -> None:
    rows = cluster.rows(
        "select row_number, user_id, item_id, occurred_at is null, rejection_reason"
        " from staging.base_custom__holdout order by row_number",
    )
    assert [number for number, *_ in rows] == [1, 2, 3, 4, 5]
    # Who comes first is a hash's matter; within a user it is the order of the values.
    of_user = {"u1": [], "u2": []}
    for _, user, *row in rows:
        of_user[user].append(tuple(row))
    assert of_user == {
        "u1": [
            ("b", False, None),
            ("b", True, None),
            (None, True, "item_id is missing"),
        ],
        "u2": [("a", False, None), ("b", False, None)],
    }
    assert [user for _, user, *_ in rows] in (
        ["u1"] * 3 + ["u2"] * 2,
        ["u2"] * 2 + ["u1"] * 3,
    )


def test_what_breaks_a_contract_is_named(cluster: Cluster, tmp_path: Path) -> None:
    macros = ROOT / "macros" / "materializations"
    (tmp_path / "dbt_project.yml").write_text(
        f"{{name: recmart, profile: recmart, macro-paths: ['{macros}']}}"
    )
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "lists.sql").write_text(
        "select 'u1' as user_id, 1 as rank, 'high' as score"
    )
    columns = {
        "user_id": "string",
        "rank": "bigint",
        "score": "double",
        "reason": "string",
    }
    promised = [{"name": name, "data_type": kind} for name, kind in columns.items()]
    config = {"materialized": "table", "contract": {"enforced": True}}
    model = {"name": "lists", "config": config, "columns": promised}
    (tmp_path / "models" / "lists.yml").write_text(json.dumps({"models": [model]}))
    done = Shop(tmp_path).dbt(
        *("run", "--target", "spark", "--profiles-dir", str(ROOT)),
        env=cluster.environment,
    )
    assert done.returncode == 1
    # That a rank is counted in `int` breaks nothing: it is written as promised.
    told = [line.split("|")[1:5] for line in done.said.split("\n") if "|" in line]
    assert [[cell.strip() for cell in line] for line in told[2:]] == [
        ["reason", "", "string", "missing in definition"],
        ["score", "string", "double", "data type mismatch"],
    ]


def test_a_missing_java_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_room, "JAVA_VERSIONS", range(999, 1000))
    with pytest.raises(RecmartError, match="apt-get install openjdk-17"):
        cluster_room.java_home()


def test_nothing_is_written_over_tables_of_a_former_cluster(tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir()
    with pytest.raises(RecmartError, match="of a cluster that is gone"):
        Cluster(tmp_path).start()


def test_a_server_that_ended_during_a_build_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Cluster(tmp_path)
    monkeypatch.setattr(Engine, "build", lambda *_, **__: 2)
    (tmp_path / "logs").mkdir()
    said = "an exception\njava.lang.OutOfMemoryError: Java heap space"
    (tmp_path / "logs" / "thrift_server.log").write_text(said)
    with subprocess.Popen(["false"]) as process:
        process.wait()
    ended.processes["thrift server"] = process
    with pytest.raises(RecmartError, match="ended with exit code 1: java"):
        ended.build(tmp_path)


if "RECMART_TEST_DOMAINS" in os.environ:  # A minute or two of both cores, too.

    def test_the_same_is_made_of_a_strangers_project(
        cluster: Cluster, tmp_path: Path
    ) -> None:
        shops = [copy_of_shop(tmp_path / engine) for engine in ("duckdb", "spark")]
        shops[0].build()
        shops[1].build("--target", "spark", env=cluster.environment)
        # Rows are numbered bucket by bucket there.
        assert tables_that_differ(shops[0], cluster, "row_number") == []
