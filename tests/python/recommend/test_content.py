"""Items that nobody used yet, by their titles and attributes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from helpers import MORE_SOURCES
from scripts.warehouse import Warehouse

INTERACTIONS = "user_id,item_id\nann,a\nbea,a\nbea,b\ncid,d\n"
ITEMS = """item_id,title,colour,size
a,Red trail shoe,red,42
b,Blue trail shoe,blue,42
c,Red road shoe,red,
d,Green hat,"green ""moss"": dark",
new,Red trail sandal,red,42
plain,plain,,
"""
# What the items are said to be, without names of attributes and what is missing; the
# title of the last is its id.
TEXTS = {
    "a": "Red trail shoe red 42",
    "b": "Blue trail shoe blue 42",
    "c": "Red road shoe red",
    "d": 'Green hat green "moss": dark',
    "new": "Red trail sandal red 42",
    "plain": "",
}


def test_a_new_item_is_recommended_by_what_it_is(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    (tmp_path / "interactions.csv").write_text(INTERACTIONS, encoding="utf-8")
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8")
    code, output, database = build_warehouse(
        "tag:custom",
        env={
            "RECMART_INTERACTIONS": str(tmp_path / "interactions.csv"),
            "RECMART_ITEMS": str(tmp_path / "items.csv"),
        },
        vars=MORE_SOURCES,
    )
    assert code == 0, output
    vectors = TfidfVectorizer().fit_transform(TEXTS.values())
    products = (vectors @ vectors.T).toarray()
    expected = {
        (one, other): products[row][column]
        for row, one in enumerate(TEXTS)
        for column, other in enumerate(TEXTS)
        if one != other and products[row][column] > 0
    }
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.execute(
            "select item_id, similar_item_id, cosine"
            " from intermediate.int_custom__content_similarity"
        ).fetchall()
        listed = connection.execute(
            "select item_id, source, reason from custom.recommendations"
            " where user_id = 'ann' order by rank"
        ).fetchall()
    assert {(one, other): cosine for one, other, cosine in found} == pytest.approx(
        expected, abs=1e-12
    )
    # The nearest to a is what nobody has used; b, which bea has too, is nearer than c.
    liked = "which you liked"
    assert listed[0] == ("new", "content", f"like Red trail shoe, {liked}")
    assert {item for item, *_ in listed[:3]} == {"new", "b", "c"}
    with Warehouse(database) as warehouse:
        first = warehouse.recommend("custom", "x", 3, items=["a"]).items[0]
    assert (first["item_id"], first["reason"]) == ("new", "like Red trail shoe")


def test_what_is_described_alike_stands_in_lists_of_the_samples(
    tmp_path: Path, warehouse: Path, dbt_build: Callable
) -> None:
    """Reasons are true, and what is asked for is the build's; with new items, too."""
    database = tmp_path / "recmart.duckdb"
    copyfile(warehouse, database)
    domains = {
        "streaming": ("watched", "content_type", "genre"),
        "grocery": ("bought", "aisle", "department"),
    }
    code, output, _ = dbt_build(
        tmp_path,
        select=" ".join(
            f"int_{domain}__content_similarity int_{domain}__content_weights"
            f" int_{domain}__content_candidates int_{domain}__similar_candidates"
            f" {domain}__recommendations {domain}__list_of_user"
            for domain in domains
        )
        + " int_grocery__together_candidates",
        vars=MORE_SOURCES | {"recommendations_per_user": 20, "exploration_share": 0.1},
        database=database,
    )
    assert code == 0, output
    for domain, (did, *attributes) in domains.items():
        with duckdb.connect(database, read_only=True) as connection:
            listed, confirmed = connection.execute(
                f"""
                with words as (
                    select item_id, title, regexp_extract_all(
                        lower(concat_ws(' ', title, {", ".join(attributes)})),
                        '[\\p{{L}}\\p{{N}}_]{{2,}}'
                    ) as words
                    from intermediate.int_{domain}__items
                )
                select count(*), count(*) filter (where exists (
                    from intermediate.int_{domain}__user_items as own
                    inner join words as known on own.item_id = known.item_id
                    where
                        own.user_id = lists.user_id
                        and own.is_liked
                        and lists.reason = 'like ' || known.title || ', which you {did}'
                        and list_has_any(known.words, words.words)
                ))
                from {domain}.recommendations as lists
                inner join words on lists.item_id = words.item_id
                where lists.source = 'content'
                """
            ).fetchone()
            # What is like something of the history counts, among the first 200.
            alike, counted = connection.execute(
                f"""
                select count(*), count(*) filter (
                    lists.similar_score > 0 or offered.items >= 200
                )
                from {domain}.recommendations as lists
                inner join (
                    select user_id, count(*) as items
                    from intermediate.int_{domain}__similar_candidates
                    group by user_id
                ) as offered on lists.user_id = offered.user_id
                inner join intermediate.int_{domain}__item_popularity as items
                    on lists.item_id = items.item_id
                where lists.source = 'content' and exists (
                    from intermediate.int_{domain}__user_items as own
                    inner join intermediate.int_{domain}__item_popularity as known
                        on own.item_id = known.item_id
                    inner join intermediate.int_{domain}__item_weights as weights
                        on
                            known.rank = weights.item_rank
                            and items.rank = weights.other_item_rank
                    where
                        own.user_id = lists.user_id
                        and own.is_liked
                        and weights.weight > 0
                )
                """
            ).fetchone()
            marts: dict[str, list[tuple]] = {}
            for user, *row in connection.execute(
                f"select user_id, item_id, score, source, reason"
                f" from {domain}.recommendations"
                " where user_id in (select distinct user_id from"
                f" {domain}.recommendations order by all limit 7)"
                " order by user_id, rank"
            ).fetchall():
                marts.setdefault(user, []).append(tuple(row))
        assert listed > 100
        assert confirmed == listed
        assert alike > 100
        assert counted == alike
        assert "explore" in {
            source for of_one in marts.values() for _, _, source, _ in of_one
        }
        with Warehouse(database) as asked:
            for user, of_mart in marts.items():
                items = asked.recommend(domain, user, 30).items
                names = ("item_id", "score", "source", "reason")
                assert [
                    tuple(item[name] for name in names) for item in items[:20]
                ] == of_mart
