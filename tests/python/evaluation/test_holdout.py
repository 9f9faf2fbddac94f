"""Personal lists must find more of what came later than the popular list does.

The last days are hidden from a build (`as_of`), then asked for; in grocery the hidden
basket is each user's last. The build evaluates itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

AS_OF = "2025-06-23 23:59:59"
DOMAINS = ["dating", "grocery", "pings", "shoes", "streaming"]


@pytest.fixture(scope="module")
def backtest(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory, dbt_build: Callable
) -> Path:
    """The sample warehouse with the build as of a week before its end beside it."""
    folder = tmp_path_factory.mktemp("backtest")
    database = folder / "recmart.duckdb"
    copyfile(warehouse, database)
    code, output, _ = dbt_build(
        folder,
        vars={"as_of": AS_OF},
        database=database,
        selector="evaluation",
        without=(),
    )
    assert code == 0, output
    return database


def rows(database: Path, query: str, *parameters: object) -> list[tuple]:
    """Return what a query finds in a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


@pytest.mark.parametrize("domain", DOMAINS)
def test_personal_beats_popular(backtest: Path, domain: str) -> None:
    ((users, personal, popular),) = rows(
        backtest,
        """
        select users, value, popular_value from evaluation.metrics
        where
            domain = ? and segment_type = 'all' and metric = 'recall' and k = 10
        """,
        domain,
    )
    assert users > 100
    assert personal > popular


def test_next_baskets_are_found_twice_as_well(backtest: Path) -> None:
    ((users, personal, popular),) = rows(
        backtest,
        """
        select users, value, popular_value from evaluation.metrics
        where
            domain = 'grocery' and segment_type = 'all' and metric = 'ndcg' and k = 10
        """,
    )
    assert users > 1000
    assert personal > 2 * popular


def test_a_higher_rank_means_more_likes_and_matches(backtest: Path) -> None:
    """Of dating's orders of people, by how they were judged afterwards."""
    found_rows = rows(
        backtest,
        """
        select
            ordered_by,
            case when band = 1 then 'high' else 'low' end as half,
            sum(likes) as likes,
            sum(matches) as matches,
            sum(likes) / sum(reactions) as like_rate,
            sum(matches) / sum(reactions) as match_rate
        from backtest_dating.reaction_by_rank
        where band <= 5
        group by ordered_by, half
        """,
    )
    found = {
        (order, half): (likes, matches, like_rate, match_rate)
        for order, half, likes, matches, like_rate, match_rate in found_rows
    }

    # Of the ten on top more were met and liked, and of those met more were liked.
    likes, matches, like_rate, match_rate = found["reciprocal", "high"]
    assert likes > 1.5 * found["popular", "high"][0]
    assert matches > 3 * found["popular", "high"][1]
    assert likes > found["one_sided", "high"][0]
    assert matches > found["one_sided", "high"][1]
    for order, half in (("reciprocal", "low"), ("popular", "high")):
        assert like_rate > found[order, half][2]
        assert match_rate > found[order, half][3]
    assert match_rate > found["one_sided", "high"][3]

    # Every pair judged after the moment stands there once per order.
    ((pairs,),) = rows(
        backtest,
        """
        select count(distinct (user_id, item_id))
        from backtest_intermediate.int_dating__events
        where occurred_at > cast(? as timestamp) and user_id != item_id
        """,
        AS_OF,
    )
    assert (
        rows(
            backtest,
            """
        select sum(reactions) from backtest_dating.reaction_by_rank group by ordered_by
        """,
        )
        == [(pairs,)] * 4
    )


def test_a_live_build_evaluates_nothing(warehouse: Path) -> None:
    assert (
        rows(
            warehouse,
            """
        select schema_name, table_name
        from duckdb_tables()
        where
            schema_name = 'evaluation'
            or table_name like 'int_evaluation%'
            or table_name = 'reaction_by_rank'
        """,
        )
        == []
    )


def test_the_events_of_all_domains_have_one_shape(warehouse: Path) -> None:
    shapes = dict(
        rows(
            warehouse,
            """
            select
                table_name,
                list({name: column_name, type: data_type} order by column_index)
            from duckdb_columns()
            where schema_name = 'intermediate' and table_name like 'int\\_%\\_\\_events'
                escape '\\'
            group by table_name
            """,
        )
    )
    assert shapes.keys() == {f"int_{domain}__events" for domain in [*DOMAINS, "custom"]}
    expected = {
        "user_id": "VARCHAR",
        "item_id": "VARCHAR",
        "occurred_at": "TIMESTAMP",
        "is_visible": "BOOLEAN",
        "event_type": "VARCHAR",
        "strength": "DOUBLE",
        "is_negative": "BOOLEAN",
        "gain": "INTEGER",
        "basket_id": "VARCHAR",
    }
    for columns in shapes.values():
        common = {column["name"]: column["type"] for column in columns[:9]}
        assert list(common.items()) == list(expected.items())


def test_what_is_held_out_is_what_the_build_does_not_see(backtest: Path) -> None:
    """In shoes, which bar what was bought: counted from the events."""
    assert rows(
        backtest,
        """
        select user_id, item_id, max(gain)
        from backtest_intermediate.int_shoes__events
        semi join backtest_intermediate.int_shoes__items using (item_id)
        anti join backtest_intermediate.int_shoes__exclusions using (user_id, item_id)
        where occurred_at > cast(? as timestamp) and strength > 0
        group by all
        order by all
        """,
        AS_OF,
    ) == rows(
        backtest,
        """
        select user_id, item_id, gain
        from backtest_intermediate.int_evaluation__holdout
        where domain = 'shoes'
        order by all
        """,
    )


def test_a_backtest_evaluates_what_it_builds(backtest: Path) -> None:
    assert rows(
        backtest, "select domain, holdout from evaluation.runs order by domain"
    ) == [
        (domain, "last basket" if domain == "grocery" else "as_of")
        for domain in DOMAINS
    ]
    # Of every type of segment, each user who has the metric is in exactly one.
    assert (
        rows(
            backtest,
            """
            select run_id, metrics.segment_type, metric, k from evaluation.metrics
            inner join evaluation.metrics as whole using (run_id, metric, k)
            inner join evaluation.runs using (run_id)
            where whole.segment_type = 'all'
            group by all
            having
                sum(metrics.users) != any_value(whole.users)
                or (metric = 'recall' and sum(metrics.users) != any_value(runs.users))
            """,
        )
        == []
    )
    assert rows(
        backtest,
        """
        select domain, string_agg(distinct segment_type, ' ' order by segment_type)
        from evaluation.metrics
        where segment_type not in ('all', 'history_length')
        group by domain
        order by domain
        """,
    ) == [
        ("dating", "age_band gender place"),
        ("pings", "age_band place"),
        ("shoes", "age_band gender"),
        ("streaming", "age_band gender place"),
    ]


def test_coverage_and_gini_by_counting(backtest: Path) -> None:
    """Of streaming's lists at 10, from their definitions."""
    users = {
        user
        for (user,) in rows(
            backtest,
            "select user_id from backtest_intermediate.int_evaluation__holdout"
            " where domain = 'streaming'",
        )
    }
    counts = dict.fromkeys(
        (
            item
            for (item,) in rows(
                backtest,
                "select item_id from backtest_intermediate.int_streaming__items",
            )
        ),
        0,
    )
    for user, item in rows(
        backtest,
        "select user_id, item_id from backtest_streaming.recommendations"
        " where rank <= 10",
    ):
        counts[item] += user in users
    listed = sorted(counts.values())
    # Half the mean absolute difference of all pairs, relative to the mean.
    gini = sum(abs(x - y) for x in listed for y in listed) / (
        2 * len(listed) * sum(listed)
    )
    assert rows(
        backtest,
        """
        select metric, value from evaluation.metrics
        where domain = 'streaming' and k = 10 and metric in ('coverage', 'gini')
        order by metric
        """,
    ) == [
        (
            "coverage",
            pytest.approx(sum(x > 0 for x in listed) / len(listed), rel=1e-15),
        ),
        ("gini", pytest.approx(gini, rel=1e-14)),
    ]
