"""What the users nearest to a user are likely to buy next: next-basket kNN."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

from helpers import MORE_SOURCES
from scripts.warehouse import Warehouse

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

    So a, of two of them, has 1/4 + 1/2 · 3/4 = 5/8 of 7/4, which is 5/14, though the
    user has it, and b has 1/2 + 1/2 · 1/8 = 9/16, which is 9/28. c is barred, d only
    one other's. User 2 is near to 4 alone, who has nothing that another has.
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
                "select item_id, score, liking_neighbours, neighbours, reason"
                f" from ({sql}) order by score desc"
            ).fetchall()
            assert [row[:4] for row in found] == [
                (item, pytest.approx(score, abs=1e-9), likely, neighbours)
                for item, score, likely, neighbours in expected
            ]
            assert {row[4] for row in found} <= {
                "likely in the next basket of 2 of the 3 people most like you"
            }


def test_lists_and_what_is_asked_of_them(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    """Users of one circle fill three baskets each with three of its eight items."""
    draw = np.random.default_rng(4)
    lines = [
        f"u{user},i{8 * (user % 3) + item},u{user}b{basket},2025-01-{1 + 9 * basket:02}"
        for user in range(36)
        for basket in range(3)
        for item in draw.choice(8, 3, replace=False)
    ]
    file = tmp_path / "interactions.csv"
    file.write_text(
        "\n".join(["user_id,item_id,basket_id,timestamp", *lines]) + "\n",
        encoding="utf-8",
    )
    code, output, database = build_warehouse(
        "tag:custom", env={"RECMART_INTERACTIONS": str(file)}, vars=MORE_SOURCES
    )
    # With it the test that counts again what reasons say.
    assert code == 0, output
    assert "PASS assert_custom_repeat_knn_reasons_are_true" in output
    with duckdb.connect(str(database), read_only=True) as connection:
        # A mean of repeats, weighted by how near these are, worked out another way.
        expected = """
            select numbers.user_id, repeats.item_id,
                sum(neighbours.weight * repeats.score) / any_value(total) as score
            from intermediate.int_custom__repeat_neighbours as neighbours
            inner join (
                select user_number, sum(weight) as total
                from intermediate.int_custom__repeat_neighbours group by all
            ) using (user_number)
            inner join intermediate.int_custom__user_numbers as numbers
                using (user_number)
            inner join intermediate.int_custom__user_numbers as others
                on neighbours.other_user_number = others.user_number
            inner join intermediate.int_custom__repeat_candidates as repeats
                on others.user_id = repeats.user_id
            group by numbers.user_id, repeats.item_id
            having count(*) > 1
        """
        found = connection.execute(
            "select max(abs(found.score - expected.score)), count(*),"
            f" count(found.score) from ({expected}) as expected"
            " left join intermediate.int_custom__repeat_knn_candidates as found"
            " using (user_id, item_id)"
        ).fetchone()
    assert found[0] < 1e-5
    assert found[1] == found[2] > 200
    with Warehouse(database) as warehouse:
        for user in ("u0", "u13"):
            listed = warehouse.recommend("custom", user, 3).items
            assert "repeat_knn" in {item["source"] for item in listed}
            assert warehouse.recommend("custom", user, 8).items[:3] == listed
        # Somebody new who buys what one circle buys is shown its further items.
        session = warehouse.recommend("custom", "new", 3, items=["i0", "i1"]).items
        assert {int(item["item_id"][1:]) for item in session} < set(range(2, 8))
