"""The metrics against others': trec_eval for accuracy, NumPy for the intervals."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
import pytrec_eval

from helpers import project_manifest

CUTOFFS = [1, 5, 10, 20]
TREC_EVAL = {
    "recall": "recall",
    "hit_rate": "success",
    "precision": "P",
    "ndcg": "ndcg_cut",
    "map": "map_cut",
}
CALLS = {
    "accuracy": f"""recmart.accuracy_metrics(
        recommendations='lists', holdout='holdout', cutoffs={CUTOFFS}
    )""",
    "bootstrap": """recmart.bootstrapped_metrics(
        user_metrics='user_metrics', user_segments='user_segments', metrics=['ndcg']
    )""",
    "one_bucket_for_many": """recmart.bootstrapped_metrics(
        user_metrics='user_metrics', user_segments='user_segments', metrics=['ndcg'],
        buckets=100
    )""",
    "resampled": "recmart.resampled('bucketed', 'weights', ['ndcg', 'mrr'])",
    "resampled_elsewhere": """
        recmart.default__resampled('bucketed', 'weights', ['ndcg', 'mrr'])
    """,
}


@pytest.fixture(scope="module")
def sql(sql_of: Callable[[str], str]) -> dict[str, str]:
    """The SQL of each call, on tables of the test's own."""
    return {name: sql_of(call) for name, call in CALLS.items()}


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize("seed", range(20))
def test_accuracy_equals_trec_eval(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection, seed: int
) -> None:
    """On users without a list, with short lists, without a hit, and graded gains."""
    rng = random.Random(seed)  # noqa: S311
    items = [f"i{number}" for number in range(60)]
    gains = {
        f"u{user}": {
            item: rng.choice([1, 1, 1, 2, 3, 5])
            for item in rng.sample(items, rng.randint(1, 40))
        }
        for user in range(50)
    }
    # Some lists are of users of whom nothing is held out.
    lists = {
        f"u{user}": rng.sample(items, rng.choice([1, 3, 20, 20, 30]))
        for user in range(60)
        if rng.random() < 0.8
    }
    connection.execute("create table holdout (user_id text, item_id text, gain int)")
    connection.execute("create table lists (user_id text, rank int, item_id text)")
    connection.executemany(
        "insert into holdout values (?, ?, ?)",
        [
            (user, item, gain)
            for user, of_user in gains.items()
            for item, gain in of_user.items()
        ],
    )
    connection.executemany(
        "insert into lists values (?, ?, ?)",
        [
            (user, rank, item)
            for user, of_user in lists.items()
            for rank, item in enumerate(of_user, start=1)
        ],
    )
    actual = defaultdict(dict)
    relation = connection.sql(sql["accuracy"])
    for row in relation.fetchall():
        values = dict(zip(relation.columns, row, strict=True))
        for metric in (*TREC_EVAL, "mrr"):
            actual[values["user_id"]][metric, values["k"]] = values[metric]
    assert actual.keys() == gains.keys()

    measures = {
        f"{name}.{','.join(str(k) for k in CUTOFFS)}" for name in TREC_EVAL.values()
    }
    evaluator = pytrec_eval.RelevanceEvaluator(gains, measures)
    expected = evaluator.evaluate(
        {
            user: {item: -rank for rank, item in enumerate(of_user)}
            for user, of_user in lists.items()
        }
    )
    for k in CUTOFFS:
        reciprocal_rank = pytrec_eval.RelevanceEvaluator(gains, {"recip_rank"})
        of_cut_lists = reciprocal_rank.evaluate(
            {
                user: {item: -rank for rank, item in enumerate(of_user[:k])}
                for user, of_user in lists.items()
            }
        )
        for user in gains:
            found = expected.get(user, {})
            for metric, name in TREC_EVAL.items():
                # Sums of 20 doubles in another order: their last bits may differ.
                assert actual[user][metric, k] == pytest.approx(
                    found.get(f"{name}_{k}", 0.0), rel=1e-15 * 20, abs=0
                ), (user, metric, k)
            assert actual[user]["mrr", k] == of_cut_lists.get(user, {}).get(
                "recip_rank", 0.0
            )


def make_users(connection: duckdb.DuckDBPyConnection, values: np.ndarray) -> None:
    """Make the tables of users, one row of values (personal, popular) each."""
    connection.execute(
        "create table user_metrics (list_name text, k int, user_id text, ndcg double)"
    )
    connection.execute(
        "create table user_segments (user_id text, segment_type text, segment text)"
    )
    for column, name in enumerate(("recommendations", "popular")):
        connection.executemany(
            "insert into user_metrics values (?, 10, ?, ?)",
            [(name, f"u{user}", row[column]) for user, row in enumerate(values)],
        )
    connection.execute(
        "insert into user_segments"
        " select user_id, 'all', 'all' from user_metrics group by user_id"
    )


@pytest.mark.parametrize(
    ("call", "users"), [("bootstrap", 400), ("one_bucket_for_many", 3000)]
)
def test_intervals_are_those_of_the_bootstrap(
    sql: dict[str, str],
    connection: duckdb.DuckDBPyConnection,
    call: str,
    users: int,
) -> None:
    """Against a multinomial bootstrap of the single users by NumPy."""
    rng = np.random.default_rng(7)
    values = rng.beta([0.4, 0.3], [2.0, 2.5], size=(users, 2))
    make_users(connection, values)
    row = connection.sql(sql[call]).fetchall()[0]
    names = connection.sql(sql[call]).columns
    actual = dict(zip(names, row, strict=True))
    assert actual["users"] == users
    assert actual["value"] == pytest.approx(values[:, 0].mean(), rel=1e-14)
    assert actual["popular_value"] == pytest.approx(values[:, 1].mean(), rel=1e-14)
    difference = values[:, 0] - values[:, 1]
    assert actual["difference"] == pytest.approx(difference.mean(), rel=1e-13)

    samples = rng.integers(0, users, size=(20_000, users))
    for sample, lower, upper in (
        (values[:, 0], "lower", "upper"),
        (difference, "difference_lower", "difference_upper"),
    ):
        means = sample[samples].mean(axis=1)
        # A quantile of 1,000 draws errs by about 0.085 standard deviations; over 100
        # buckets instead of 3,000 users the deviation itself errs by a fourteenth.
        error = 0.35 * means.std()
        assert actual[lower] == pytest.approx(np.quantile(means, 0.025), abs=error)
        assert actual[upper] == pytest.approx(np.quantile(means, 0.975), abs=error)


def test_p_values_are_those_of_swapping_lists(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """Eight users: all 256 ways to swap the lists can be counted."""
    values = (
        np.array([(9, 4), (7, 6), (5, 8), (8, 2), (6, 3), (4, 5), (9, 7), (5, 5)])
        / 10.0
    )
    make_users(connection, values)
    difference = (10 * values[:, 0] - 10 * values[:, 1]).round()
    signs = 1 - 2 * (np.arange(256)[:, None] >> np.arange(8) & 1)
    exact = (abs(signs @ difference) >= abs(difference.sum())).mean()
    relation = connection.sql(sql["bootstrap"])
    p_value = dict(zip(relation.columns, relation.fetchall()[0], strict=True))[
        "p_value"
    ]
    # Three standard deviations of a share of 1,000 tosses.
    assert p_value == pytest.approx(exact, abs=3 * (exact * (1 - exact) / 1000) ** 0.5)


def test_without_a_difference_nothing_is_significant(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """True nulls: of 200 comparisons of equally good lists about one in 20 says .05."""
    rng = np.random.default_rng(11)
    significant = 0
    for _ in range(60):
        connection.execute("drop table if exists user_metrics")
        connection.execute("drop table if exists user_segments")
        make_users(connection, rng.beta(0.4, 2, size=(100, 2)))
        relation = connection.sql(sql["bootstrap"])
        row = dict(zip(relation.columns, relation.fetchall()[0], strict=True))
        significant += row["p_value"] <= 0.05
    assert significant <= 9


def test_what_is_as_far_from_nothing_is_not_taken_for_nearer(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """Of three thirds less than two, no toss is nearer to 0, but for rounding."""
    make_users(connection, np.array([[1, 2], [3, 1], [1, 2], [1, 2]]) / 6)
    relation = connection.sql(sql["bootstrap"])
    row = dict(zip(relation.columns, relation.fetchall()[0], strict=True))
    assert row["p_value"] == 1


def test_resampling_elsewhere_gives_the_same(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """The products of lists on DuckDB, and the join on other databases."""
    connection.execute(
        """
        create table bucketed as
        select
            'all' as segment_type,
            segments.segment,
            10 as k,
            metrics.metric,
            buckets.bucket,
            cast(hash(segment, bucket, metric) % 1000000 as double) as personal_units,
            cast(hash(bucket, segment, metric) % 4 as double) as personal_users,
            cast(hash(bucket, metric) % 2000 as double) - 1000 as difference_units,
            cast(hash(bucket, 1) % 3 as double) as pairs
        from (values ('a', 30), ('b', 70), ('c', 1)) as segments (segment, users)
        inner join range(70) as buckets (bucket) on bucket < segments.users
        cross join (values ('ndcg'), ('mrr')) as metrics (metric);
        create table weights as
        select
            replicate,
            bucket,
            cast(hash(replicate, bucket) % 4 as double) as times,
            cast(1 - 2 * (hash(bucket, replicate) % 2)::int as double) as sign
        from range(1, 101) as replicates (replicate), range(70) as buckets (bucket)
        """
    )
    actual, expected = (
        connection.sql(
            f"select * from ({sql[call]}) order by metric, segment, replicate"
        )
        for call in ("resampled", "resampled_elsewhere")
    )
    assert actual.columns == expected.columns
    rows = actual.fetchall()
    assert len(rows) == 600
    assert rows == expected.fetchall()


def test_only_the_evaluation_reads_what_is_held_out(tmp_path: Path) -> None:
    """No list can learn from the holdout.

    Events that the build does not see are in `int_<domain>__events` only, of which the
    contract takes the visible ones; nothing else but evaluation and health reads them.
    """
    manifest = project_manifest(tmp_path)
    children = manifest["child_map"]

    def models_reading(model: str) -> set[str]:
        return {
            node.split(".")[2]
            for node in children[f"model.recmart.{model}"]
            if node.startswith("model.")
        }

    domains = ("custom", "dating", "grocery", "pings", "shoes", "streaming")
    reading = set().union(
        *(models_reading(f"int_{domain}__events") for domain in domains)
    )
    interactions = {f"int_{domain}__interactions" for domain in domains}
    assert reading - interactions == {
        *("int_evaluation__holdout", "dating__reaction_by_rank"),
        *("pings__recommendation_health", "pings__rolling_health"),
        "pings__off_policy_estimates",
    }
    macro = manifest["macros"]["macro.recmart.dated_interactions"]["macro_sql"]
    for model in interactions:
        raw_code = manifest["nodes"][f"model.recmart.{model}"]["raw_code"]
        assert "where is_visible" in raw_code.replace(
            "recmart.dated_interactions(", macro
        )
    assert models_reading("stg_custom__holdout") == {"int_custom__events"}
    reached, to_visit = set(), {"int_evaluation__holdout", "dating__reaction_by_rank"}
    while to_visit:
        model = to_visit.pop()
        reached.add(model)
        to_visit |= models_reading(model) - reached
    evaluation = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "evaluation"
    }
    assert reached == evaluation
