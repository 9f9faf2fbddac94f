"""The table macros that a build leaves in the database, as an analyst calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from scripts.warehouse import InvalidArgumentError, Warehouse

# Five films. Like a: b (.8) and c (.4); like b: a (.8) and c (.6); like the rest: none.
FILMS = (
    "create schema films",
    "create schema intermediate",
    "create table films.item_popularity as from (values"
    " ('a', 'A', 'drama', 1), ('b', 'B', 'drama', 2), ('c', 'C', 'news', 3),"
    " ('d', 'D', null, 4), ('e', 'E', 'news', 5))"
    " as items(item_id, title, genre, rank)",
    "create table films.item_similarity as from (values"
    " ('a', 'A', 'b', 1, 9, 0.8e0), ('a', 'A', 'c', 2, 5, 0.4),"
    " ('b', 'B', 'a', 1, 9, 0.8), ('b', 'B', 'c', 2, 7, 0.6))"
    " as pairs(item_id, item_title, similar_item_id, rank, users_in_common, score)",
    "create table films.recommendations as from (values"
    " ('ann', 1, 'b', 'B', 0.5, 'segment', 'popular here'))"
    " as lists(user_id, rank, item_id, title, score, source, reason)",
    "create table films.user_history as select 'ann' as user_id, 1 as rank,"
    " 'a' as item_id, 'A' as title, timestamp '2025-01-01' as occurred_at,"
    " 'play' as event_type, 2 as interactions",
    "create table intermediate.int_films__user_items as select 'ann' as user_id,"
    " 'a' as item_id, 4.0 as evidence, true as is_liked",
    "create table intermediate.int_films__exclusions as from (values"
    " ('ann', 'a'), ('ann', 'd')) as barred(user_id, item_id)",
    "create table intermediate.int_films__users as select 'ann' as user_id",
)


def ask(database: Path, sql: str, *parameters: object) -> list[tuple]:
    """Ask the database as any SQL client would."""
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


@pytest.fixture
def films(tmp_path: Path, add_table_macros: Callable[[Path], None]) -> Path:
    """The five films, with table macros."""
    path = tmp_path / "by_hand.duckdb"
    with duckdb.connect(path) as connection:
        for statement in FILMS:
            connection.execute(statement)
    add_table_macros(path)
    return path


def test_numbers_by_hand(films: Path) -> None:
    """One warehouse for all, as making it takes seconds."""
    asked = "select rank, item_id, score, source, reason"
    # The build's list ends with .5; c has all there is of the best similarity, so .5 of
    # it; a and d are barred; e is the fifth most popular and comes after .5: .1.
    assert ask(films, f"{asked} from recommend('films', 'ann')") == [
        (1, "b", 0.5, "segment", "popular here"),
        (2, "c", 0.5, "similar", "similar to A"),
        (3, "e", 0.5 * (1 / 5), "popular", "popular"),
    ]
    # Liking a and b: c gets .4 + .6, nothing else has any; b adds more.
    assert ask(films, f"{asked} from score_items('films', ['a', 'b'], k := 2)") == [
        (1, "c", 1.0, "similar", "similar to B"),
        (2, "d", 1 / 4, "popular", "popular"),
    ]
    # Liking a: b .8 and c .4, half as much; what is barred for ann stays so.
    assert ask(
        films, f"{asked} from score_items('films', ['a'], user_id := 'ann')"
    ) == [
        (1, "b", 1.0, "similar", "similar to A"),
        (2, "c", 0.5, "similar", "similar to A"),
        (3, "e", 0.5 * (1 / 5), "popular", "popular"),
    ]
    by_genre = f"{asked} from recommend('films', 'ann', genre := 'News')"
    assert ask(films, by_genre) == [
        (1, "c", 1.0, "similar", "similar to A"),
        (2, "e", 1 / 5, "popular", "popular"),
    ]
    assert ask(films, "from popular('films', filters := ['GENRE=news'])") == [
        (1, "c", "C", 1 / 3, "popular", "popular", {"genre": "news"}),
        (2, "e", "E", 1 / 5, "popular", "popular", {"genre": "news"}),
    ]
    assert ask(films, "select * from similar('films', 'a', k := 1)") == [
        (1, "b", "B", 0.8, "similar", "similar to A", {"genre": "drama"}, 9)
    ]
    assert ask(films, "select item_id, interactions from history('films', 'ann')") == [
        ("a", 2)
    ]
    with Warehouse(films) as warehouse:
        listed = warehouse.recommend("films", "new", 2, items=["a", "b"])
        assert [item["item_id"] for item in listed.items] == ["c", "d"]
        assert not listed.fallback_used
        unknown = warehouse.recommend("films", "new", 2, items=["z"])
        assert [item["item_id"] for item in unknown.items] == ["a", "b"]
        assert unknown.fallback_used


@pytest.mark.parametrize("k", [5, 20, 60])
def test_sql_and_python_give_the_same(warehouse: Path, k: int) -> None:
    with Warehouse(warehouse) as asked:
        for domain in asked.domains():
            users = ask(
                warehouse,
                f"(select user_id from intermediate.int_{domain}__users"
                " order by user_id limit 12) union all"
                f" (select user_id from intermediate.int_{domain}__users"
                f" anti join {domain}.user_history using (user_id)"
                " order by user_id limit 3)",
            )
            for user_id in [*(user_id for (user_id,) in users), "nobody"]:
                rows = ask(
                    warehouse,
                    "select item_id, title, score, source, reason, fallback_used"
                    " from recommend(?, ?, k := ?)",
                    *(domain, user_id, k),
                )
                answer = asked.recommend(domain, user_id, k)
                assert rows == [
                    (*list(item.values())[:-1], answer.fallback_used)
                    for item in answer.items
                ]


def test_a_prepared_statement_changes_its_domain(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        connection.execute("prepare ask as from recommend($domain, 'u1', k := 1)")
        for domain in ("streaming", "dating", "streaming"):
            (row,) = connection.execute(f"execute ask(domain := '{domain}')").fetchall()
            mart = f"select item_id from {domain}.recommendations"
            assert connection.execute(
                f"{mart} where user_id = 'u1' and rank = 1"
            ).fetchall() == [(row[1],)]


def test_dating_is_not_scored_on_the_spot(warehouse: Path) -> None:
    with Warehouse(warehouse) as asked, pytest.raises(InvalidArgumentError) as error:
        asked.recommend("dating", "u1", 5, items=["u2"])
    assert str(error.value).startswith("domain dating cannot be scored on the spot")
    assert "\n" not in str(error.value)


def test_an_unknown_domain_is_an_error(warehouse: Path) -> None:
    with pytest.raises(duckdb.CatalogException, match="films"):
        ask(warehouse, "from recommend('films', 'u1')")
