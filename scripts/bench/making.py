"""Make up interactions of any size, with long tails and groups that have tastes."""

from __future__ import annotations

from pathlib import Path

import duckdb

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
