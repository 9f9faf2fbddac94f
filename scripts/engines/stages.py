"""What a cluster did for each model: tasks, shuffles, and how evenly they were dealt.

    python scripts/spark.py --stages
    python -m scripts.engines.stages /tmp/spark/events --most 20

Read from Spark's event log, in which each job names dbt's model. Of a stage's tasks the
one that reads most is held against all of them: what one task reads alone, no cluster
makes faster.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from scripts.common.arguments import Parser, positive
from scripts.common.commands import DONE, RecmartError, run

MOST = 20
EVENTS = """
    create table events as
    select
        json ->> '$.Event' as event,
        json
    from read_json_objects($files, format = 'newline_delimited', compression = $packed)
    where event in (
        'SparkListenerJobStart',
        'SparkListenerJobEnd',
        'SparkListenerTaskEnd'
    )
"""
# A job's description is the statement, which dbt begins with the name of its node.
JOBS = """
    create table jobs as
    select
        cast(started.json ->> '$."Job ID"' as bigint) as job,
        regexp_extract(
            started.json ->> '$.Properties."spark.job.description"',
            '"node_id": "[a-z_]+\\.[a-z_]+\\.([^"]+)"',
            1
        ) as model,
        cast(started.json ->> '$."Submission Time"' as bigint) as began,
        cast(ended.json ->> '$."Completion Time"' as bigint) as ended,
        cast(started.json -> '$."Stage IDs"' as bigint[]) as stages
    from events as started
    inner join events as ended
        on
            started.json ->> '$."Job ID"' = ended.json ->> '$."Job ID"'
            and ended.event = 'SparkListenerJobEnd'
    where started.event = 'SparkListenerJobStart'
"""
STAGES = """
    create table stages as
    with

    tasks as (

        select
            cast(json ->> '$."Stage ID"' as bigint) as stage,
            cast(json ->> '$."Task Metrics"."Executor CPU Time"' as bigint) / 1e9
                as seconds,
            cast(json ->> '$."Task Metrics"."Result Size"' as bigint) as to_driver,
            cast(json ->> '$."Task Metrics"."Input Metrics"."Records Read"' as bigint)
            + cast(
                json ->> '$."Task Metrics"."Shuffle Read Metrics"."Total Records Read"'
                as bigint
            ) as rows_read,
            cast(
                json -> '$."Task Metrics"."Shuffle Write Metrics"'
                ->> '$."Shuffle Bytes Written"'
                as bigint
            ) as shuffled,
            cast(json ->> '$."Task Metrics"."Disk Bytes Spilled"' as bigint) as spilled
        from events
        where
            event = 'SparkListenerTaskEnd'
            and json ->> '$."Task End Reason".Reason' = 'Success'

    ),

    -- A stage that a later job reads again is run for the first.
    first_jobs as (

        select
            stage,
            arg_min(model, job) as model
        from (select job, model, unnest(stages) as stage from jobs)
        group by stage

    )

    select
        first_jobs.model,
        tasks.stage,
        count(*) as tasks,
        sum(tasks.seconds) as seconds,
        max(tasks.seconds) as longest,
        sum(tasks.rows_read) as rows_read,
        max(tasks.rows_read) as most_read,
        sum(tasks.shuffled) as shuffled,
        sum(tasks.spilled) as spilled,
        sum(tasks.to_driver) as to_driver
    from tasks
    inner join first_jobs on tasks.stage = first_jobs.stage
    group by first_jobs.model, tasks.stage
"""
# The largest task's share of the stage in which it has most to read. No stage ends
# before its longest task, however many workers there are.
MODELS = """
    select
        model,
        spans.wall,
        sum(seconds) as seconds,
        sum(greatest(seconds / $workers, longest)) as dealt,
        count(*) as stages,
        sum(tasks) as tasks,
        sum(shuffled) as shuffled,
        sum(spilled) as spilled,
        sum(to_driver) as to_driver,
        max(most_read) as most_read,
        max_by(most_read / greatest(rows_read, 1), (most_read, -stage)) as share,
        max_by(tasks, (most_read, -stage)) as tasks_there,
        coalesce(max(most_read) filter (tasks = 1), 0) as alone
    from stages
    inner join (
        select
            model,
            (max(ended) - min(began)) / 1000 as wall
        from jobs
        group by model
    ) as spans using (model)
    where model != ''
    group by model, spans.wall
    order by seconds desc, model
"""


class Log:
    """Spark's event log, as tables of jobs and stages."""

    def __init__(self, folder: Path) -> None:
        """Read all logs of a folder, written by one cluster."""
        files = sorted(
            path
            for path in folder.rglob("*")
            if path.is_file() and path.name[0] != "." and "appstatus" not in path.name
        )
        if not files:
            raise RecmartError(f"{folder} has no event log of Spark")
        self._connection = duckdb.connect()
        packed = "zstd" if any(".zstd" in path.name for path in files) else "none"
        self._connection.execute(
            EVENTS, {"files": [str(path) for path in files], "packed": packed}
        )
        for statement in (JOBS, STAGES):
            self._connection.execute(statement)

    def models(self, workers: int = 2) -> list[dict[str, Any]]:
        """Return a row per model, the one that computed most first."""
        cursor = self._connection.execute(MODELS, {"workers": workers})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def table_of(models: list[dict[str, Any]], most: int, workers: int = 2) -> Table:
    """Return the models that computed most, and what all of them did."""
    table = Table(box=None)
    for name in (
        *("model", "seconds", "of CPU", f"at best by {workers}"),
        *("tasks", "shuffled", "spilled", "to driver"),
        *("rows of the largest task", "its share", "rows read alone"),
    ):
        table.add_column(name, justify="left" if name == "model" else "right")
    for each in models[:most]:
        table.add_row(
            each["model"],
            f"{each['wall']:.0f}",
            f"{each['seconds']:.0f}",
            f"{each['dealt']:.0f}",
            f"{each['tasks']:,}",
            *(megabytes(each[size]) for size in ("shuffled", "spilled", "to_driver")),
            f"{each['most_read']:,}",
            f"{each['share']:.0%} of {each['tasks_there']}",
            f"{each['alone']:,}",
        )
    table.add_row(
        f"all {len(models)}",
        "",
        f"{sum(each['seconds'] for each in models):.0f}",
        f"{sum(each['dealt'] for each in models):.0f}",
        f"{sum(each['tasks'] for each in models):,}",
        *(
            megabytes(sum(each[size] for each in models))
            for size in ("shuffled", "spilled", "to_driver")
        ),
    )
    return table


def print_stages(folder: Path, most: int = MOST, workers: int = 2) -> None:
    """Print the table of a folder of event logs."""
    Console(width=None if sys.stdout.isatty() else 160).print(
        table_of(Log(folder).models(workers), most, workers)
    )


def logging_to(folder: Path) -> dict[str, str]:
    """Return the settings with which a cluster writes its event log to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"spark.eventLog.enabled": "true", "spark.eventLog.dir": folder.as_uri()}


def megabytes(size: float) -> str:
    """Write a number of bytes."""
    return f"{size / 2**20:,.1f} MB"


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = Parser(
        prog="stages.py", description="Print what Spark did for each model of dbt."
    )
    parser.add_argument("folder", type=Path, help="of the event logs")
    parser.add_argument(
        "--most",
        type=positive,
        metavar="N",
        default=MOST,
        help=f"how many (default: {MOST})",
    )
    parser.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        default=2,
        help="tell how long so many could take at best (default: 2)",
    )
    return parser.parse_args(arguments)


def command() -> int:
    """Run the command with what the shell gives."""
    asked = read_arguments(sys.argv[1:])
    print_stages(asked.folder, asked.most, asked.workers)
    return DONE


if __name__ == "__main__":
    sys.exit(run(command))
