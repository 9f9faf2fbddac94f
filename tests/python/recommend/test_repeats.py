"""What is bought again, with and without times."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

import duckdb
import pytest


@pytest.mark.parametrize("are_timed", [False, True])
def test_no_rhythm_is_made_up_where_no_days_are_known(
    sql_of: Callable[[str], str], are_timed: bool
) -> None:
    """A in the first two of ten baskets, B in the last; nothing fades, no priors.

    So the frequencies are .2 and .1. With a day from basket to basket, A was last
    bought nine days before the next one (8 + 1), each day by day; B a day before, and
    what was bought once has a rhythm of 30 days. C was in the other eight, but not
    bought.
    """
    sql = sql_of(
        "recmart.repeat_candidates('interactions', ['age_days', 'number desc'],"
        " is_purchase='is_purchase', basket_decay=1, prior_baskets=0,"
        " item_prior_baskets=1)"
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create table interactions (user_id varchar, basket_id varchar,"
            " item_id varchar, age_days double, strength double, is_negative boolean,"
            " number integer, is_purchase boolean)"
        )
        for number in range(1, 11):
            for item in ("A" if number < 3 else "C", *("B" if number == 10 else "")):
                connection.execute(
                    "insert into interactions values ('u', ?, ?, ?, 1, false, ?, ?)",
                    [
                        *(f"b{number}", item, (10 - number) * are_timed, number),
                        item != "C",
                    ],
                )
        told = f"select item_id, score, reason from ({sql})"
        rows = connection.execute(told).fetchall()
    found = {item: score for item, score, _ in rows}
    assert {item: reason for item, _, reason in rows} == {
        "A": "bought in 2 of your last 10 baskets",
        "B": "bought in 1 of your last 10 baskets",
        "C": "in 8 of your last 10 baskets",
    }
    fits = {
        "A": exp(-0.08 * log(10 / 2) ** 2) if are_timed else 1,
        "B": exp(-0.08 * log(2 / 31) ** 2) if are_timed else 1,
    }
    assert found["A"] == pytest.approx(0.2 * fits["A"], abs=1e-9)
    assert found["B"] == pytest.approx(0.1 * fits["B"], abs=1e-9)
