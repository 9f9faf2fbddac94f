"""What counts as now, what is too late to be meant, and how old things are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import duckdb
import pytest

START = datetime(2025, 6, 1, 12)


def every(days: float, count: int, start: datetime = START) -> list[datetime]:
    """Times as far from one another."""
    return [start + timedelta(days=days * number) for number in range(count)]


JUNE = every(0.8, 36)
END = JUNE[-1]
STRAYS = [datetime(2099, 1, 1), datetime(9999, 12, 31, 23, 59, 59)]
# Times, what counts as now, and how many rows are rejected.
HISTORIES = {
    "no strays": (JUNE, END, 0),
    "one in the year 2099": ([*JUNE, STRAYS[0]], END, 1),
    "three, of two years": ([*JUNE, *STRAYS, datetime(2099, 1, 2)], END, 3),
    "half a year ahead, which may be": (
        [*JUNE, END + timedelta(days=180)],
        END,
        0,
    ),
    "an early and a late stray": ([datetime(1970, 1, 1), *JUNE, STRAYS[0]], END, 1),
    "five of them are no strays": (
        [*JUNE, *every(1, 5, STRAYS[0])],
        STRAYS[0] + timedelta(days=4),
        0,
    ),
    "one in a hundred of many": (
        [*every(0.01, 1000), *every(0.1, 10, STRAYS[0])],
        START + timedelta(days=9.99),
        10,
    ),
    "all but one away for nine years": (
        [*every(1, 30, datetime(2016, 6, 1)), *every(1, 4)],
        START + timedelta(days=3),
        0,
    ),
    "one comes back after nine years": (
        [*every(1, 30, datetime(2016, 6, 1)), START],
        datetime(2016, 6, 30),
        0,
    ),
    "a few rows, far apart": (
        [datetime(2016, 1, 1), datetime(2017, 1, 1), datetime(2021, 1, 1)],
        datetime(2021, 1, 1),
        0,
    ),
    "a few rows and one of 2099": (
        [*every(1, 3), STRAYS[0]],
        START + timedelta(days=2),
        1,
    ),
    "monthly": (every(30, 30), START + timedelta(days=870), 0),
    "two rows": ([START, STRAYS[0]], STRAYS[0], 0),
    "one row": ([START], START, 0),
    "none": ([], None, 0),
}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create table events (occurred_at timestamp)")
        connection.execute("insert into events values (null)")
        yield connection


@pytest.fixture(scope="module")
def now_of(sql_of: Callable[[str], str]) -> str:
    return sql_of("recmart.moment('events', 'occurred_at')")


@pytest.fixture(scope="module")
def since_of(sql_of: Callable[[str], str]) -> str:
    return sql_of("recmart.implausible_since('events', 'occurred_at')")


@pytest.mark.parametrize("history", HISTORIES)
def test_no_single_row_moves_now(
    connection: duckdb.DuckDBPyConnection, now_of: str, since_of: str, history: str
) -> None:
    times, now, rejected = HISTORIES[history]
    connection.executemany(
        "insert into events values (?)", [[time] for time in [None, *times]]
    )
    ((found, began),) = connection.execute(now_of).fetchall()
    assert found == now
    assert began in (None, *times)
    ((late,),) = connection.execute(
        f"select count(*) from events cross join ({since_of}) as implausible"
        " where occurred_at >= since"
    ).fetchall()
    assert late == rejected


def test_ages_are_exact_to_the_microsecond(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Fifty years are 18,263 days; a microsecond is 1 / 86,400,000,000 of one."""
    age = sql_of("recmart.age_days('occurred_at', 'now_at')")
    rows = [
        ("2025-01-01 00:00:00", 0),
        ("2024-12-31 23:59:59.999999", 1 / 86_400_000_000),
        ("2024-12-31 23:59:59.1", 0.9 / 86_400),
        ("1975-01-01 00:00:00.000001", 18263 - 1 / 86_400_000_000),
        ("1975-01-01 00:00:00", 18263),
        ("2099-01-01 00:00:00", 0),
        (None, None),
    ]
    for time, days in rows:
        ((found,),) = connection.execute(
            f"select {age} from (select cast(? as timestamp) as occurred_at,"
            " timestamp '2025-01-01 00:00:00' as now_at)",
            [time],
        ).fetchall()
        # Doubles of this size are 3.6e-12 apart, a third of a microsecond.
        assert found == (days if days is None else pytest.approx(days, abs=4e-12)), time


def test_who_was_away_for_years_still_has_tastes(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Half-life 60 days: ½ of what is 60 days older than the user's newest like.

    What was only seen since does not count, and forty years leave the smallest trace.
    """
    connection.execute(
        """
        create table interactions as
        select *, cast(null as timestamp) as occurred_at
        from (values
            ('u1', 'i1', 3285, 4.0, false), ('u1', 'i2', 3345, 4.0, false),
            ('u1', 'i3', 17895, 4.0, false), ('u1', 'i4', 1, 0.0, false),
            ('u2', 'i1', 0, 4.0, false)
        ) as rows (user_id, item_id, age_days, strength, is_negative)
        """
    )
    sql = sql_of("recmart.user_items('interactions', half_life_days=60)")
    found = connection.execute(
        f"select user_id, item_id, evidence, is_liked from ({sql}) order by all"
    ).fetchall()
    assert found == [
        ("u1", "i1", 4, True),
        ("u1", "i2", 2, True),
        ("u1", "i3", 1e-15, True),
        ("u1", "i4", 0, False),
        ("u2", "i1", 4, True),
    ]
