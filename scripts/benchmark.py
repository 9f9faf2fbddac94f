"""Time the build on made-up interactions: `make bench`.

Users and items have long tails, and the users form groups with tastes of their own.
The same sizes give the same data. Nothing is judged here: the figures are for reading.

    python scripts/benchmark.py --interactions 300000 --users 5000 --items 2000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Hashes are draws that come out the same every time. Squaring a uniform draw gives
# the head of the users a thousand interactions for every twenty of the tail.
MADE_UP = """
    with

    draws as (

        select
            hash(4 * range) / 18446744073709551616 as user_draw,
            hash(4 * range + 1) / 18446744073709551616 as item_draw,
            hash(4 * range + 2) / 18446744073709551616 as taste_draw,
            hash(4 * range + 3) % 31536000 as second_of_year
        from range($interactions)

    ),

    places as (

        select
            *,
            cast(floor($users * power(user_draw, 2)) as bigint) as user_place,
            cast(floor($items * power(item_draw, 2.5)) as bigint) as item_place
        from draws

    )

    -- Two in three go to what the user's group likes, of about the same popularity.
    select
        'u' || user_place as user_id,
        'i' || if(
            taste_draw < 0.67,
            (item_place - item_place % $groups + hash(user_place) % $groups) % $items,
            item_place
        ) as item_id,
        timestamp '2024-01-01' + to_seconds(second_of_year) as "timestamp"
    from places
"""


def make_interactions(path: Path, sizes: dict[str, int]) -> None:
    """Write the made-up interactions as a Parquet file."""
    import duckdb

    with duckdb.connect() as connection:
        connection.sql(MADE_UP, params=sizes).write_parquet(str(path))


def build(folder: Path, interactions: Path) -> int:
    """Build the custom domain from a file and return dbt's exit code."""
    named_files = ("RECMART_DATA_DIR", "RECMART_HOLDOUT", "RECMART_ITEMS")
    settings = {
        name: value for name, value in os.environ.items() if name not in named_files
    }
    return subprocess.run(
        [
            *(sys.executable, "-W", "ignore::RuntimeWarning:runpy"),
            *("-m", "dbt.cli.main", "--quiet", "build"),
            *("--select", "tag:custom", "--project-dir", ROOT, "--profiles-dir", ROOT),
            *("--target-path", folder / "target", "--log-path", folder / "logs"),
        ],
        cwd=ROOT,
        env=settings
        | {
            "RECMART_INTERACTIONS": str(interactions),
            "RECMART_DATABASE": str(folder / "recmart.duckdb"),
        },
        check=False,
    ).returncode


def slowest(folder: Path, count: int) -> list[tuple[float, str]]:
    """Return the seconds and names of the slowest models and tests."""
    text = (folder / "target" / "run_results.json").read_text(encoding="utf-8")
    results = json.loads(text)["results"]
    times = [
        (result["execution_time"], result["unique_id"].split(".")[2])
        for result in results
    ]
    return sorted(times, reverse=True)[:count]


def peak_memory_of_children() -> int:
    """Return the bytes of memory that the largest child process came to hold."""
    size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def main() -> int:
    """Make the data, build, print the figures."""
    parser = argparse.ArgumentParser(description="Time the build on made-up data.")
    parser.add_argument("--interactions", type=int, default=3_000_000)
    parser.add_argument("--users", type=int, default=50_000)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--groups", type=int, default=20, help="of users, by taste")
    parser.add_argument("--slowest", type=int, default=10, help="how many to name")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="recmart_bench_") as name:
        folder = Path(name)
        interactions = folder / "interactions.parquet"
        sizes = {
            size: getattr(args, size)
            for size in ("interactions", "users", "items", "groups")
        }
        make_interactions(interactions, sizes)
        print(", ".join(f"{number:,} {what}" for what, number in sizes.items()))
        start = time.monotonic()
        returncode = build(folder, interactions)
        seconds = time.monotonic() - start
        size = (folder / "recmart.duckdb").stat().st_size
        outcome = "FAILED" if returncode else "done"
        print(f"{seconds:7.1f} s   dbt build -s tag:custom: {outcome}")
        print(f"{peak_memory_of_children() / 2**20:7.0f} MB  peak memory")
        print(f"{size / 2**20:7.0f} MB  database")
        print("slowest:")
        for model_seconds, model in slowest(folder, args.slowest):
            print(f"{model_seconds:7.1f} s   {model}")
    return returncode


if __name__ == "__main__":
    sys.exit(main())
