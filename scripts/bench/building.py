"""Time a build on made-up interactions, and libraries that do the same job."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from scripts.bench.usage import Usage
from scripts.common.arguments import Parser
from scripts.common.dbt import run_dbt
from scripts.common.paths import ROOT

# Hashes are draws that come out the same every time. Squaring a uniform draw gives
# the head of the users a thousand interactions for every twenty of the tail.
CUSTOM = """
    with

    draws as (

        select
            hash(4 * range) / 18446744073709551616 as user_draw,
            hash(4 * range + 1) / 18446744073709551616 as item_draw,
            hash(4 * range + 2) / 18446744073709551616 as taste_draw,
            hash(4 * range + 3) % 31536000 as second_of_year
        from range($first, $first + $interactions)

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


# Even numbers are women, odd ones men; one in twelve seeks their own gender. What kind
# of person someone is decides who likes them, and shows in the words about them.
PEOPLE = """
    create table people as
    select
        range as place,
        range % 2 as gender_place,
        (range + if(hash(12 * range) % 12 = 0, 0, 1)) % 2 as sought_gender_place,
        18 + cast(47 * power(hash(12 * range + 1) / 18446744073709551616, 2) as integer)
            as age,
        floor(12 * power(hash(12 * range + 2) / 18446744073709551616, 2)) as city_place,
        hash(12 * range + 3) % $groups as kind,
        hash(12 * range + 4) % $groups as sought_kind,
        hash(12 * range + 5) / 18446744073709551616 as charm
    from range($users)
"""
# A word of a profile has no digits.
LETTERS = """
    create macro letters(number) as
    translate(cast(number as varchar), '0123456789', 'abcdefghij')
"""
DATING_USERS = """
    select
        'u' || place as user_id,
        'First' || place as first_name,
        'Last' || place as last_name,
        if(gender_place = 0, 'female', 'male') as gender,
        age,
        'City ' || cast(city_place as integer) as city,
        'u' || place || '@example.org' as email,
        concat_ws(
            ' ',
            'hobby' || letters(6 * kind + hash(12 * place + 6) % 6),
            'hobby' || letters(6 * kind + hash(12 * place + 7) % 6),
            'hobby' || letters(6 * kind + hash(12 * place + 8) % 6),
            'phrase' || letters(hash(12 * place + 9) % 200),
            'phrase' || letters(hash(12 * place + 10) % 200)
        ) as about_me
    from people
    order by place
"""
# Many more draws than interactions: repeated pairs drop out, and most of those who live
# elsewhere or are of another age. A multiplication spreads the popular over all places.
DATING_INTERACTIONS = """
    with

    draws as (

        select
            range as draw,
            cast(floor(
                $users * power(hash(8 * range + 1) / 18446744073709551616, 1.3)
            ) as bigint) as place,
            cast(floor(
                ($users // 2) * power(hash(8 * range + 2) / 18446744073709551616, 1.3)
            ) as bigint) * 7919 % ($users // 2) as half_place,
            hash(8 * range + 3) / 18446744073709551616 as city_draw,
            hash(8 * range + 4) / 18446744073709551616 as age_draw,
            hash(8 * range + 5) / 18446744073709551616 as like_draw,
            hash(8 * range + 6) % 31536000 as second_of_year
        from range(6 * $interactions)

    ),

    -- As a table of its own: joined in one go, every pair of people would be formed.
    looks as materialized (

        select
            draws.*,
            people.age,
            people.city_place,
            people.sought_kind,
            2 * draws.half_place + people.sought_gender_place as other_place
        from draws
        inner join people on draws.place = people.place

    ),

    met as (

        select
            looks.draw,
            looks.place,
            looks.other_place,
            looks.second_of_year,
            looks.like_draw
            < 0.1 + 0.35 * others.charm
            + if(others.kind = looks.sought_kind, 0.45, 0) as is_liked
        from looks
        inner join people as others on looks.other_place = others.place
        where
            looks.place != looks.other_place
            and (looks.city_place = others.city_place or looks.city_draw < 0.4)
            and (abs(looks.age - others.age) <= 8 or looks.age_draw < 0.5)

    ),

    reactions as (

        select
            place,
            other_place,
            second_of_year,
            is_liked
        from met
        qualify row_number() over (partition by place, other_place order by draw) = 1
        order by draw
        limit $interactions

    )

    select
        'u' || reactions.place as user_id,
        'u' || reactions.other_place as liked_user_id,
        timestamp '2024-01-01' + to_seconds(reactions.second_of_year) as "timestamp",
        case
            when not reactions.is_liked then 0
            when answers.is_liked and answers.second_of_year < reactions.second_of_year
                then 2
            else 1
        end as like_type
    from reactions
    left join reactions as answers
        on
            reactions.place = answers.other_place
            and reactions.other_place = answers.place
    order by reactions.second_of_year, reactions.place, reactions.other_place
"""
SIZES: dict[str, dict[str, int]] = {
    "S": {"interactions": 300_000, "users": 5_000, "items": 2_000, "groups": 20},
    "M": {"interactions": 3_000_000, "users": 50_000, "items": 10_000, "groups": 20},
    "XL": {"interactions": 30_000_000, "users": 500_000, "items": 30_000, "groups": 20},
    "dating": {"interactions": 1_400_000, "users": 5_000, "groups": 20},
}
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


def make_custom(folder: Path, sizes: dict[str, int], suffix: str) -> dict[str, str]:
    """Write the interactions, and a tenth as many later ones, held out.

    Return the setting that names the file.
    """
    parts = {"interactions": (0, sizes["interactions"])}
    parts["held_out"] = (sizes["interactions"], sizes["interactions"] // 10)
    with duckdb.connect() as connection:
        for name, (first, count) in parts.items():
            params = {**sizes, "first": first, "interactions": count}
            relation = connection.sql(CUSTOM, params=params)
            write = relation.write_csv if suffix == "csv" else relation.write_parquet
            write(str(folder / f"{name}.{suffix}"))
    return {"RECMART_INTERACTIONS": str(folder / f"interactions.{suffix}")}


def make_dating(folder: Path, sizes: dict[str, int]) -> dict[str, str]:
    """Write the two CSV files and return the setting that names their folder."""
    (folder / "data" / "dating").mkdir(parents=True)
    tables = {
        "users": (DATING_USERS, ()),
        "interactions": (DATING_INTERACTIONS, ("users", "interactions")),
    }
    with duckdb.connect() as connection:
        connection.execute(LETTERS)
        connection.execute(PEOPLE, {size: sizes[size] for size in ("users", "groups")})
        for table, (query, names) in tables.items():
            path = folder / "data" / "dating" / f"{table}.csv"
            parameters = {size: sizes[size] for size in names}
            connection.sql(query, params=parameters).write_csv(str(path))
    return {"RECMART_DATA_DIR": str(folder / "data")}


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
        own = own_figures(folder, domain, files)
        figures = [own]
        if domain == "custom" and not own["failed"]:
            with duckdb.connect(str(folder / "recmart.duckdb"), read_only=True) as made:
                lists = made.table("custom.recommendations")
                lists.write_parquet(str(folder / "lists.parquet"))
            own["ndcg"] = ndcg(folder, suffix)
        print("                       time      processors  memory     NDCG@10")
        print(line_of(own, None), flush=True)
        for peer in args.only if args.peers and domain == "custom" else ():
            figures.append(peer_figures(args.peers, folder, peer, suffix))
            if not figures[-1]["failed"]:
                figures[-1]["ndcg"] = ndcg(folder, suffix)
            print(line_of(figures[-1], own), flush=True)
        print("slowest:")
        for seconds, model in slowest(folder, args.slowest):
            print(f"{seconds:7.1f} s   {model}")
    if args.json:
        kept = {"size": args.size, "format": suffix, "sizes": sizes, "figures": figures}
        args.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return int(own["failed"])
