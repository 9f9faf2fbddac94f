"""Tuning end to end, in a copy of the project: it finds what the data was made with."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = ignore_patterns(
    ".*", "__pycache__", "logs", "target", "warehouse", "python"
)
DOMAIN = "models/intermediate/custom/int_custom__"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, whose models may be written to."""
    project = tmp_path_factory.mktemp("tune") / "recmart"
    copytree(ROOT, project, ignore=NOT_COPIED)
    return project


def run(project: Path, interactions: str, *arguments: str) -> tuple[int, str, str]:
    """Run a script of the copy on interactions; tuning must not miss the holdout."""
    file = project.parent / "interactions.csv"
    file.write_text(interactions, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(project.parent),
            "RECMART_INTERACTIONS": str(file),
            "RECMART_DATABASE": str(project.parent / "recmart.duckdb"),
            **({"RECMART_HOLDOUT": "no.csv"} if "scripts/tune.py" in arguments else {}),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def baskets(returns: bool) -> str:
    """Baskets of users of three tastes, who buy the same again or never the same."""
    draw = random.Random(7)  # noqa: S311 - made-up data
    lines = ["user_id,item_id,basket_id,timestamp"]
    for user in range(120):
        taste = list(range(user % 3 * 40, user % 3 * 40 + 40))
        draw.shuffle(taste)
        for basket in range(6):
            items = taste[:5] if returns else taste[basket * 5 : basket * 5 + 5]
            lines += [
                f"u{user},i{item},u{user}b{basket},2025-01-{basket + 1:02}"
                for item in items
            ]
    return "\n".join(lines) + "\n"


def test_baskets_decide_how_far_repeats_are_recommended(project: Path) -> None:
    """Who never buys the same again needs no repeats, whatever the models said."""
    code, out, err = run(
        project,
        baskets(returns=False),
        *("scripts/tune.py", "--domain", "custom", "--budget", "40", "--write"),
    )
    assert code == 0, err
    assert "custom_repeat_policy: never" in out
    assert "custom_repeat_policy: never" in (project / "dbt_project.yml").read_text()
    lines = [line.strip() for line in out.splitlines()]
    for model, parameters in {
        "item_pairs": ["user_exponent"],
        "item_factors": ["rank"],
        "item_weights": ["item_exponent", "neighbour_exponent", "neighbours"],
        "similar_candidates": ["history_size", "recency_exponent"],
    }.items():
        text = (project / f"{DOMAIN}{model}.sql").read_text()
        for parameter in parameters:
            (said,) = [line for line in lines if line.startswith(f"{parameter}=")]
            assert said in text
    gain = next(line for line in lines if line.startswith("gain "))
    assert gain.startswith("gain +")

    # What was written builds, and none of the lists repeats anything.
    code, out, err = run(
        project,
        baskets(returns=False),
        *("-m", "dbt.cli.main", "build", "--select", "tag:custom"),
        *("--project-dir", str(project), "--profiles-dir", str(project)),
        *("--log-format", "json", "--log-level", "error"),
    )
    assert code == 0, [json.loads(line)["info"]["msg"] for line in out.splitlines()]


def test_nothing_to_tune_by_is_said_in_one_line(project: Path) -> None:
    code, out, err = run(
        project,
        "user_id,item_id,timestamp\nu1,i1,2025-01-01\n",
        *("scripts/tune.py", "--domain", "custom"),
    )
    assert code == 2
    assert not out
    assert err.splitlines()[-1].startswith("tune.py: nothing to tune custom by")


def test_arguments_are_checked(project: Path) -> None:
    code, _, err = run(project, "", "scripts/tune.py", "--domain", "pings")
    assert code == 2
    assert "invalid choice: 'pings'" in err
