"""Lists that avoid what is alike, end to end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from scripts.warehouse import Warehouse

DIVERSITY = 0.3
# Values are rounded to 2^-40, twice.
ROUNDING = 2**-39

Lists = dict[str, list[tuple[str, float]]]


@pytest.fixture(scope="module")
def diverse(
    tmp_path_factory: pytest.TempPathFactory, warehouse: Path, dbt_build: Callable
) -> Path:
    """The sample warehouse with diverse lists for viewers, checked by dbt's tests."""
    folder = tmp_path_factory.mktemp("diverse")
    database = folder / "recmart.duckdb"
    copyfile(warehouse, database)
    code, output, _ = dbt_build(
        folder,
        select="streaming__recommendations streaming__list_of_user",
        vars={"diversity": DIVERSITY},
        database=database,
    )
    assert code == 0, output
    return database


def ask(database: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def lists_of(database: Path) -> Lists:
    lists: Lists = {}
    for user_id, item_id, score in ask(
        database,
        "select user_id, item_id, score from streaming.recommendations"
        " order by user_id, rank",
    ):
        lists.setdefault(user_id, []).append((item_id, score))
    return lists


def similarities(database: Path) -> dict[frozenset[str], float]:
    return {
        frozenset(pair): cosine
        for *pair, cosine in ask(
            database,
            "select item_id, similar_item_id, cosine from streaming.item_similarity",
        )
    }


def intra_list_diversity(database: Path) -> float:
    """1 - cosine over all pairs of a list, as evaluation has it; mean over users."""
    cosines = {
        frozenset(pair): cosine
        for *pair, cosine in ask(
            database,
            """
            select
                item.item_id,
                other_item.item_id,
                users_in_common / sqrt(item.liking_users * other_item.liking_users)
            from intermediate.int_streaming__item_pairs as pairs
            inner join streaming.item_popularity as item on pairs.item_rank = item.rank
            inner join streaming.item_popularity as other_item
                on pairs.other_item_rank = other_item.rank
            """,
        )
    }
    means = []
    for items in lists_of(database).values():
        pairs = list(combinations([item_id for item_id, _ in items], 2))
        distances = [1 - cosines.get(frozenset(pair), 0) for pair in pairs]
        means.append(sum(distances) / len(pairs))
    return sum(means) / len(means)


def test_lists_are_more_diverse_and_begin_the_same(
    warehouse: Path, diverse: Path
) -> None:
    before, after = lists_of(warehouse), lists_of(diverse)
    assert {user_id: len(items) for user_id, items in after.items()} == {
        user_id: len(items) for user_id, items in before.items()
    }
    assert all(after[user_id][0] == items[0] for user_id, items in before.items())
    assert intra_list_diversity(diverse) > intra_list_diversity(warehouse)


def test_every_place_goes_to_the_best_of_what_comes_later(diverse: Path) -> None:
    cosines = similarities(diverse)
    fallen = 0
    for items in lists_of(diverse).values():
        largest_score = items[0][1]
        best_before = 1.0
        for place in range(len(items)):
            values = [
                (1 - DIVERSITY) * score / largest_score
                - DIVERSITY
                * max(
                    (
                        cosines.get(frozenset({item_id, above}), 0)
                        for above, _ in items[:place]
                    ),
                    default=0,
                )
                for item_id, score in items[place:]
            ]
            assert values[0] >= max(values) - ROUNDING
            assert values[0] <= best_before + ROUNDING
            best_before = values[0]
        scores = [score for _, score in items]
        assert scores[0] == max(scores)
        fallen += scores != sorted(scores, reverse=True)
    assert fallen > 100


def test_scores_and_sources_stay_those_of_the_contributions(diverse: Path) -> None:
    assert not ask(
        diverse,
        """
        select * from streaming.recommendations
        where
            score != similar_score + segment_score + popular_score
            or greatest(similar_score, segment_score, popular_score) != case source
                when 'similar' then similar_score
                when 'segment' then segment_score
                else popular_score
            end
        """,
    )


def test_lists_of_any_length_and_kind_are_diverse(diverse: Path) -> None:
    """What is asked for is the build's; what is longer begins like it."""
    with Warehouse(diverse) as asked:
        for user_id in ("u1", "u2", "u3", "u4", "u5"):
            listed = asked.recommend("streaming", user_id, 20).items
            assert [(item["item_id"], item["score"]) for item in listed] == lists_of(
                diverse
            )[user_id]
            items = asked.recommend("streaming", user_id, 60).items
            assert items[:20] == listed
            assert len({item["item_id"] for item in items}) == 60
            scores = [item["score"] for item in items]
            assert scores != sorted(scores, reverse=True)
            wanted = {"genre": "drama"}
            dramas = asked.recommend("streaming", user_id, 5, wanted).items
            assert len(dramas) == 5
            assert all(item["attributes"]["genre"] == "drama" for item in dramas)


def test_pages_are_parts_of_one_list(diverse: Path) -> None:
    """Of whom nothing is known all is popular, and what comes later is as good."""
    with Warehouse(diverse) as asked:
        whole = asked.recommend("streaming", "nobody", 60).items
        pages = [
            *asked.recommend("streaming", "nobody", 20).items,
            *asked.recommend("streaming", "nobody", 40, offset=20).items,
        ]
    assert [item["item_id"] for item in pages] == [item["item_id"] for item in whole]


def test_a_diversity_beyond_1_is_refused(tmp_path: Path, dbt_build: Callable) -> None:
    code, output, _ = dbt_build(
        tmp_path, select="streaming__recommendations", vars={"diversity": 1.5}
    )
    assert code != 0
    assert "diversify: diversity 1.5 is not a number from 0 to 1." in output
