"""Groceries, from made files to the list, on warehouses that dbt built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

Build = Callable[..., tuple[int, str, Path]]

# u1's second and third order are of one day; o4 of u1 is announced, not filled. u2
# ordered once. No train file, no aisles, no departments.
ORDERS = """\
order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,days_since_prior_order
1,u1,prior,1,2,08,
12,u1,prior,2,2,07,7.0
11,u1,prior,3,3,12,0.0
4,u1,test,4,4,07,30.0
5,u2,prior,1,2,08,
6,u3,prior,1,2,08,
7,u3,prior,2,2,08,3.0
"""
LINES = """\
order_id,product_id,add_to_cart_order,reordered
1,10,1,0
1,20,2,0
12,10,1,1
12,30,2,0
11,10,2,1
11,40,1,0
5,20,1,0
6,10,1,0
6,30,2,0
7,30,1,1
7,99,2,0
7,30,3,1
8,30,1,1
7,10,1,2
"""
PRODUCTS = """\
product_id,product_name,aisle_id,department_id
10,Milk,84,16
20,"Tin 9\\""x13\\"" wide",,
30,Bread,84,16
40,Tea,1,1
"""


def rows(database: Path, query: str) -> list[tuple]:
    """Return what a query finds in a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Write the small shop into a folder of data."""
    folder = tmp_path / "data" / "grocery"
    folder.mkdir(parents=True)
    (folder / "orders.csv").write_text(ORDERS)
    (folder / "order_products__prior.csv").write_text(LINES)
    (folder / "products.csv").write_text(PRODUCTS)
    return folder.parent


def test_small_shop(build_warehouse: Build, data_dir: Path) -> None:
    """Three users without aisles, departments and train orders; then as of the past."""
    env = {"RECMART_DATA_DIR": str(data_dir)}
    code, output, database = build_warehouse("tag:grocery", env)
    assert code == 0, output
    assert rows(
        database,
        "select row_number, rejection_reason"
        " from staging.base_grocery__order_products__prior"
        " where rejection_reason is not null order by row_number",
    ) == [
        (11, "product_id is unknown"),
        (12, "duplicate row"),
        (13, "order_id is unknown"),
        (14, "reordered is an unknown code"),
    ]
    # Newest first: within the day by order number, within the order by the cart.
    assert rows(
        database,
        "select product_id, last_order_id, days_before_latest_order, times_bought"
        " from grocery.purchase_history where user_id = 'u1' order by rank",
    ) == [("40", "11", 0, 1), ("10", "11", 0, 3), ("30", "12", 0, 1), ("20", "1", 7, 1)]
    # The backslash of the published file is no part of a title.
    assert rows(
        database, "select title from grocery.item_popularity where item_id = '20'"
    ) == [('Tin 9"x13" wide',)]
    lists = defaultdict(list)
    for user, item, kind, source, reason in rows(
        database,
        "select user_id, item_id, kind, source, reason from grocery.recommendations"
        " order by user_id, rank",
    ):
        lists[user].append((item, kind, source, reason))
    # Everybody gets the whole shop, what was bought before first.
    assert [len(lists[user]) for user in ("u1", "u2", "u3")] == [4, 4, 4]
    assert lists["u1"][0] == (
        "10",
        "repeat",
        "repeat",
        "bought in 3 of your last 3 baskets",
    )
    assert {kind for _, kind, _, _ in lists["u1"]} == {"repeat"}
    assert lists["u2"][0] == ("20", "repeat", "repeat", "bought in your last basket")
    assert [kind for _, kind, _, _ in lists["u2"][1:]] == ["new"] * 3
    assert lists["u3"][0][0] == "30"
    assert (
        rows(
            database,
            "select * from intermediate.int_grocery__events where not is_visible",
        )
        == []
    )

    code, output, database = build_warehouse(
        "tag:grocery", env, {"as_of": "1999-01-01"}
    )
    assert code == 0, output
    assert rows(
        database,
        "select user_id, item_id from backtest_intermediate.int_grocery__events"
        " where not is_visible order by user_id, item_id",
    ) == [("u1", "10"), ("u1", "40"), ("u2", "20"), ("u3", "30")]
    assert rows(
        database,
        "select distinct basket_id from backtest_intermediate.int_grocery__interactions"
        " order by basket_id",
    ) == [("1",), ("12",), ("6",)]
    # u2's only basket is hidden: the popular list, of new products.
    assert rows(
        database,
        "select distinct source, kind from backtest_grocery.recommendations"
        " where user_id = 'u2'",
    ) == [("popular", "new")]
