"""Build the samples on a Spark cluster of this machine, and read what came of it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from scripts.common.arguments import name_and_value, positive
from scripts.engines.cluster import Cluster
from scripts.engines.engine import make_parser, run_engine
from scripts.engines.stages import logging_to, print_stages


def main(arguments: list[str]) -> int:
    """Start, build, show, stop."""
    parser = make_parser(
        "spark.py", "a Spark cluster (a master, workers, a thrift server)"
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
        "--memory",
        default="1g",
        help="of each worker, as Spark writes it (default: 1g)",
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
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="recmart_spark_") as temporary:
        folder = (asked.folder or Path(temporary)).resolve()
        settings = dict(asked.setting)
        if asked.stages:
            settings |= logging_to(folder / "events")

        def tell_stages() -> None:
            if asked.stages:
                print_stages(folder / "events", workers=asked.workers)

        cluster = Cluster(folder, asked.workers, asked.memory, settings)
        return run_engine(cluster, asked, tell_stages)


def command() -> int:
    """Run the command with what the shell gives."""
    return main(sys.argv[1:])
