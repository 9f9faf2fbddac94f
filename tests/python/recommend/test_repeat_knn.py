"""What the users nearest to a user are likely to buy next: next-basket kNN."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

UNIT = 2**40
TABLES = """
    create table users as select * from (
        values ('u1', 1), ('u2', 2), ('u3', 3), ('u4', 4)
    ) as t (user_id, user_number);
    create table popularity as select * from (
        values ('a', 1), ('b', 2), ('c', 3), ('d', 4)
    ) as t (item_id, rank);
    create table repeats as select * from (
        values ('u1', 'a', 0.5), ('u2', 'a', 0.25), ('u2', 'b', 0.5), ('u2', 'd', 1),
        ('u3', 'b', 0.125), ('u3', 'a', 0.75), ('u4', 'c', 0.5), ('u3', 'c', 0.5)
    ) as t (user_id, item_id, score);
    create table barred as select * from (
        values ('u1', 'c'), ('u9', 'a')
    ) as t (user_id, item_id);
"""


def test_by_hand(sql_of: Callable[[str], str]) -> None:
    """User 1 is near to 2, half as near to 3, a quarter as near to 4; 7/4 in all.

    So a, in two of the baskets, has 1/4 + 1/2 · 3/4 = 5/8 of 7/4, which is 5/14, though
    the user has it, and b has 1/2 + 1/2 · 1/8 = 9/16, which is 9/28. c is barred, d only
    one other user's. User 2 is near to 4 alone, who has nothing that another has.
    """
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        connection.execute(
            "create table neighbours (user_number integer, other_user_number integer,"
            " weight bigint)"
        )
        connection.executemany(
            "insert into neighbours values (?, ?, ?)",
            [(1, 2, UNIT), (1, 3, UNIT // 2), (1, 4, UNIT // 4), (2, 4, UNIT)],
        )
        arguments = "'neighbours', 'repeats', 'users', 'popularity', 'barred'"
        for further, expected in {
            "": [("a", 5 / 14, 2, 3), ("b", 9 / 28, 2, 3)],
            ", candidates=1": [("a", 5 / 14, 2, 3)],
            ", min_users=3": [],
        }.items():
            sql = sql_of(f"recmart.repeat_knn_candidates({arguments}{further})")
            found = connection.execute(
                "select item_id, score, likely_neighbours, neighbours, reason"
                f" from ({sql}) order by score desc"
            ).fetchall()
            assert [row[:4] for row in found] == [
                (item, pytest.approx(score, abs=1e-9), likely, neighbours)
                for item, score, likely, neighbours in expected
            ]
            assert {row[4] for row in found} <= {
                "likely in the next basket of 2 of the 3 people most like you"
            }
