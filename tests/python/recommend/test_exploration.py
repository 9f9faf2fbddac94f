"""New items are shown, by how uncertain it is what users think of them."""

from __future__ import annotations

from collections.abc import Callable

import duckdb


def test_a_share_of_the_places_goes_to_what_few_know(
    sql_of: Callable[[str], str],
) -> None:
    """Of 0 and 3 users: 12 and 12 / √4 = 6 lots, so the former comes first in ⅔."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table popularity as select 'i' || n as item_id, 'I' as title,"
            " n as rank, case n when 31 then 3 when 32 then 0 when 33 then 4 else 5 end"
            " as users, 7 as interactions from range(1, 34) as t (n)"
        )
        connection.execute(
            "create table candidates as select 'u' || u as user_id, item_id,"
            " 1 / rank as score, 'popular' as reason from popularity,"
            " range(3000) as t (u) where users = 5 and (u > 0 or rank <= 5)"
        )
        # The third of the new ones nobody may see, the first of them not user 1.
        connection.execute(
            "create table barred as select 'u' || u as user_id, 'i33' as item_id"
            " from range(3000) as t (u) union all select 'u1', 'i31'"
        )
        sql = sql_of(
            "recmart.blend("
            "[{'name': 'popular', 'relation': 'candidates', 'weight': 1}], 'barred',"
            " 'popularity', 20, explorable='popularity', exploration_share=0.25)"
        )
        lists: dict[str, list[tuple]] = {}
        for user, rank, item, _, score, source, *_, reason in connection.execute(
            sql
        ).fetchall():
            assert rank == len(lists.setdefault(user, [])) + 1
            lists[user].append((item, source, score, reason))
    new = {
        "i31": ("explore", 0, "new: seen by 3 users so far"),
        "i32": ("explore", 0, "new: seen by nobody so far"),
    }
    popular = [f"i{rank}" for rank in range(1, 31)]
    for user, listed in lists.items():
        items = [item for item, *_ in listed]
        found = [item for item in items if item in new]
        for item in found:
            assert listed[items.index(item)][1:] == new[item]
            # The fourth place, then the eighth; the others follow as they were.
            assert items.index(item) == 4 * found.index(item) + 3
        others = [item for item in items if item not in new]
        assert others == popular[: len(others)]
        assert len(items) == (20 if user != "u0" else 6)
    # Of five others and a new one there is no eighth place.
    assert len(lists["u0"]) == 6
    assert [item for item, *_ in lists["u1"] if item in new] == ["i32"]
    first = [listed[3][0] for user, listed in lists.items() if user != "u1"]
    assert set(first) <= set(new)
    assert (
        abs(first.count("i32") / len(first) - 2 / 3) < 3 * (2 / 9 / len(first)) ** 0.5
    )


def test_what_the_shop_pins_is_not_drawn(sql_of: Callable[[str], str]) -> None:
    """Neither in the list that its pin is in, nor in one that ends before."""
    with duckdb.connect() as connection:
        connection.execute(
            "create table popularity as select 'i' || n as item_id, 'I' as title,"
            " n as rank, case when n > 30 then 0 else 9 end as users,"
            " 7 as interactions from range(1, 33) as t (n)"
        )
        connection.execute(
            "create table candidates as select 'u' || u as user_id, item_id,"
            " 1 / rank as score, 'popular' as reason"
            " from popularity, range(50) as t (u) where users = 9"
        )
        connection.execute("create table barred (user_id text, item_id text)")
        connection.execute(
            "create table shop as select 'i32' as item_id, null as segment,"
            " 1 as boost, 25 as pin, false as is_hidden"
        )
        popular = "{'name': 'popular', 'relation': 'candidates', 'weight': 1}"
        for length, sources in {20: [], 40: ["pinned"]}.items():
            sql = sql_of(
                f"recmart.blend([{popular}], 'barred', 'popularity', {length},"
                " merchandising='shop', explorable='popularity',"
                " exploration_share=0.25)"
            )
            found = connection.execute(
                "select list(source) filter (item_id = 'i32'),"
                " count(*) filter (source = 'explore'),"
                f" count(*) - count(distinct item_id) from ({sql}) group by user_id"
            ).fetchall()
            assert len(found) == 50
            assert {(*(pinned or []), again) for pinned, _, again in found} == {
                (*sources, 0)
            }
            assert {drawn for _, drawn, _ in found} == {1}
