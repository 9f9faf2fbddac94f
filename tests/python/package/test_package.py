"""recmart in a stranger's project, `integration_tests/`, as docs/package.md has it.

Each way in is one run of dbt in a copy of that project, looked at by several tests.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from helpers import ROOT
from scripts.engines.server import Server
from shop import SHOP, Shop, copy_of_shop, tables_that_differ

OURS = {
    *("base_custom__holdout", "base_custom__interactions", "base_custom__items"),
    *("stg_custom__holdout", "stg_custom__interactions", "stg_custom__items"),
    *("int_custom__events", "int_custom__interactions", "int_custom__items"),
    *("int_custom__users", "int_custom__user_items", "int_custom__exclusions"),
    *("int_custom__item_popularity", "int_custom__item_likes"),
    *("int_custom__item_pairs", "int_custom__item_weights"),
    *("int_custom__similar_candidates", "int_custom__repeat_candidates"),
    *("custom__item_popularity", "custom__item_similarity"),
    *("custom__recommendations", "custom__trending_items", "custom__user_history"),
    *("quality__rejected_rows", "quality__row_counts"),
}
EVALUATION = {
    *("int_evaluation__holdout", "int_evaluation__lists", "evaluation__runs"),
    *("evaluation__user_metrics", "evaluation__metrics", "evaluation__averages"),
}


@pytest.fixture(scope="module")
def shop_with(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Shop]:
    """A function that gives a copy of the project, or of one of its variants."""
    return lambda variant="": copy_of_shop(tmp_path_factory.mktemp("shop"), variant)


@pytest.fixture(scope="module")
def shop(shop_with: Callable[..., Shop]) -> Shop:
    """Three vars."""
    return shop_with().build()


@pytest.fixture(scope="module")
def own_shop(shop_with: Callable[..., Shop]) -> Shop:
    """The vars under `recmart:`; a source, a seed; numbers and rules of their own."""
    own = shop_with("own")
    with duckdb.connect(str(own.database)) as connection:
        connection.execute("create schema till")
        connection.execute(
            "create table till.orders as from read_csv(?)",
            [str(own.folder / "seeds" / "orders.csv")],
        )
    return own.build()


@pytest.fixture(scope="module")
def orders() -> list[dict[str, str]]:
    with (SHOP / "seeds" / "orders.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_general_domain_comes_and_nothing_else(shop: Shop) -> None:
    assert shop.nodes("recmart", "model") == OURS
    others = shop.nodes("recmart") - OURS
    assert others == shop.nodes("recmart", "test")
    # Tests are of what people read.
    assert others
    assert not [name for name in others if "int_custom__" in name.split("ref_")[0]]
    assert "rror" not in shop.said.replace("ERROR=0", ""), shop.said
    assert "WARNING" not in shop.said, shop.said
    assert "hook" not in shop.said, shop.said


def test_what_became_of_their_rows_is_told(
    shop: Shop, orders: list[dict[str, str]]
) -> None:
    told = [line[10:] for line in shop.said.splitlines() if " recmart: " in line]
    assert sorted(told) == [
        f"recmart: custom.interactions from fct_orders: {len(orders)} rows read,"
        f" {len(orders)} staged, 0 rejected",
        "recmart: custom.items from dim_products: 12 rows read, 12 staged, 0 rejected",
    ]


def test_what_is_theirs_stays_theirs(shop: Shop, orders: list[dict[str, str]]) -> None:
    theirs = {"orders", "products", "fct_orders", "dim_products"}
    theirs |= {"item_popularity", "recommended_products"}
    tables = shop.rows("select table_schema, table_name from information_schema.tables")
    assert {schema for schema, _ in tables} == {"analytics", "analytics_recmart"}
    assert {name for schema, name in tables if schema == "analytics"} == theirs
    assert shop.nodes("shop", "model", "seed") == theirs
    assert dict(shop.rows("from analytics.item_popularity")) == {
        sku: len({order["order_no"] for order in orders if order["sku"] == sku})
        for sku in {order["sku"] for order in orders}
    }


def test_ours_is_made_of_theirs(shop: Shop, orders: list[dict[str, str]]) -> None:
    counted = shop.rows(
        "select table_name, raw_rows, staged_rows, rejected_rows"
        " from analytics_recmart.quality__row_counts"
    )
    assert sorted(counted) == [
        ("holdout", 0, 0, 0),
        ("interactions", len(orders), len(orders), 0),
        ("items", 12, 12, 0),
    ]
    bought: dict[str, set[str]] = {}
    for order in orders:
        bought.setdefault(order["customer_no"], set()).add(order["sku"])
    popular = shop.rows(
        "select item_id, title, attributes, users"
        " from analytics_recmart.item_popularity"
    )
    assert {(item_id, users) for item_id, _, _, users in popular} == {
        (f"P{number:02}", sum(f"P{number:02}" in skus for skus in bought.values()))
        for number in range(1, 13)
    }
    assert ("P12", "Gift card", '{"category":null}', 0) in popular
    # An order of two hours past five is of two hours past five, in UTC.
    first = min(orders, key=lambda order: order["ordered_at"])
    times = "select min(occurred_at)::text from analytics_recmart.user_history"
    assert shop.rows(times) == [(first["ordered_at"],)]
    # Everybody gets all that they do not know, with the reason.
    lists = shop.rows(
        "select user_id, item_id, reason from analytics_recmart.recommendations"
    )
    everything = {item_id for item_id, *_ in popular}
    assert {(user_id, item_id) for user_id, item_id, _ in lists} == {
        (user_id, item_id)
        for user_id, skus in bought.items()
        for item_id in everything - skus
    }
    assert {reason.split(" ")[0] for *_, reason in lists} == {"similar", "popular"}


@pytest.mark.parametrize(
    ("project", "theirs"), [("shop", "analytics"), ("own_shop", "own_tables")]
)
def test_one_model_gives_the_same_lists(
    project: str, theirs: str, request: pytest.FixtureRequest
) -> None:
    built: Shop = request.getfixturevalue(project)
    order = " order by user_id, rank"
    lists = built.rows(f"from {theirs}.recommended_products" + order)
    assert len(lists) > 60
    assert lists == built.rows("from analytics_recmart.recommendations" + order)


def test_postgres_makes_the_same_of_it(shop: Shop, tmp_path: Path) -> None:
    copy = copy_of_shop(tmp_path)
    # What its information schema does not tell the columns of, and more half-lives than
    # a power there may have.
    orders = tmp_path / "models" / "fct_orders.sql"
    made_once = "{{ config(materialized='materialized_view') }}\n"
    orders.write_text(made_once + orders.read_text())
    # And what dbt gives for a relation with --empty.
    faded = "{% set empty = ref('orders').replace(limit=0) %}"
    faded += "select {{ recmart.decay('40000.0', 30) }} as share,"
    faded += " {{ recmart.columns_of_relation(empty) | length if execute }} as width"
    (tmp_path / "models" / "faded.sql").write_text(faded)
    # Events of many days, of which a statement cannot foresee how many rows it has.
    daily = "select 'u' || n % 7 as user_id, 'i' || n % 7 + n % 2 as item_id,"
    daily += " timestamp '2024-01-01' + n * interval '1 day' as day"
    daily += " from generate_series(1, 400) as days (n)"
    lists = "{{ config(materialized='table') }}\n"
    lists += "{{ recmart.recommendations(ref('daily'), columns={'timestamp': 'day'}) }}"
    for name, sql in (("daily", daily), ("lists_of_daily", lists)):
        (tmp_path / "models" / f"{name}.sql").write_text(sql)
    with Server() as server:
        copy.build(
            *("--target", "postgres"),
            env={
                **server.environment,
                # The shop's clocks, as its profile has them on DuckDB.
                "PGTZ": "America/New_York",
                # No statement of so few rows takes long.
                "PGOPTIONS": "-c statement_timeout=120s",
            },
        )
        assert tables_that_differ(shop, server) == []
        assert server.rows("select share, width from analytics.faded") == [(0, 5)]
        # Each of seven knows two of eight items.
        assert server.rows("select count(*) from analytics.lists_of_daily") == [(42,)]


def test_without_a_var_there_is_nothing_but_macros(
    shop: Shop, shop_with: Callable[..., Shop]
) -> None:
    silent = shop_with("silent").build("--exclude", "item_popularity")
    assert silent.nodes("recmart") == set()
    schemas = "select distinct table_schema from information_schema.tables"
    assert silent.rows(schemas) == [("analytics",)]
    lists = "from analytics.recommended_products order by user_id, rank"
    assert silent.rows(lists) == shop.rows(lists)


def test_their_rules_and_names_hold(
    own_shop: Shop, orders: list[dict[str, str]]
) -> None:
    schemas = "select distinct table_schema from information_schema.tables order by 1"
    assert own_shop.rows(schemas) == [
        ("analytics_recmart",),
        ("own_tables",),
        ("till",),
    ]
    # Their rule: what is bought in the shop itself is no evidence.
    liked: dict[str, set[str]] = {}
    for order in orders:
        liked.setdefault(order["sku"], set())
        if order["channel"] == "web":
            liked[order["sku"]].add(order["customer_no"])
    assert {len(users) for users in liked.values()} != {0}
    liking_users = own_shop.rows(
        "select item_id, liking_users from analytics_recmart.item_popularity"
        " where interactions > 0"
    )
    assert dict(liking_users) == {sku: len(users) for sku, users in liked.items()}


def test_their_rule_and_numbers_change_lists(shop: Shop, own_shop: Shop) -> None:
    scores = (
        "select user_id, item_id, similar_score from analytics_recmart.recommendations"
    )
    assert own_shop.nodes("recmart", "model") - OURS == {
        "int_custom__item_factors",
        "int_custom__item_sequences",
        "int_custom__next_weights",
        "int_custom__next_candidates",
    }
    # The best similar item of each who has one scores the weight of its source.
    best = (
        "select distinct max(similar_score) from analytics_recmart.recommendations"
        " group by user_id having max(similar_score) > 0"
    )
    assert shop.rows(best) == [(0.03,)]
    assert own_shop.rows(best) == [(0.5,)]
    assert set(own_shop.rows(scores)) != set(shop.rows(scores))


def test_evaluation_comes_when_asked_for(
    shop_with: Callable[..., Shop], orders: list[dict[str, str]]
) -> None:
    past = shop_with().build("--vars", "{as_of: 2025-03-10, recmart_items: null}")
    assert past.nodes("recmart", "model") == OURS | EVALUATION
    tables = past.rows("select table_schema, table_name from information_schema.tables")
    kept = {name for schema, name in tables if schema == "analytics_recmart"}
    assert kept == {name for name in EVALUATION if not name.startswith("int_")}
    # Held out is what a customer came to buy that was known, but not to them.
    known, later = set(), set()
    for order in orders:
        known_yet = order["ordered_at"] < "2025-03-10"
        pair = (order["customer_no"], order["sku"])
        (known if known_yet else later).add(pair)
    skus = {sku for _, sku in known}
    held_out = {(user, sku) for user, sku in later - known if sku in skus}
    assert past.rows(
        "select user_id, item_id"
        " from analytics_recmart_backtest.int_evaluation__holdout order by all"
    ) == sorted(held_out)
    # Without the table of items all have their ids for titles. Lists are of all items,
    # so at 20 all of the held out ones are found.
    lists = past.rows("from analytics_recmart_backtest.recommendations")
    assert {(item_id, title) for _, _, item_id, title, *_ in lists} == {
        (sku, sku) for sku in skus
    }
    users = len({user for user, _ in held_out})
    assert past.rows(
        "select users, value, popular_value from analytics_recmart.evaluation__metrics"
        " where segment_type = 'all' and metric = 'recall' and k = 20"
    ) == [(users, 1.0, 1.0)]


def test_the_profile_tells_whose_project_it_is(
    tmp_path: Path, shop_with: Callable[..., Shop]
) -> None:
    # Recmart itself under the shop's profile would lose its domains without a word.
    ours = Shop(SHOP).dbt(
        *("parse", "--project-dir", str(ROOT), "--profiles-dir", str(SHOP)),
        *("--profile", "shop", "--target-path", str(tmp_path)),
        *("--log-path", str(tmp_path)),
    )
    # And the shop under one of the name recmart would have all of them.
    theirs = shop_with()
    for name in ("dbt_project.yml", "profiles.yml"):
        file = theirs.folder / name
        text = file.read_text().replace("profile: shop", "profile: recmart")
        file.write_text(text.replace("shop:\n  target", "recmart:\n  target"))
    theirs.dbt("parse")
    for run, project, profile in (
        (ours, "recmart", "shop"),
        (theirs, "shop", "recmart"),
    ):
        assert run.returncode == 2, run.said
        said = " ".join(run.said.split())
        assert f"the project is {project} and its profile {profile}." in said


def test_their_views_are_none_of_ours(shop_with: Callable[..., Shop]) -> None:
    # Views of views take minutes for the shop's 73 rows.
    theirs = shop_with()
    file = theirs.folder / "dbt_project.yml"
    file.write_text(file.read_text() + "models: {+materialized: view}\n")
    theirs.dbt("build", "--select", "+int_custom__item_pairs")
    said = " ".join(theirs.said.split())
    assert theirs.returncode == 1, said
    assert "int_custom__interactions is to be a view, and so are all" in said
    assert "models: shop: ..., or add models: recmart: intermediate:" in said
    file.write_text(
        file.read_text().replace(
            "{+materialized: view}",
            "{+materialized: view, recmart: {intermediate: {+materialized: table}}}",
        )
    )
    # In theirs nothing is rewritten, as the name of the database is in ours.
    closed = 'the "shop". is closed'
    (theirs.folder / "models" / "note.sql").write_text(f"select '{closed}' as note")
    theirs.build(
        *("--select", "+int_custom__item_pairs note", "--exclude", "resource_type:test")
    )
    assert theirs.rows("from analytics.note") == [(closed,)]


def test_of_an_ephemeral_model_it_is_said_what_is_not_read(
    shop_with: Callable[..., Shop],
) -> None:
    theirs = shop_with()
    file = theirs.folder / "models" / "fct_orders.sql"
    file.write_text(
        "{{ config(materialized='ephemeral') }}\n"
        + file.read_text().replace("channel,", "channel as event_type,")
    )
    # A rule of theirs says what one of the columns is called.
    project = theirs.folder / "dbt_project.yml"
    project.write_text(project.read_text().replace("    user_id: customer_no\n", ""))
    (theirs.folder / "macros").mkdir()
    (theirs.folder / "macros" / "names.sql").write_text(
        "{% macro default__accepted_column_names(table, column) %}"
        "{% set names = recmart.default__accepted_column_names(table, column) %}"
        "{{ return(['customer_no'] if column == 'user_id' else names) }}"
        "{% endmacro %}"
    )
    theirs.build("--select", "+base_custom__interactions")
    said = " ".join(theirs.said.split())
    assert "cannot be looked up, as it is no table or view." in said
    assert "Not read are weight, event_type, basket_id. Make it a view" in said
    ((relation,),) = theirs.rows(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where table_name like '%base_custom__interactions'"
    )
    assert theirs.rows(f"select user_id from {relation} order by all") == theirs.rows(
        "select cast(customer_no as varchar) from analytics.orders order by all"
    )


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (
            "recmart.recommendations(interactions=ref('fct_orders'))",
            "required column user_id is missing. Found: order_no, customer_no",
        ),
        (
            "recmart.recommendations(interactions=ref('fct_orders'),"
            " columns={'user_id': 'customer_no', 'item_id': 'skew'})",
            "there is no column 'skew' to be our item_id. Found: order_no,",
        ),
        (
            "recmart.recommendations(interactions=ref('fct_orders'),"
            " columns={'user_id': 'customer_no', 'item_id': 'sku', 'weight': 'price'})",
            "there is no column 'price' to be our weight",
        ),
        (
            "recmart.recommendations(ref('fct_orders'), columns={'user': 'customer'})",
            "or the var recmart_columns: 'user' is none of user_id, item_id,",
        ),
        (
            "recmart.recommendations(ref('fct_orders'), parameters={'ranks': 2})",
            "recommendations has no parameter 'ranks', only",
        ),
        (
            "recmart.recommendations(ref('fct_orders'), list_size=0)",
            "recommendations: list_size 0 is below 1.",
        ),
    ],
)
def test_a_wrong_argument_is_named(shop: Shop, call: str, problem: str) -> None:
    wrong = Shop(shop.folder).dbt("compile", "--inline", "{{ " + call + " }}")
    assert wrong.returncode != 0
    assert problem in " ".join(wrong.said.split())


@pytest.mark.parametrize(
    ("file", "language"),
    [
        ("dbt_project.yml", "yaml"),
        ("models/recommended_products.sql", "sql"),
        ("variants/own/macros/default__custom_strength.sql", "sql"),
    ],
)
def test_the_documentation_shows_what_runs(file: str, language: str) -> None:
    text = (SHOP / file).read_text()
    if language == "yaml":
        text = "# dbt_project.yml\n" + text[text.index("vars:") :]
    documentation = (ROOT / "docs" / "package.md").read_text()
    assert f"```{language}\n{text}```" in documentation
