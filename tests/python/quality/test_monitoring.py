"""What is unusual about data and lists is told, what is usual or too little is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import pytest

from helpers import run_dbt
from scripts.common.dbt import Dbt

# A hundred a day over 63 days up to the end of June; half of them are likes.
EVENTS = """
create table events as
select
    timestamp '2025-06-30 23:59:00' - to_days(day::int)
    - to_seconds(place * 86400 // events_of_day) as occurred_at,
    case when place < likes_of_day then 1.0 else 0.0 end as strength,
    false as is_negative
from (
    select
        unnest(range($days)) as day,
        unnest($counts) as events_of_day,
        unnest($likes) as likes_of_day
) as days
cross join range(400) as places (place)
where place < events_of_day
"""
DAYS = "recmart.unusual_days('events', 'streaming')"
VOLUME = "(volume warns above 5)"


@pytest.fixture(scope="module")
def sql_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A function that tells the SQL of a call of a macro, with vars."""
    folder = tmp_path_factory.mktemp("compiled")

    def sql(call: str, **variables: object) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RECMART_DATABASE", str(folder / "recmart.duckdb"))
            return Dbt(folder).compiled(call, **variables)[0]

    return sql


@pytest.fixture(scope="module")
def unusual(sql_with: Callable[..., str]) -> Callable[..., list[tuple]]:
    """A function that tells what is unusual, by the counts of days ago."""
    usual_sql = sql_with(DAYS)

    def ask(
        counts: Mapping[int, int] | None = None,
        likes: Mapping[int, int] | None = None,
        days: int = 63,
        after: str = "",
        sql: str = usual_sql,
    ) -> list[tuple]:
        with duckdb.connect() as connection:
            every = [(counts or {}).get(day, 100) for day in range(days)]
            connection.execute(
                EVENTS,
                {
                    "days": days,
                    "counts": every,
                    "likes": [
                        (likes or {}).get(day, count // 2)
                        for day, count in enumerate(every)
                    ],
                },
            )
            connection.execute(after)
            return connection.execute(sql).fetchall()

    return ask


@pytest.mark.parametrize(
    "silent",
    [
        {},
        # 5 times the tenth of the usual, and not more.
        {"counts": {0: 50}},
        # Of eight Mondays half have 70, half 130: 60 / (1.4826 * 30) = 1.3.
        {"counts": {0: 40, **{7 * n: 100 + 30 * (-1) ** n for n in range(1, 9)}}},
        # 4 times the standard error of .05.
        {"likes": {0: 30}},
        # Of so few events, or days, nothing can be said.
        {"counts": {0: 5, 9: 0, **dict.fromkeys(range(1, 63), 9)}},
        {"counts": {0: 5, 9: 0}, "days": 15},
        # The shop is closed on Tuesdays.
        {"counts": dict.fromkeys(range(6, 63, 7), 0)},
        # The latest day has just begun.
        {"after": "delete from events where occurred_at > '2025-06-30 03:00'"},
    ],
)
def test_what_is_usual_is_not_told(
    unusual: Callable[..., list[tuple]], silent: Mapping
) -> None:
    assert unusual(**silent) == []


def test_what_is_unusual_is_told_once(unusual: Callable[..., list[tuple]]) -> None:
    # 60 fewer, in units of 100 / 10.
    assert unusual({0: 40}) == [
        (
            *(1, "volume"),
            "40 events in the 24 hours up to 2025-06-30 23:59:00, where 100 are usual:"
            f" 6.0 standard deviations {VOLUME}",
        )
    ]
    # Mondays of 70 and 130: 240 more, in units of 1.4826 * 30.
    mondays = {7 * n: 100 + 30 * (-1) ** n for n in range(1, 9)}
    ((_, _, told),) = unusual({0: 340, **mondays})
    assert "where 100 are usual: 5.4 standard deviations" in told
    # 30 % less, in units of .5 / 10.
    assert unusual(likes={0: 20}) == [
        (
            *(1, "like_rate"),
            "20 % of the events of the 24 hours up to 2025-06-30 23:59:00 are likes,"
            " where 50 % are usual: 6.0 standard deviations (like_rate warns above 5)",
        )
    ]
    assert unusual({3: 0, 10: 0}) == [
        (
            *(1, "missing_days"),
            "2 of the last 56 days without any event, the latest 3 days before"
            " 2025-06-30 (missing_days warns above 0)",
        )
    ]


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ({"volume": 6}, []),
        ({"volume": None}, []),
        ({"streaming": {"volume": None}}, []),
        ({"volume": {"error": 5.5}}, [(2, "(volume warns above 5, stops above 5.5)")]),
        (
            {"volume": 9, "streaming": {"volume": {"error": 6.5, "warn": 4}}},
            [(1, "(volume warns above 4, stops above 6.5)")],
        ),
        ({"dating": {"volume": 9}}, [(1, VOLUME)]),
    ],
)
def test_levels_are_settings(
    unusual: Callable[..., list[tuple]],
    sql_with: Callable[..., str],
    levels: Mapping,
    told: list[tuple[int, str]],
) -> None:
    """40 events in place of 100 are 6 standard deviations."""
    found = unusual({0: 40}, sql=sql_with(DAYS, monitoring=levels))
    assert [(level, text[text.index("(") :]) for level, _, text in found] == told


@pytest.mark.parametrize(
    ("levels", "problem"),
    [
        ({"volum": 3}, "var monitoring: 'volum' is none of missing_days, volume,"),
        ({"streaming": {"tea": 3}}, "var monitoring: 'tea' is none of"),
        ({"volume": "high"}, "volume is 'high': give it a number from 0 up"),
        ({"volume": {"fail": 1}}, "volume is '{'fail': 1}': give it a number"),
        ([1], "var monitoring: '[1]' is no mapping"),
        ({"streaming": 3}, "var monitoring, streaming: '3' is no mapping"),
    ],
)
def test_a_wrong_level_is_named(
    tmp_path_factory: pytest.TempPathFactory, levels: object, problem: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "wrong_levels"
    folder.mkdir(exist_ok=True)
    returncode, said = run_dbt(
        folder,
        *("compile", "--inline", "{{ " + DAYS + " }}"),
        env={"RECMART_DATABASE": str(folder / "recmart.duckdb")},
        variables={"monitoring": levels},
    )
    assert returncode != 0
    assert problem in said


def test_old_data_is_told_where_somebody_says_what_is_today(
    unusual: Callable[..., list[tuple]], sql_with: Callable[..., str]
) -> None:
    assert unusual(days=3, sql=sql_with(DAYS, today="2025-07-07")) == []
    assert unusual(days=3, sql=sql_with(DAYS, today="2025-07-08")) == [
        (
            *(1, "freshness_days"),
            "the latest event, of 2025-06-30 23:59:00, is 8 days old"
            " (freshness_days warns above 7)",
        )
    ]
    # Of a build as of a moment there is nothing to warn of.
    assert unusual({0: 40}, sql=sql_with(DAYS, as_of="2025-06-30")) == []


def test_unusual_lists_are_told(sql_with: Callable[..., str]) -> None:
    """Of the latest build of each domain: at most a tenth of the users without a list.

    Of streaming's 1,000 items 120 lists could show all, but show 19; of grocery's 50
    users nothing is said.
    """
    with duckdb.connect() as connection:
        connection.execute(
            """
            create table builds as
            from (values
                ('streaming', 1, 200, 100, 1000, 900),
                ('streaming', 2, 200, 120, 1000, 19),
                ('dating', 1, 200, 180, 5000, 36),
                ('shoes', 1, 200, 180, 1000, 20),
                ('grocery', 1, 50, 1, 1000, 1)
            ) as builds (
                domain, build_number, known_users, users_with_list, items, items_shown
            )
            """
        )
        told = connection.execute(sql_with("recmart.unusual_lists('builds')"))
        assert told.fetchall() == [
            (
                *(1, "coverage"),
                "streaming: 19 of 1000 items are in any list (coverage warns below"
                " 0.02)",
            ),
            (
                *(1, "share_without_list"),
                "streaming: 80 of 200 users have no list (share_without_list warns"
                " above 0.1)",
            ),
        ]


def test_a_jump_in_what_is_rejected_is_told(sql_with: Callable[..., str]) -> None:
    """Of the file that was there before by how much; of the new one how much is."""
    with duckdb.connect() as connection:
        connection.execute(
            """
            create table counts as
            from (values
                ('streaming', 1, 'events', 1000, 900),
                ('streaming', 2, 'events', 1000, 10),
                ('streaming', 4, 'events', 1000, 31),
                ('streaming', 2, 'items', 1000, 300),
                ('streaming', 4, 'items', 1000, 310),
                ('streaming', 4, 'users', 1000, 101),
                ('dating', 1, 'users', 1000, 100),
                ('dating', 1, 'interactions', 99, 99)
            ) as counts (domain, build_number, table_name, raw_rows, rejected_rows)
            """
        )
        told = connection.execute(sql_with("recmart.unusual_files('counts')"))
        assert told.fetchall() == [
            (
                *(1, "rejected_rise"),
                "streaming.events: 3.1 % of the rows are rejected instead of 1.0 %"
                " (rejected_rise warns above 0.02), see quality.rejected_rows",
            ),
            (
                *(1, "rejected_share"),
                "streaming.users: 10.1 % of the rows are rejected"
                " (rejected_share warns above 0.1), see quality.rejected_rows",
            ),
        ]
