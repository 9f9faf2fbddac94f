"""The family of similarities, with the parameters that models leave to tuning."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pytest
from scipy.sparse.linalg import eigsh

from scripts.tuning.tables import MARK

UNIT = 2**40


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as connection:
        yield connection


def table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: list[tuple]
) -> None:
    connection.execute(f"create table {name} ({columns})")
    marks = ", ".join("?" for _ in rows[0])
    connection.executemany(f"insert into {name} values ({marks})", rows)


def likes_of(connection: duckdb.DuckDBPyConnection, *counts: int) -> None:
    """Make a table of likes in which the items 1, 2, ... have so many users."""
    table(
        connection,
        "likes",
        "user_number integer, item_rank integer",
        [(user, i) for i, count in enumerate(counts, 1) for user in range(count)],
    )


def test_busy_users_weigh_less(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Users of 4 and of 2 items weigh 1 at 0, 1/2 and 1/√2 at ½, 1/4 and 1/2 at 1."""
    table(
        connection,
        "likes",
        "user_number integer, item_rank integer, items_of_user integer",
        [(1, 1, 4), (1, 2, 4), (1, 3, 4), (1, 4, 4), (2, 1, 2), (2, 2, 2)],
    )
    expected = {0: (2, 1), 0.5: (1.207107, 0.5), 1: (0.75, 0.25)}
    for exponent, (of_both, of_one) in expected.items():
        sql = sql_of(f"recmart.item_pairs('likes', {exponent})")
        rows = connection.execute(sql).fetchall()
        pairs = {row[:2]: (row[2], float(row[3])) for row in rows}
        assert pairs[1, 2] == (2, of_both)
        assert pairs[3, 4] == (1, of_one)
        assert len(pairs) == 6


def test_what_comes_soon_after_what(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """One place on counts 1/2, two places 1/3, three are beyond the window of two.

    User 1: item 1, then 2 and 3 at once, so neither after the other, then 4, then 5, in
    places 5, 3, 3, 2, 1 from the latest; item 6 is not liked. User 2 goes from 4 to 5
    as user 1 does, user 3 from 5 to 4.
    """
    table(
        connection,
        "user_items",
        "user_id varchar, item_id varchar, age_days double, is_liked boolean",
        [
            *(("u1", "i1", 9, True), ("u1", "i2", 5, True), ("u1", "i3", 5, True)),
            *(("u1", "i6", 4, False), ("u1", "i4", 3, True), ("u1", "i5", 0, True)),
            *(("u2", "i4", 2, True), ("u2", "i5", 1, True)),
            *(("u3", "i5", 8, True), ("u3", "i4", 7, True)),
        ],
    )
    table(
        connection,
        "popularity",
        "item_id varchar, rank bigint",
        [(f"i{rank}", rank) for rank in range(1, 7)],
    )
    likes = sql_of("recmart.item_likes('user_items', 'popularity', has_places=true)")
    connection.execute(f"create table likes as {likes}")
    sql = sql_of("recmart.item_sequences('likes', window=2, gap_discount=1)")
    assert {row[:2]: row[2:] for row in connection.execute(sql).fetchall()} == {
        (1, 2): (1, 0.333333),
        (1, 3): (1, 0.333333),
        (2, 4): (1, 0.5),
        (3, 4): (1, 0.5),
        (2, 5): (1, 0.333333),
        (3, 5): (1, 0.333333),
        (4, 5): (2, 1.0),
        (5, 4): (1, 0.5),
    }


def test_directed_pairs_speak_for_the_second_item_only(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Items of 16 and 4 users, x = y = 0: 4/√64 = ½ one way, 2/√64 = ¼ the other."""
    table(
        connection,
        "sequences",
        "item_rank bigint, other_item_rank bigint, users_in_common bigint,"
        " cooccurrence double",
        [(1, 2, 4, 4.0), (2, 1, 2, 2.0)],
    )
    likes_of(connection, 16, 4)
    sql = sql_of(
        "recmart.item_weights('sequences', 'likes', item_exponent=0,"
        " neighbour_exponent=0, is_directed=true)"
    )
    assert sorted(connection.execute(sql).fetchall()) == [
        (1, 2, UNIT // 2, 4),
        (2, 1, UNIT // 4, 2),
    ]


def test_exponents_and_neighbours(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Items of 16, 4 and 1 users; x = ½, y = ½ and n_max 16.

    t_12 = 4/√64 = ½, t_13 = 1/√16 = ¼, t_23 = -1/√4 = -½. From 1: to 2
    ¼ · ½ · √(4/16) = 1/16, to 3 ¼ · ¼ · ¼ = 1/64; from 2: to 1 ½ · ½ · 1 = ¼, to 3
    ½ · -½ · ¼ = -1/16; from 3: to 1 1 · ¼ · 1 = ¼, to 2 -½ · ½ = -¼. One neighbour is
    kept, of the largest size; of equal ones the more popular.
    """
    table(
        connection,
        "pairs",
        "item_rank bigint, other_item_rank bigint, users_in_common bigint,"
        " cooccurrence double",
        [(1, 2, 4, 4.0), (1, 3, 1, 1.0), (2, 3, 1, -1.0)],
    )
    likes_of(connection, 16, 4, 1)

    def weights(neighbours: int) -> dict[tuple[int, int], float]:
        rows = connection.execute(
            sql_of(
                "recmart.item_weights('pairs', 'likes', item_exponent=0.5,"
                f" neighbour_exponent=0.5, neighbours={neighbours})"
            )
        ).fetchall()
        return {(item, other): weight / UNIT for item, other, weight, _ in rows}

    assert weights(5) == {
        (1, 2): 1 / 16,
        (1, 3): 1 / 64,
        (2, 1): 1 / 4,
        (2, 3): -1 / 16,
        (3, 1): 1 / 4,
        (3, 2): -1 / 4,
    }
    assert weights(1) == {(1, 2): 1 / 16, (2, 1): 1 / 4, (3, 1): 1 / 4}


def test_history_fades_and_ends(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Evidence 4, 16, 1, newest first, at ½: 2, 4, 1; times 1, ½, ⅓: 2, 2, ⅓.

    The third is beyond the history of two. Of the rest each speaks for one item, of
    weights 1 and ½; relative to the strongest affinity that is 1 and ½.
    """
    table(
        connection,
        "user_items",
        "user_id varchar, item_id varchar, evidence double, age_days double,"
        " is_liked boolean",
        [("u", "a", 4, 1, True), ("u", "b", 16, 2, True), ("u", "c", 1, 3, True)],
    )
    table(
        connection,
        "weights",
        "item_rank bigint, other_item_rank bigint, weight bigint,"
        " users_in_common bigint",
        [(1, 4, UNIT, 1), (2, 5, UNIT // 2, 1), (3, 6, UNIT, 1)],
    )
    table(
        connection,
        "popularity",
        "item_id varchar, title varchar, rank bigint",
        [(item, item, rank) for rank, item in enumerate("abcdef", start=1)],
    )
    connection.execute("create table exclusions (user_id varchar, item_id varchar)")
    rows = connection.execute(
        sql_of(
            "recmart.similar_candidates('user_items', 'weights', 'popularity',"
            " 'exclusions', history_size=2, evidence_exponent=0.5,"
            " recency_exponent=1)"
        )
    ).fetchall()
    assert {(item, score) for _, item, score, *_ in rows} == {("d", 1), ("e", 0.5)}


def test_what_only_the_asker_has_is_no_reason_for_items_that_are_given(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str]
) -> None:
    """Given a, in place of the history: a and b are one user's, a and c another's too.

    Who likes b may be that one user; who does not is told of somebody else. d is liked
    by nobody else either, but goes with what is given, by the second weight.
    """
    table(
        connection,
        "given",
        "user_id varchar, item_id varchar, evidence double, age_days double,"
        " is_liked boolean",
        [(user, item, 1, 0, True) for user in ("u", "v") for item in ("a", "e")],
    )
    table(
        connection,
        "own",
        "user_id varchar, item_id varchar",
        [("u", "a"), ("u", "b"), ("u", "c"), ("u", "d"), ("v", "e")],
    )
    table(
        connection,
        "weights",
        "item_rank bigint, other_item_rank bigint, weight bigint,"
        " users_in_common bigint",
        [(1, 2, UNIT, 1), (1, 3, UNIT, 2), (1, 4, UNIT, 1), (5, 4, UNIT // 2, 2)],
    )
    table(
        connection,
        "popularity",
        "item_id varchar, title varchar, rank bigint",
        [(item, item, rank) for rank, item in enumerate("abcde", start=1)],
    )
    connection.execute("create table exclusions (user_id varchar, item_id varchar)")
    sql = sql_of(
        "recmart.similar_candidates('given', 'weights', 'popularity', 'exclusions',"
        " because='null', own_items='own')"
    )
    rows = connection.execute(
        f"select user_id, item_id, reason from ({sql})"
    ).fetchall()
    assert sorted(rows) == [
        ("u", "b", "you have shown interest in it"),
        ("u", "c", "similar to a"),
        ("u", "d", "similar to e"),
        ("v", "b", "similar to a"),
        ("v", "c", "similar to a"),
        ("v", "d", "similar to a"),
    ]


def test_tuning_knows_the_mark_of_a_block(sql_of: Callable[[str], str]) -> None:
    assert sql_of("recmart.mark_of_block()") == MARK.pattern


def test_an_empty_table_is_one_block(sql_of: Callable[[str], str]) -> None:
    """Of no weights the mean per item is 0 / 0; eleven by five are three blocks."""
    for rows, blocks in {"0 / 0": "1", "null": "1", "5": "1", "11": "3"}.items():
        sql = f"'true /* block of x; rows: {rows} */'"
        assert sql_of(f"recmart.count_blocks({sql}, 5) if execute") == blocks


def test_ranges_cut_pairs_in_equal_parts(sql_of: Callable[[str], str]) -> None:
    """Of ten numbers 0 to 2 are the lower in 9 + 8 + 7 of 45 pairs: half of them."""
    numbers = "(select unnest(range(10)) as n)"
    sql = f"'true /* block of low.n in pairs of {numbers}; rows: 45 */'"
    edges = f"recmart.edges_of_blocks({sql}, 2)"
    assert sql_of(f"{edges} if execute") == "[2]"
    blocks = [sql_of(f"recmart.sql_of_block({sql}, {b}, 3, [2, 5])") for b in range(3)]
    assert blocks == ["low.n <= 2", "low.n > 2 and low.n <= 5", "low.n > 5"]


@pytest.mark.parametrize(
    ("user_exponent", "level", "shrinkage"), [(0, 3, 0), (0.5, 1, 0), (1, 2, 12.5)]
)
def test_eigenvectors_and_factors_equal_scipy(
    connection: duckdb.DuckDBPyConnection,
    sql_of: Callable[[str], str],
    user_exponent: float,
    level: int,
    shrinkage: float,
) -> None:
    """Against `eigsh` on the same matrix; the weights against it with λ²/(λ+μ) off."""
    rng = np.random.default_rng(4)
    groups = rng.integers(0, 4, size=60)
    likes = rng.random((300, 60)) < np.where(
        rng.integers(0, 4, size=300)[:, None] == groups, 0.4, 0.08
    )
    popular_first = np.argsort(-likes.sum(axis=0), kind="stable")
    likes = likes[:, popular_first].astype(float)
    counts = likes.sum(axis=0)
    items_of_user = likes.sum(axis=1)
    together = likes.T @ (likes / items_of_user[:, None] ** user_exponent)
    np.fill_diagonal(together, 0)
    similarity = together / np.sqrt(np.outer(counts + shrinkage, counts + shrinkage))
    table(
        connection,
        "pairs",
        "item_rank bigint, other_item_rank bigint, users_in_common bigint,"
        " cooccurrence decimal(18, 6)",
        [
            (i + 1, j + 1, 1, together[i, j])
            for i in range(60)
            for j in range(i + 1, 60)
            if together[i, j]
        ],
    )
    table(
        connection,
        "likes",
        "user_number integer, item_rank integer, items_of_user integer",
        [
            (int(user), int(item) + 1, int(items_of_user[user]))
            for user, item in zip(*likes.nonzero(), strict=True)
        ],
    )
    rank = 3
    expected, vectors = eigsh(similarity, k=rank + 1, which="LA")
    expected, vectors = expected[::-1], vectors[:, ::-1]
    connection.execute(
        "create table eigenvectors as "
        + sql_of(
            "recmart.item_eigenvectors('likes', 4, iterations=30,"
            f" user_exponent={user_exponent}, shrinkage={shrinkage})"
        )
    )
    found = connection.execute(
        "select distinct component, eigenvalue from eigenvectors order by component"
    ).fetchall()
    assert [value for _, value in found] == pytest.approx(expected, abs=1e-6)

    connection.execute(
        "create table factors as "
        + sql_of(
            "recmart.item_factors('likes', 3, iterations=30,"
            f" level={level if level < rank else 'none'},"
            f" user_exponent={user_exponent}, shrinkage={shrinkage})"
        )
    )
    rows = connection.execute(
        sql_of(
            "recmart.item_weights('pairs', 'likes', item_exponent=0,"
            " neighbour_exponent=0, neighbours=100, factors='factors',"
            f" shrinkage={shrinkage})"
        )
    ).fetchall()
    off = expected[:rank] ** 2 / (expected[:rank] + expected[level])
    left = similarity - (vectors[:, :rank] * off) @ vectors[:, :rank].T
    assert len(rows) == np.count_nonzero(similarity)
    for item, other, weight, _ in rows:
        assert weight / UNIT == pytest.approx(left[item - 1, other - 1], abs=1e-6)


@pytest.mark.parametrize("cap", [None, 20])
def test_measures_of_all_pairs_equal_numpy(
    connection: duckdb.DuckDBPyConnection, sql_of: Callable[[str], str], cap: int | None
) -> None:
    """Users, pairs and items are counted over the same likes, all or the latest.

    Some of the users like nearly everything; with a cap only their latest 20 count.
    """
    rng = np.random.default_rng(11)
    liked = rng.random((80, 50)) < rng.beta(0.4, 1, size=80)[:, None]
    ages = rng.permuted(np.tile(np.arange(50.0), (80, 1)), axis=1)
    liked[0] = True
    table(
        connection,
        "user_items",
        "user_id varchar, item_id varchar, age_days double, is_liked boolean",
        [
            (f"u{user}", f"i{item}", ages[user, item], bool(liked[user, item]))
            for user in range(80)
            for item in range(50)
        ],
    )
    table(
        connection,
        "popularity",
        "item_id varchar, title varchar, rank bigint",
        [(f"i{item}", f"Item {item}", item + 1) for item in range(50)],
    )
    arguments = "" if cap is None else f", max_items_per_user={cap}, max_pairs=1000"
    for name, call in [
        ("likes", f"item_likes('user_items', 'popularity'{arguments})"),
        ("pairs", "item_pairs('likes', 0)"),
        ("weights", "item_weights('pairs', 'likes', 0, 0, neighbours=50)"),
        ("alike", "item_similarity('weights', 'popularity', 'likes', 50)"),
    ]:
        connection.execute(f"create table {name} as {sql_of('recmart.' + call)}")

    if cap is not None:
        places = np.where(liked, ages, np.inf).argsort(axis=1).argsort(axis=1)
        liked &= places < cap
    of_users = liked.astype(float)
    of_item, everyone = of_users.sum(axis=0), float(liked.any(axis=1).sum())
    both = of_users.T @ of_users
    table_of_four = np.stack(
        [
            both,
            of_item[:, None] - both,
            of_item[None, :] - both,
            everyone - of_item[:, None] - of_item[None, :] + both,
        ]
    )
    expected_of_four = np.stack(
        [
            np.outer(one, other) / everyone
            for one in (of_item, everyone - of_item)
            for other in (of_item, everyone - of_item)
        ]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        likelihood = 2 * np.nansum(
            table_of_four * np.log(table_of_four / expected_of_four), axis=0
        )
        cosine = both / np.sqrt(np.outer(of_item, of_item))
        measures = {
            "users_in_common": both,
            "cosine": cosine,
            "jaccard": both / (of_item[:, None] + of_item[None, :] - both),
            "lift": both * everyone / np.outer(of_item, of_item),
            "log_likelihood_ratio": likelihood,
        }
    found = connection.execute(
        f"select item_id, similar_item_id, {', '.join(measures)} from alike"
    ).fetchall()
    assert len(found) == np.count_nonzero(both) - np.count_nonzero(of_item)
    for item, other, *values in found:
        i, j = int(item[1:]), int(other[1:])
        # Sums of some hundred logarithms, each of rounding 1e-16, cancel.
        assert values == pytest.approx(
            [measure[i, j] for measure in measures.values()], rel=1e-9, abs=1e-9
        )
        # Rounded once: of items whom the same like it is 1, and no more than that.
        assert dict(zip(measures, values, strict=True))["cosine"] == cosine[i, j]
