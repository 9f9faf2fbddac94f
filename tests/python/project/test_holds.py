"""The test `holds` finds what breaks each kind of rule, counts it and shows one."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

# Of each column of lists some row is wrong: a pair comes twice, a rank is left out, ...
TABLES = """
create table lists as
select * from (values
    ('u1', 1, 'i1', 0.5, 'similar'),
    ('u1', 2, 'i2', 1.5, 'similar'),
    ('u1', 2, 'i2', -0.5, null),
    ('u2', 1, 'i1', null, 'magic'),
    ('u2', 3, null, 0.25, 'popular'),
    ('u3', 1, 'i9', 1.0, 'popular')
) as rows (user_id, rank, item_id, score, source);
create table items as select * from (values ('i1'), ('i2')) as rows (id);
create table barred as
select * from (values ('u3', 'i9'), ('u3', 'i1')) as rows (user_id, item_id);
"""
# A rule with what is to be told of it: in how many places it is broken, and one.
BROKEN = {
    # u1, i2 twice; of i1, i2 and nothing that is known each of the first two.
    "{'unique': ['user_id', 'item_id']}": (
        *("unique user_id, item_id", 1),
        "u1, i2",
    ),
    "{'unique': 'item_id'}": ("unique item_id", 2, "i1"),
    "{'unique': {'columns': ['user_id'], 'where': 'rank = 2'}}": (
        *("unique user_id, where rank = 2", 1),
        "u1",
    ),
    "{'not_null': 'score'}": ("not_null score", 1, "null"),
    # Neither is 1.5, nor is what is unknown.
    "{'always_true': 'score <= 1'}": ("always_true score <= 1", 2, None),
    "{'in_range': {'column': 'score', 'min': 0, 'max': 1}}": (
        *("in_range score, min 0, max 1", 2),
        "-0.50",
    ),
    "{'accepted_values': {'column': 'source', 'values': ['similar', 'popular']}}": (
        *("accepted_values source, values ['similar', 'popular']", 1),
        "magic",
    ),
    "{'relationships': {'column': 'item_id', 'to': 'items', 'field': 'id'}}": (
        *("relationships item_id, to items, field id", 1),
        "i9",
    ),
    # u1 has 2 twice, u2 no 2.
    "{'dense_ranks': {'column': 'rank', 'within': 'user_id'}}": (
        *("dense_ranks rank, within user_id", 2),
        "u1",
    ),
    "{'equal_total': {'expression': 'count(*)', 'source': 'items',"
    " 'source_expression': 'count(*)'}}": (
        "equal_total, expression count(*), source items, source_expression count(*)",
        *(1, "6 is not 2"),
    ),
    "{'no_excluded_pair': {'exclusions': 'barred'}}": (
        *("no_excluded_pair, exclusions barred", 1),
        "u3, i9",
    ),
}
KEPT = [
    "{'unique': ['user_id', 'rank', 'score']}",
    "{'unique': {'columns': ['user_id', 'item_id'], 'where': 'rank = 1'}}",
    "{'not_null': 'user_id'}",
    "{'always_true': 'rank > 0'}",
    "{'in_range': {'column': 'score', 'min': -0.5, 'max': 1.5}}",
    "{'in_range': {'column': 'score', 'max': 2}}",
    "{'accepted_values': {'column': 'rank', 'values': [1, 2, 3]}}",
    "{'equal_total': {'expression': 'sum(rank)', 'source': 'items',"
    " 'source_expression': 'count(*) * 5'}}",
]


def test_what_is_broken_is_told(sql_of: Callable[[str], str]) -> None:
    rules = f"[{', '.join([*BROKEN, *KEPT])}]"
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        told = connection.sql(sql_of(f"recmart.broken_rules('lists', {rules})"))
        assert told.fetchall() == list(BROKEN.values())
