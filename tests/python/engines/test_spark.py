"""A Spark cluster makes of the samples what DuckDB makes of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyhive import hive

from scripts.common.commands import RecmartError
from scripts.engines import cluster as cluster_room
from scripts.engines.cluster import HERE, Cluster
from scripts.engines.comparing import compared
from scripts.engines.spark import build

# `make testengines` has all; each takes a minute or two of both cores.
DOMAINS = os.environ.get("RECMART_TEST_DOMAINS", "streaming").split()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers with the samples of some domains built on them."""
    folder = tmp_path_factory.mktemp("spark")
    with Cluster(folder) as running:
        tags = [f"tag:{domain}" for domain in DOMAINS]
        rest = ("resource_type:test", "path:models/evaluation")
        assert build(running, folder, tags, rest, "--quiet") == 0
        yield running


def test_marts_equal_those_of_duckdb(cluster: Cluster, warehouse: Path) -> None:
    with (
        compared(warehouse) as comparison,
        hive.connect(HERE, cluster.port, username="recmart") as connection,
    ):
        differences = comparison.of(connection, DOMAINS)
    assert {each.mart for each in differences} >= {
        f"{domain}.{mart}"
        for domain in DOMAINS
        for mart in ("recommendations", "item_similarity", "catalogue", "user_history")
    }
    assert all(each.rows for each in differences if not each.mart.startswith("custom."))
    assert [f"{each.mart}: {each}" for each in differences if not each.is_equal] == []


def test_a_missing_java_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_room, "JAVA_VERSIONS", range(999, 1000))
    with pytest.raises(RecmartError, match="apt-get install openjdk-17"):
        cluster_room.java_home()
