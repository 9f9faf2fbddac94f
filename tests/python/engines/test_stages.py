"""What Spark's event log says of each model, by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.common.commands import RecmartError
from scripts.engines.stages import Log, table_of


def job(number: int, model: str, stages: list[int], began: int) -> list[dict[str, Any]]:
    """A job of a model that takes three seconds."""
    node = {"app": "dbt", "node_id": f"model.recmart.{model}"}
    return [
        {
            "Event": "SparkListenerJobStart",
            "Job ID": number,
            "Submission Time": began,
            "Stage IDs": stages,
            "Properties": {"spark.job.description": f"/* {json.dumps(node)} */ create"},
        },
        {
            "Event": "SparkListenerJobEnd",
            "Job ID": number,
            "Completion Time": began + 3000,
        },
    ]


def task(stage: int, rows: int, shuffled: int = 0) -> dict[str, Any]:
    """A task of two seconds that read rows and wrote bytes for others."""
    return {
        "Event": "SparkListenerTaskEnd",
        "Stage ID": stage,
        "Task End Reason": {"Reason": "Success"},
        "Task Metrics": {
            "Executor CPU Time": 2_000_000_000,
            "Result Size": 1000,
            "Disk Bytes Spilled": 0,
            "Input Metrics": {"Records Read": rows},
            "Shuffle Read Metrics": {"Total Records Read": 0},
            "Shuffle Write Metrics": {"Shuffle Bytes Written": shuffled},
        },
    }


def test_the_largest_task_is_held_against_its_stage(tmp_path: Path) -> None:
    events = [
        *job(1, "pairs", [1, 2], 0),
        # The second job reads again what the first has shuffled.
        *job(2, "weights", [1, 3], 5000),
        *(task(1, 300, 40), task(1, 100, 60)),
        *(task(2, 50), task(3, 10), task(3, 30)),
        {**task(3, 900), "Task End Reason": {"Reason": "TaskKilled"}},
    ]
    lines = "\n".join(json.dumps(event) for event in events)
    (tmp_path / "events_1_app").write_text(lines)
    (tmp_path / "appstatus_app").write_text("")
    pairs, weights = Log(tmp_path).models()
    assert pairs == {
        "model": "pairs",
        "wall": 3,
        "seconds": 6,
        # Two tasks at once, then the one of the second stage.
        "dealt": 4,
        "stages": 2,
        "tasks": 3,
        "shuffled": 100,
        "spilled": 0,
        "to_driver": 3000,
        "most_read": 300,
        "share": 0.75,
        "tasks_there": 2,
        "alone": 50,
    }
    assert weights["model"] == "weights"
    assert (weights["seconds"], weights["share"], weights["alone"]) == (4, 0.75, 0)
    assert table_of([pairs, weights], 1).row_count == 2


def test_a_folder_without_a_log_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecmartError, match="no event log"):
        Log(tmp_path)
