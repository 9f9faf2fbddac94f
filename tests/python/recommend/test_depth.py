"""How many items each source offers to a list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

CONTENT = {"recmart_parameters": {"streaming": {"weights": {"content": 1}}}}


@pytest.mark.parametrize(
    ("domain", "variables", "depth"),
    [
        ("streaming", {}, 40),
        ("streaming", {"recommendations_per_user": 40}, 40),
        ("streaming", {"recommendations_per_user": 41}, 200),
        # Scores of two sources are added, of repeats and one other not.
        ("streaming", CONTENT, 200),
        ("streaming", CONTENT | {"recommendations_per_user": 300}, 300),
        ("shoes", {}, 200),
        ("grocery", {}, 40),
        # A list is chosen among more than its places, of this domain only.
        ("streaming", {"most_per": {"streaming": {"genre": 3}}}, 200),
        ("grocery", {"most_per": {"streaming": {"genre": 3}}}, 40),
        # What a shop hides takes no other's place.
        ("streaming", {"merchandising": ["streaming"]}, 200),
        ("grocery", {"merchandising": ["streaming"]}, 40),
    ],
)
def test_by_what_is_added_and_chosen(
    sql_of: Callable[..., str], domain: str, variables: dict, depth: int
) -> None:
    assert json.loads(sql_of(f"recmart.source_depth('{domain}')", **variables)) == depth


def test_a_long_list_is_personal_to_its_end(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    """30 users buy 75 of 120 items in five baskets: nearly any two have some user."""
    draw = np.random.default_rng(11)
    lines = []
    for user in range(30):
        bought = draw.choice(120, 75, replace=False).tolist()
        lines += [
            f"u{user},i{item},u{user}b{place // 15},2025-03-{1 + place // 15:02}"
            for place, item in enumerate(bought)
        ]
    file = tmp_path / "interactions.csv"
    file.write_text(
        "\n".join(["user_id,item_id,basket_id,timestamp", *lines]) + "\n",
        encoding="utf-8",
    )
    code, output, database = build_warehouse(
        "tag:custom",
        env={"RECMART_INTERACTIONS": str(file)},
        vars={"recommendations_per_user": 120},
    )
    assert code == 0, output
    with duckdb.connect(database, read_only=True) as connection:
        lists = connection.execute(
            "select user_id, count(*), count(*) filter (similar_score > 0)"
            " from custom.recommendations group by user_id"
        ).fetchall()
    assert len(lists) == 30
    assert {places for _, places, _ in lists} == {120}
    assert min(similar for *_, similar in lists) > 100


def test_what_is_hidden_takes_no_place(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    """All that is most like "seed" is sold out: more than a source or an item keeps."""
    gone = [f"gone{item}" for item in range(230)]
    left = [f"left{item}" for item in range(5)]
    lines = [f"u{user},{item}" for user in range(20) for item in ["seed", *gone]]
    lines += [f"u{user},{item}" for user in range(5) for item in left]
    lines += [f"v{user},popular{user % 9}" for user in range(200)]
    (tmp_path / "interactions.csv").write_text(
        "\n".join(["user_id,item_id", "ann,seed", "bob,seed", *lines]) + "\n",
        encoding="utf-8",
    )
    (tmp_path / "merchandising.csv").write_text(
        "item_id,hide\n" + "".join(f"{item},yes\n" for item in gone), encoding="utf-8"
    )
    code, output, database = build_warehouse(
        "tag:custom",
        env={
            "RECMART_INTERACTIONS": str(tmp_path / "interactions.csv"),
            "RECMART_MERCHANDISING": str(tmp_path / "merchandising.csv"),
        },
        vars={"recmart_parameters": {"custom": {"weights": {"user_knn": 0.5}}}},
    )
    assert code == 0, output
    asked = "select item_id from {} where {} order by rank"
    with duckdb.connect(database, read_only=True) as connection:
        for listed in (
            asked.format("custom.recommendations", "user_id = 'ann' and rank <= 5"),
            asked.format("recommend('custom', 'ann', k := 5)", "true"),
            asked.format("similar('custom', 'seed', k := 5)", "true"),
        ):
            items = {item for (item,) in connection.execute(listed).fetchall()}
            assert items == {*left}
        # What is hidden keeps its rank in popularity, whoever makes the list.
        scores = "select rank, item_id, score from {} where {} order by rank"
        built, made = (
            connection.execute(scores.format(*listed)).fetchall()
            for listed in (
                ("custom.recommendations", "user_id = 'ann'"),
                ("recommend('custom', 'ann', k := 20)", "true"),
            )
        )
        assert made == built
