"""Time a build on made-up interactions."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from scripts.common.arguments import Parser
from scripts.common.dbt import run_dbt

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
SIZES = {
    "custom": {
        "interactions": 3_000_000,
        "users": 50_000,
        "items": 10_000,
        "groups": 20,
    },
    "dating": {"interactions": 1_400_000, "users": 5_000, "groups": 20},
}


def make_custom(folder: Path, sizes: dict[str, int]) -> dict[str, str]:
    """Write the interactions as a Parquet file and return the setting that names it."""
    path = folder / "interactions.parquet"
    with duckdb.connect() as connection:
        connection.sql(CUSTOM, params=sizes).write_parquet(str(path))
    return {"RECMART_INTERACTIONS": str(path)}


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


def build(
    folder: Path,
    domain: str,
    files: dict[str, str],
    variables: dict[str, object] | None = None,
) -> int:
    """Build a domain from the files and return dbt's exit code."""
    named_files = (
        *("RECMART_DATA_DIR", "RECMART_HOLDOUT"),
        *("RECMART_INTERACTIONS", "RECMART_ITEMS"),
    )
    settings = {
        name: value for name, value in os.environ.items() if name not in named_files
    }
    return run_dbt(
        *("build", "--quiet", "--select", f"tag:{domain}"),
        *("--vars", json.dumps(variables or {})),
        database=folder / "recmart.duckdb",
        folder=folder,
        env=settings | files,
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


def cpu_seconds_of_children() -> float:
    """Return the seconds of computing, which other programs do not stretch much."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def peak_memory_of_children() -> int:
    """Return the bytes of memory that the largest child process came to hold."""
    size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def main() -> int:
    """Make the data, build, print the figures."""
    parser = Parser(description="Time the build on made-up data.")
    parser.add_argument("--domain", choices=SIZES, default="custom")
    parser.add_argument("--interactions", type=int)
    parser.add_argument("--users", type=int)
    parser.add_argument("--items", type=int, help="of the custom domain")
    parser.add_argument("--groups", type=int, help="of users, by taste")
    parser.add_argument("--slowest", type=int, default=10, help="how many to name")
    args = parser.parse_args()
    sizes = {
        size: getattr(args, size) or usual for size, usual in SIZES[args.domain].items()
    }
    make = {"custom": make_custom, "dating": make_dating}[args.domain]
    with tempfile.TemporaryDirectory(prefix="recmart_bench_") as name:
        folder = Path(name)
        files = make(folder, sizes)
        print(", ".join(f"{number:,} {what}" for what, number in sizes.items()))
        start = time.monotonic()
        returncode = build(folder, args.domain, files)
        seconds = time.monotonic() - start
        size = (folder / "recmart.duckdb").stat().st_size
        outcome = "FAILED" if returncode else "done"
        print(f"{seconds:7.1f} s   dbt build -s tag:{args.domain}: {outcome}")
        print(f"{cpu_seconds_of_children():7.1f} s   of processors")
        print(f"{peak_memory_of_children() / 2**20:7.0f} MB  peak memory")
        print(f"{size / 2**20:7.0f} MB  database")
        print("slowest:")
        for model_seconds, model in slowest(folder, args.slowest):
            print(f"{model_seconds:7.1f} s   {model}")
    return returncode
