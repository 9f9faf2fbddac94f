"""What the users nearest to a user like: user-based neighbourhoods."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

from helpers import MORE_SOURCES
from scripts.warehouse import Warehouse

UNIT = 2**40
LIKES = "user_number integer, item_rank integer, items_of_user integer"


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as connection:
        yield connection


def likes_of(connection: duckdb.DuckDBPyConnection, likes: np.ndarray) -> None:
    """Make tables of likes, of users and items, from a matrix; numbers from 1."""
    users, items = likes.shape
    found = np.argwhere(likes)
    rows = [(u + 1, i + 1, int(likes[u].sum())) for u, i in found.tolist()]
    connection.execute(f"create table likes ({LIKES})")
    connection.executemany("insert into likes values (?, ?, ?)", rows)
    connection.execute(
        "create table users as select 'u' || n as user_id, n as user_number"
        f" from range(1, {users + 1}) as t (n)"
    )
    connection.execute(
        "create table popularity as select 'i' || n as item_id, n as rank"
        f" from range(1, {items + 1}) as t (n)"
    )


def run(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str], **calls: str
) -> None:
    for name, call in calls.items():
        sql = sql_of(f"recmart.{call}")
        connection.execute(f"create or replace table {name} as {sql}")


def test_by_hand(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Item 1 has 3 users, items 2, 3 and 4 have 2; the users have 3, 2, 2 and 4 items.

    User 1 is to 2 (1/3 + 1/2) / √2, to 3 1/3 / √2, to 4 1/2 / √4: of the first the
    second is 2/5, the third 3/10 · √2. User 4 is to 3 1/2 / √2, to 1 1/2 / √3.
    """
    likes_of(
        connection,
        np.array([[1, 1, 1, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0],
                  [0, 0, 1, 1, 1, 1]], bool),
    )  # fmt: skip
    connection.execute("create table barred (user_id varchar, item_id varchar)")
    connection.execute("insert into barred values ('u1', 'i1'), ('u9', 'i4')")
    run(
        connection,
        sql_of,
        rarity="item_rarity('likes')",
        neighbours="user_neighbours('likes', 'rarity')",
    )
    own = "select other_user_number, weight from neighbours where user_number = ?"
    weights = {
        user: dict(connection.execute(own, [user]).fetchall()) for user in (1, 4)
    }
    assert weights[1] == {
        2: UNIT,
        3: pytest.approx(0.4 * UNIT, rel=1e-10),
        4: pytest.approx(0.3 * 2**0.5 * UNIT, rel=1e-10),
    }
    assert weights[4] == {3: UNIT, 1: pytest.approx((2 / 3) ** 0.5 * UNIT, rel=1e-10)}
    # Items 2, 3, 5 and 6 are liked by one of the three each, 4 by two, 1 is barred.
    candidates = "user_knn_candidates('neighbours', 'likes', 'users', 'popularity'"
    run(connection, sql_of, found=f"{candidates}, 'barred')")
    listed = (
        "select item_id, score, reason from found where user_id = 'u1'"
        " order by score desc"
    )
    assert connection.execute(listed).fetchall() == [
        (
            "i4",
            pytest.approx(0.4 + 0.3 * 2**0.5, rel=1e-10),
            "liked by 2 of the 3 people most like you",
        )
    ]
    # The two nearest are 2 and 4, who have nothing in common; one is enough here.
    run(
        connection,
        sql_of,
        neighbours="user_neighbours('likes', 'rarity', neighbours=2)",
        found=f"{candidates}, 'barred', candidates=2, min_users=1)",
    )
    assert connection.execute(listed).fetchall() == [
        ("i2", 1, "liked by 1 of the 2 people most like you"),
        ("i3", pytest.approx(0.3 * 2**0.5, rel=1e-10),
         "liked by 1 of the 2 people most like you"),
    ]  # fmt: skip
    # Of 2² + 2² + 2² + 3² pairs, after the two items of a single user, 10 are left for
    # items 2 and 3: what 3 likes nobody else counts for.
    run(
        connection,
        sql_of,
        rarity="item_rarity('likes', max_pairs=10)",
        neighbours="user_neighbours('likes', 'rarity')",
    )
    assert sorted(connection.execute("select item_rank from rarity").fetchall()) == [
        *((2,), (3,), (5,), (6,))
    ]
    assert sorted(connection.execute("from neighbours").fetchall()) == [
        (1, 2, UNIT),
        (1, 4, pytest.approx((2 / 4) ** 0.5 * UNIT, rel=1e-10)),
        (2, 1, UNIT),
        (4, 1, UNIT),
    ]


@pytest.mark.parametrize(
    ("a", "b", "q", "k"), [(1, 0.5, 1, 12), (0, 0.3, 2, 100), (1.3, 0.7, 1, 25)]
)
def test_as_in_numpy(
    connection: duckdb.DuckDBPyConnection,
    sql_of: Callable[[str], str],
    a: float,
    b: float,
    q: float,
    k: int,
) -> None:
    draw = np.random.default_rng(1)
    likes = draw.random((60, 40)) < draw.beta(0.6, 2, 40)
    likes[:, 0] |= ~likes.any(axis=1)
    likes_of(connection, likes)
    connection.execute("create table barred as select user_id, item_id from users"
        " inner join likes using (user_number)"
        " inner join popularity on item_rank = popularity.rank")  # fmt: skip
    # Of halves and wholes: how much a like counts where it is asked for.
    connection.execute("create table amounts as select *, 0.5 + item_rank % 2 / 2"
        " as amount from likes")  # fmt: skip
    candidates = "user_knn_candidates('neighbours', 'amounts', 'users', 'popularity'"
    run(
        connection,
        sql_of,
        rarity=f"item_rarity('likes', {a})",
        neighbours=(
            f"user_neighbours('likes', 'rarity', user_exponent={b}, neighbours={k},"
            f" similarity_exponent={q})"
        ),
        found=f"{candidates}, 'barred', candidates=5, amount='amount')",
    )
    x = likes.astype(float)
    similarity = (x * np.maximum(x.sum(axis=0), 1) ** -a) @ x.T * x.sum(axis=1) ** -b
    np.fill_diagonal(similarity, 0)
    similarity = (similarity / similarity.max(axis=1, keepdims=True)) ** q
    kept = np.zeros_like(similarity)
    for user, other, weight in connection.execute("from neighbours").fetchall():
        kept[user - 1, other - 1] = weight / UNIT
    # The right ones, as many as there are; of equal ones either is.
    expected = -np.sort(-similarity, axis=1)[:, :k]
    assert -np.sort(-kept, axis=1)[:, :k] == pytest.approx(expected, abs=1e-9)
    assert np.where(kept > 0, similarity, 0) == pytest.approx(kept, abs=1e-9)
    scores = kept @ (x * np.array([1, 0.5] * 20))
    # The nearest counts 1.
    scores /= np.maximum(kept.sum(axis=1, keepdims=True), 1)
    scores[(likes) | ((kept > 0) @ x < 2)] = 0
    found = connection.execute("select user_id, score from found").fetchall()
    for user in range(60):
        listed = sorted((score for u, score in found if u == f"u{user + 1}"))[::-1]
        best = -np.sort(-scores[user])[:5]
        assert listed == pytest.approx(best[best > 0].tolist(), abs=1e-9)
    assert len(found) > 200


def test_lists_and_what_is_asked_of_them(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    """Users of one circle like some of its twelve items, and one of all 30 others."""
    draw = np.random.default_rng(3)
    likes = np.zeros((45, 66), bool)
    for user in range(45):
        circle = 12 * (user % 3)
        likes[user, circle + draw.choice(12, 5, replace=False)] = True
        likes[user, 36 + draw.choice(30, 1)] = True
    lines = [f"u{user},i{item}" for user, item in np.argwhere(likes)]
    file = tmp_path / "interactions.csv"
    file.write_text("\n".join(["user_id,item_id", *lines]) + "\n", encoding="utf-8")
    code, output, database = build_warehouse(
        "tag:custom",
        env={"RECMART_INTERACTIONS": str(file)},
        vars=MORE_SOURCES,
    )
    # With it the test that counts again what reasons say.
    assert code == 0, output
    assert "PASS assert_custom_user_knn_reasons_are_true" in output
    with duckdb.connect(database, read_only=True) as connection:
        marts = connection.execute(
            "select user_id, rank, item_id, source, reason from custom.recommendations"
            " order by user_id, rank"
        ).fetchall()
        # Given items are put in order, new ones among them too.
        ranked = "select source from rank_items('custom', 'u0', ?)"
        every = [f"i{item}" for item in range(66)]
        sources = {
            source for (source,) in connection.execute(ranked, [every]).fetchall()
        }
        assert sources == {"user_knn", "similar", "popular", "barred"}
    # Of four places new items have the last: 29 of the others, who few like, are new.
    new = [row for row in marts if row[3] == "explore"]
    assert len(new) == 45
    for user, rank, item, _, reason in new:
        users = int(likes[:, int(item[1:])].sum())
        assert rank == 4
        assert users < 5
        assert not likes[int(user[1:]), int(item[1:])]
        assert reason == f"new: seen by {users} user{'s' * (users > 1)} so far"
    assert len({item for _, _, item, _, _ in new}) > 10
    with Warehouse(database) as warehouse:
        # A new item is nobody's own taste.
        stranger = warehouse.recommend("custom", "stranger", 4)
        assert [item["source"] for item in stranger.items] == 3 * ["popular"] + [
            "explore"
        ]
        assert stranger.fallback_used
        for user in range(0, 45, 9):
            name, own = f"u{user}", set(np.flatnonzero(likes[user]).tolist())
            listed = warehouse.recommend("custom", name, 3).items
            whole = warehouse.recommend("custom", name, 60).items
            assert {item["source"] for item in listed} == {"user_knn"}
            assert all("of the 9 people most" in item["reason"] for item in listed)
            # What is shown on the first page begins the whole, which goes on.
            assert whole[:3] == listed
            ranks = zip(range(1, 5), whole, strict=False)
            assert [row for row in marts if row[0] == name] == [
                (name, rank, item["item_id"], item["source"], item["reason"])
                for rank, item in ranks
            ]
            second = warehouse.recommend("custom", name, 3, offset=3).items
            assert second == whole[3:6]
            ids = {int(item["item_id"][1:]) for item in whole}
            assert len(ids) == likes.any(axis=0).sum() - 6
            assert ids.isdisjoint(own)
            # Who gives the own items is found the same neighbours, oneself left out.
            given = [f"i{item}" for item in sorted(own)]
            session = warehouse.recommend("custom", name, 3, items=given).items
            assert session == listed
            # Somebody new is like them too: of these the user is now one.
            session = warehouse.recommend("custom", "new", 3, items=given).items
            assert {item["source"] for item in session} == {"user_knn"}
            assert session != listed
