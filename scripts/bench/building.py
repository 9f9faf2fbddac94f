"""Time a build on made-up interactions, and libraries that do the same job."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts.bench.making import SIZES, make_custom, make_dating
from scripts.bench.usage import Usage
from scripts.common.arguments import Parser
from scripts.common.dbt import run_dbt
from scripts.common.paths import ROOT

PEERS = (
    *("implicit cosine", "implicit ALS", "EASE in NumPy", "RecTools item KNN"),
    "pandas",
)
# Binary relevance; the ideal over what there is to find, ten at most.
NDCG = """
    with

    later as (

        select distinct user_id, item_id from held_out
        anti join interactions using (user_id, item_id)

    ),

    ideals as (

        select
            user_id,
            list_sum(list_transform(range(1, least(count(*), 10) + 1),
                lambda place: 1 / log2(place + 1))) as ideal
        from later
        group by user_id

    ),

    gains as (

        select user_id, sum(1 / log2(rank + 1)) as gain
        from lists
        semi join later using (user_id, item_id)
        where rank <= 10
        group by user_id

    )

    select avg(coalesce(gains.gain, 0) / ideals.ideal)
    from ideals
    left join gains using (user_id)
"""


def quietly(
    command: str,
    *options: str,
    folder: Path,
    files: dict[str, str],
    variables: dict[str, object] | None = None,
) -> int:
    """Run dbt on these files and no others, and return its exit code."""
    named_files = (
        *("RECMART_DATA_DIR", "RECMART_HOLDOUT"),
        *("RECMART_INTERACTIONS", "RECMART_ITEMS"),
    )
    settings = {
        name: value for name, value in os.environ.items() if name not in named_files
    }
    return run_dbt(
        *(command, "--quiet", "--vars", json.dumps(variables or {}), *options),
        database=folder / "recmart.duckdb",
        folder=folder,
        env=settings | files,
    )


def build(
    folder: Path,
    domain: str,
    files: dict[str, str],
    variables: dict[str, object] | None = None,
) -> int:
    """Build a domain from the files as publishing does, and return dbt's exit code."""
    return quietly(
        *("build", "--select", f"tag:{domain}", "--exclude-resource-type", "unit_test"),
        folder=folder,
        files=files,
        variables=variables,
    )


def slowest(folder: Path, count: int) -> list[tuple[float, str]]:
    """Return the seconds and names of the slowest models and tests."""
    text = (folder / "target" / "run_results.json").read_text(encoding="utf-8")
    results = json.loads(text)["results"]
    times = [
        (result["execution_time"], result["unique_id"].split(".")[2])
        for result in results
    ]
    return sorted(times, reverse=True)[:count]


def ndcg(folder: Path, suffix: str) -> float:
    """Score the folder's lists on what was held out, over who has anything to find."""
    with duckdb.connect() as connection:
        connection.read_parquet(str(folder / "lists.parquet")).create_view("lists")
        for name in ("interactions", "held_out"):
            path = str(folder / f"{name}.{suffix}")
            read = connection.read_csv if suffix == "csv" else connection.read_parquet
            read(path).create_view(name)
        return connection.sql(NDCG).fetchall()[0][0]


def own_figures(folder: Path, domain: str, files: dict[str, str]) -> dict[str, Any]:
    """Build, and say what it took; that dbt reads the project first is not counted."""
    quietly("parse", folder=folder, files=files)
    start, before = time.monotonic(), Usage.of_children()
    returncode = build(folder, domain, files)
    used = Usage.of_children()
    return {
        "name": "recmart",
        "failed": bool(returncode),
        "seconds": time.monotonic() - start,
        "cpu_seconds": used.cpu_seconds - before.cpu_seconds,
        "peak_bytes": used.peak_bytes,
    }


def peer_figures(python: Path, folder: Path, name: str, suffix: str) -> dict[str, Any]:
    """Let a library do the job; one that runs out of memory or fails says so."""
    done = subprocess.run(
        [
            *(str(python), "-m", "scripts.bench.peers", name, "--out", str(folder)),
            *("--interactions", str(folder / f"interactions.{suffix}")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["killed"])[-1]
        return {"name": name, "failed": True, "because": last}
    return {"name": name, "failed": False, **json.loads(done.stdout.splitlines()[-1])}


def line_of(figures: dict[str, Any], base: dict[str, Any] | None) -> str:
    """Write one row of the table: figures, and recmart's time as a multiple."""
    if figures["failed"]:
        return f"{figures['name']:18} failed  {figures.get('because', '')}"
    cells = [
        f"{figures['name']:18}",
        f"{figures['seconds']:8.1f} s",
        f"{figures['cpu_seconds']:8.1f} s",
        f"{figures['peak_bytes'] / 2**20:7.0f} MB",
        f"{figures['ndcg']:7.4f}" if "ndcg" in figures else "",
    ]
    if base is not None and not base["failed"]:
        cells.append(f"recmart takes {base['seconds'] / figures['seconds']:.1f} times")
    return " ".join(cells).rstrip()


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = Parser(description="Time the build on made-up data.")
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument(
        "--data",
        type=Path,
        help="a folder of the grocery domain's files, in place of it",
    )
    parser.add_argument("--peers", type=Path, help="the Python of the libraries")
    parser.add_argument("--only", nargs="*", choices=PEERS, default=PEERS)
    parser.add_argument("--slowest", type=int, default=10, help="how many to name")
    parser.add_argument("--json", type=Path, help="where to keep the figures")
    return parser.parse_args()


def measured(
    args: argparse.Namespace, folder: Path, domain: str, files: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Give the figures of the build, then of one library after another."""
    own = own_figures(folder, domain, files)
    is_compared = domain == "custom" and not own["failed"]
    if is_compared:
        with duckdb.connect(str(folder / "recmart.duckdb"), read_only=True) as made:
            lists = made.table("custom.recommendations")
            lists.write_parquet(str(folder / "lists.parquet"))
        own["ndcg"] = ndcg(folder, args.format)
    yield own
    for peer in args.only if args.peers and is_compared else ():
        figures = peer_figures(args.peers, folder, peer, args.format)
        if not figures["failed"]:
            figures["ndcg"] = ndcg(folder, args.format)
        yield figures


def main() -> int:
    """Make the data, build, ask the libraries, print the figures."""
    args = parse()
    sizes, suffix = SIZES[args.size], args.format
    with tempfile.TemporaryDirectory(prefix="recmart_bench_") as name:
        folder = Path(name)
        if args.data:
            domain, files = "grocery", {"RECMART_DATA_DIR": str(args.data.resolve())}
        elif args.size == "dating":
            domain, files = "dating", make_dating(folder, sizes)
        else:
            domain, files = "custom", make_custom(folder, sizes, suffix)
        print(
            args.data or ", ".join(f"{size:,} {what}" for what, size in sizes.items())
        )
        print("                       time      processors  memory     NDCG@10")
        figures: list[dict[str, Any]] = []
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        screen = Console(stderr=True)
        with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
            names = ("recmart", *(args.only if args.peers else ()))
            task = bar.add_task(names[0], total=len(names))
            for found in measured(args, folder, domain, files):
                figures.append(found)
                print(line_of(found, figures[0] if figures[1:] else None), flush=True)
                to_come = names[len(figures) : len(figures) + 1]
                bar.update(task, advance=1, description="".join(to_come))
        print("slowest:")
        for seconds, model in slowest(folder, args.slowest):
            print(f"{seconds:7.1f} s   {model}")
    if args.json:
        kept = {"size": args.size, "format": suffix, "sizes": sizes, "figures": figures}
        args.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return int(figures[0]["failed"])
