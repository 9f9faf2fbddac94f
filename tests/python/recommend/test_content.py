"""Items that nobody used yet, by their titles and attributes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
