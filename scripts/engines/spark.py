"""Build the samples on a Spark cluster of this machine, and read what came of it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from scripts.common.arguments import Parser, name_and_value, positive
from scripts.common.commands import DONE, FAILED, RecmartError, say
from scripts.common.dbt import run_dbt
from scripts.common.paths import database_path
from scripts.engines.cluster import HERE, Cluster, java_home, spark_home
from scripts.engines.stages import logging_to, print_stages

# DuckDB's dialect, and about each statement's logic, which is the same.
NOT_ON_SPARK = "resource_type:unit_test"
LIST = """
    select rank, item_id, title, reason from streaming.recommendations
    where user_id = 'u1' and rank <= 5
    order by rank
"""


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = Parser(
        prog="spark.py",
        description="Start a Spark cluster on this machine (a master, workers, a thrift"
        " server), build the samples on it, show a list, and stop it.",
    )
    parser.add_argument(
        "--select",
        nargs="+",
        metavar="NODES",
        default=[],
        help="what dbt is to build (default: everything)",
    )
    parser.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        default=2,
        help="how many workers of one core (default: 2)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="where Spark writes, to be kept (default: a temporary folder)",
    )
    parser.add_argument(
        "--keep-running",
        action="store_true",
        help="leave the cluster running until Ctrl-C, for a client of one's own",
    )
    parser.add_argument(
        "--memory",
        default="1g",
        help="of each worker and of the driver, as Spark writes it (default: 1g)",
    )
    parser.add_argument(
        "--setting",
        action="append",
        type=name_and_value,
        default=[],
        metavar="NAME=VALUE",
        help="of Spark, may be said several times (spark.sql.shuffle.partitions=64)",
    )
    parser.add_argument(
        "--stages",
        action="store_true",
        help="tell what the cluster did for each model",
    )
    return parser.parse_args(arguments)


def build(
    cluster: Cluster,
    folder: Path,
    select: Sequence[str] = (),
    exclude: Sequence[str] = (),
    *arguments: str,
) -> int:
    """Run `dbt build` on a cluster and return its exit code."""
    return run_dbt(
        "build",
        *("--target", "spark", "--exclude", NOT_ON_SPARK, *exclude),
        *(("--select", *select) if select else ()),
        *arguments,
        database=database_path(),
        folder=folder,
        env={**os.environ, **cluster.environment},
    )


def query(cluster: Cluster, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    from pyhive import hive

    with hive.connect(HERE, cluster.port, username="recmart") as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        return cursor.fetchall()


def interrupt(number: int, frame: object) -> NoReturn:
    """Treat the end of the terminal or of `make` as Ctrl-C, so that Spark ends, too."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Start, build, show, stop."""
    asked = read_arguments(arguments)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, interrupt)
    spark_home()
    java_home()
    with tempfile.TemporaryDirectory(prefix="recmart_spark_") as temporary:
        folder = (asked.folder or Path(temporary)).resolve()
        began = time.monotonic()
        say("starting a master, a thrift server and workers")
        settings = dict(asked.setting)
        if asked.stages:
            settings |= logging_to(folder / "events")
        with Cluster(folder, asked.workers, asked.memory, settings) as cluster:
            say(
                f"Spark answers on {HERE}:{cluster.port} after"
                f" {time.monotonic() - began:.0f} s"
            )
            if build(cluster, folder, asked.select):
                return FAILED
            if not asked.select:
                show(cluster)
            if asked.stages:
                print_stages(folder / "events")
            if asked.keep_running:
                say(f"RECMART_SPARK_PORT={cluster.port} until Ctrl-C")
                signal.pause()
    return DONE


def show(cluster: Cluster) -> None:
    """Print a viewer's list."""
    rows = query(cluster, LIST)
    if not rows:
        raise RecmartError("the build on Spark has no list of the viewer u1")
    print("Recommendations for user u1, from Spark:")
    for rank, item_id, title, reason in rows:
        print(f"{rank}. {item_id} - {title} ({reason})")


def command() -> int:
    """Run the command with what the shell gives."""
    return main(sys.argv[1:])
