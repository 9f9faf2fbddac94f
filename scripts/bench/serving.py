"""Time the API on a made-up warehouse."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from scripts.common.arguments import Parser
from scripts.common.commands import RecmartError
from scripts.common.dbt import run_dbt
from scripts.common.memory import memory_limit
from scripts.common.paths import ROOT
from scripts.warehouse import Warehouse

LISTED, NEIGHBOURS, HISTORY, GIVEN = 20, 50, 30, 50

# The shape of what serving reads. Hashes are draws that come out the same every time;
# the steps between the items of one list are primes, so that no item comes twice.
MADE_UP = (
    "create schema streaming",
    "create schema intermediate",
    """
    create table intermediate.int_streaming__item_popularity as
    select
        'i' || range as item_id,
        'Title ' || range as title,
        ['series', 'movie', 'tv', 'microdrama'][1 + range % 4] as content_type,
        ['drama', 'comedy', 'family', 'romance', 'news'][1 + range % 5] as genre,
        1000000.0 / (range + 1) as score,
        range + 1 as rank
    from range($items)
    order by rank
    """,
    "create table streaming.item_popularity as"
    " from intermediate.int_streaming__item_popularity",
    """
    create table streaming.recommendations as
    select
        'u' || users.range as user_id,
        ranks.range + 1 as rank,
        'i' || (hash(users.range) + ranks.range * 997) % $items as item_id,
        'Title ' || (hash(users.range) + ranks.range * 997) % $items as title,
        1 / (ranks.range + 1) as score,
        'similar' as source,
        'similar to Title ' || hash(users.range) % $items || ', which you watched'
            as reason
    from range($users) as users, range($listed) as ranks
    order by user_id, rank
    """,
    """
    create table intermediate.int_streaming__item_weights as
    select
        items.range + 1 as item_rank,
        cast((hash(items.range) + ranks.range * 499) % $items as bigint) + 1
            as other_item_rank,
        1099511627776 // (ranks.range + 1) as weight,
        2 + ranks.range % 9 as users_in_common
    from range($items) as items, range($neighbours) as ranks
    order by item_rank
    """,
    """
    create table streaming.user_history as
    select
        'u' || users.range as user_id,
        ranks.range + 1 as rank,
        'i' || (hash(users.range) + 13 + ranks.range * 977) % $items as item_id,
        'Title ' || (hash(users.range) + 13 + ranks.range * 977) % $items as title,
        timestamp '2025-06-01' - to_hours(cast(ranks.range as integer)) as occurred_at,
        'play' as event_type,
        1 + ranks.range % 7 as interactions
    from range($users) as users, range($history) as ranks
    order by user_id, rank
    """,
    """
    create table intermediate.int_streaming__user_items as
    select
        user_id,
        item_id,
        cast(interactions as double) as evidence,
        cast(rank as double) as age_days,
        rank % 10 <> 0 as is_liked
    from streaming.user_history
    order by user_id, item_id
    """,
    """
    create table intermediate.int_streaming__exclusions as
    select
        user_id,
        item_id
    from streaming.user_history
    where rank % 3 = 0
    order by user_id, item_id
    """,
    """
    create table intermediate.int_streaming__users as
    select
        'u' || range as user_id,
        ['female', 'male'][1 + range % 2] as gender,
        '25-34' as age_band,
        'Jakarta' as region
    from range($users)
    """,
    """
    create table intermediate.int_streaming__user_segments as
    select
        user_id,
        5 as level,
        gender as segment
    from intermediate.int_streaming__users
    order by user_id
    """,
    """
    create table intermediate.int_streaming__segment_popularity as
    select
        5 as level,
        segments.segment,
        'i' || ranks.range as item_id,
        ranks.range + 1 as rank
    from (values ('female'), ('male')) as segments (segment), range(100) as ranks
    """,
)


def make_warehouse(database: Path, users: int, items: int) -> None:
    """Write what serving reads, and build its models."""
    sizes = {
        **{"users": users, "items": items, "listed": LISTED},
        **{"neighbours": NEIGHBOURS, "history": HISTORY},
    }
    with duckdb.connect(
        database,
        config={
            "storage_compatibility_version": "v1.2.0",
            "memory_limit": memory_limit(),
        },
    ) as connection:
        for statement in MADE_UP:
            names = {name: sizes[name] for name in sizes if f"${name}" in statement}
            connection.execute(statement, names)
    if run_dbt(
        *("run", "--quiet", "--select", "path:models/serving/streaming"),
        database=database,
        folder=database.parent,
    ):
        raise RecmartError("dbt could not make the table macros")


# --------------------------------------------------------------------------------------
# Load
# --------------------------------------------------------------------------------------


def percentile(sorted_times: list[float], share: float) -> float:
    """Return the time, in ms, that this share of the requests does not exceed."""
    return (
        1000 * sorted_times[min(len(sorted_times) - 1, int(share * len(sorted_times)))]
    )


def times_of(ask: Callable[[random.Random], None], seconds: float, seed: int) -> list:
    """Ask again and again for a while; return how long each took."""
    rng = random.Random(seed)
    times = []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        ask(rng)
        times.append(time.perf_counter() - start)
    return times


def load(
    port: int, path: str, users: int, items: int, clients: int, seconds: float
) -> tuple[list[float], int]:
    """Ask the server with so many clients at once.

    Return all times, and how many requests there were with those to get warm.
    """
    times: list[float] = []
    warm: list[float] = []

    def client(seed: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def ask(rng: random.Random) -> None:
            given = GIVEN if "{items}" in path else 0
            ids = ",".join(f"i{rng.randrange(items)}" for _ in range(given))
            asked = path.format(user=f"u{rng.randrange(users)}", items=ids)
            connection.request("GET", asked)
            response = connection.getresponse()
            body = response.read()
            if response.status != 200:
                raise RuntimeError(f"{asked}: {response.status} {body[:200]!r}")

        warm.extend(times_of(ask, min(1.0, seconds), -seed - 1))
        times.extend(times_of(ask, seconds, seed))

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(warm) + len(times)


def loaded(
    port: int, path: str, args: argparse.Namespace, clients: int
) -> tuple[list[float], int]:
    """Run the load in a process of its own, as it would come from elsewhere."""
    what = [port, path, args.users, args.items, clients, args.seconds]
    done = subprocess.run(
        [sys.executable, "-m", "scripts.benchmark_serving", "--load", json.dumps(what)],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def show(what: str, times: list[float], seconds: float, cpu: str = "") -> None:
    """Print one line of figures."""
    times = sorted(times)
    print(
        f"{what:42} p50 {percentile(times, 0.5):6.2f} ms"
        f"   p99 {percentile(times, 0.99):6.2f} ms"
        f"   {len(times) / seconds:7.0f} requests/s{cpu}",
        flush=True,
    )


@contextmanager
def server(database: Path) -> Iterator[tuple[int, int]]:
    """Run the server; give its port and its process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, ROOT / "scripts" / "serve.py"],
        env={
            **os.environ,
            **{"RECMART_DATABASE": str(database), "RECMART_PORT": str(port)},
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has had; 0 where nobody tells."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid: int) -> int:
    """Return the most memory that a process held, in MB; 0 where nobody tells."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) // 1024


def main() -> int:
    """Make the warehouse, ask, print the figures."""
    parser = Parser(description="Time the API on made-up data.")
    parser.add_argument("--users", type=int, default=200_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--clients", type=int, default=4, help="at once, under load")
    parser.add_argument("--load", type=json.loads, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.load:
        print(json.dumps(load(*args.load)))
        return 0
    with tempfile.TemporaryDirectory(prefix="recmart_bench_") as name:
        database = Path(name) / "recmart.duckdb"
        make_warehouse(database, args.users, args.items)
        size = database.stat().st_size // 2**20
        print(f"{args.users:,} users, {args.items:,} items, a file of {size:,} MB")
        with Warehouse(database, {"threads": 1}) as warehouse:

            def look_up(rng: random.Random) -> None:
                warehouse.recommend("streaming", f"u{rng.randrange(args.users)}")

            times_of(look_up, 1, 1)
            show(
                "in Python: recommend", times_of(look_up, args.seconds, 2), args.seconds
            )
            cursor = warehouse._cursor()
            (statement,) = cursor.extract_statements(
                "select rank, item_id, score, source, reason"
                " from streaming.recommendations"
                " where user_id = $user and rank <= 10"
            )

            def bare(rng: random.Random) -> None:
                cursor.execute(
                    statement, {"user": f"u{rng.randrange(args.users)}"}
                ).fetchall()

            show(
                "limit: bare look-up in DuckDB",
                times_of(bare, args.seconds, 3),
                args.seconds,
            )
        with server(database) as (port, pid):
            for what, path, clients in (
                ("limit: /health", "/health", 1),
                ("/recommendations", "/recommendations?user_id={user}", 1),
                (
                    "/recommendations, genre",
                    "/recommendations?user_id={user}&genre=drama",
                    1,
                ),
                (
                    f"on the spot, {GIVEN} items",
                    "/recommendations?user_id=new&items={items}",
                    1,
                ),
                ("limit: /health", "/health", args.clients),
                ("/recommendations", "/recommendations?user_id={user}", args.clients),
            ):
                before = cpu_seconds(pid)
                times, asked = loaded(port, path, args, clients)
                cpu = 1000 * (cpu_seconds(pid) - before) / asked
                show(
                    f"{what}, {clients} at once",
                    times,
                    args.seconds,
                    f"   {cpu:6.2f} ms of CPU each",
                )
            print(f"peak memory of the server {peak_memory(pid)} MB")
    return 0
