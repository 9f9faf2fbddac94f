"""Personal lists must find more of what came later than the popular list does.

The last days are hidden from a build (`as_of`), then asked for: recall@10 over the full
catalogue, averaged over the users with anything to find.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

AS_OF = "2025-06-23 23:59:59"

# Of the hidden events only those are asked for that may be recommended at all; in
# grocery the hidden basket is each user's last.
RECALL = """
with

later as (
    {holdout}
),

relevant as (
    select distinct later.user_id, later.item_id
    from later
    inner join backtest_{domain}.item_popularity as popularity
        on later.item_id = popularity.item_id
    anti join backtest_intermediate.int_{domain}__exclusions as exclusions
        on later.user_id = exclusions.user_id and later.item_id = exclusions.item_id
),

users as (
    select user_id, count(*) as relevant_items from relevant group by user_id
),

popular as (
    select users.user_id, popularity.item_id
    from users
    cross join backtest_{domain}.item_popularity as popularity
    anti join backtest_intermediate.int_{domain}__exclusions as exclusions
        on
            users.user_id = exclusions.user_id
            and popularity.item_id = exclusions.item_id
    qualify
        row_number() over (partition by users.user_id order by popularity.rank) <= 10
),

personal as (
    select user_id, item_id from backtest_{domain}.recommendations where rank <= 10
),

hits as (
    select
        users.user_id,
        (
            select count(*) from relevant semi join personal using (user_id, item_id)
            where relevant.user_id = users.user_id
        ) / users.relevant_items as personal_recall,
        (
            select count(*) from relevant semi join popular using (user_id, item_id)
            where relevant.user_id = users.user_id
        ) / users.relevant_items as popular_recall
    from users
)

select count(*), avg(personal_recall), avg(popular_recall) from hits
"""
AFTER_AS_OF = f"""
    select user_id, item_id
    from intermediate.int_{{domain}}__interactions
    where strength > 0 and not is_negative and occurred_at > timestamp '{AS_OF}'
"""
LAST_BASKET = """
    select user_id, item_id from intermediate.int_grocery__interactions
    except
    select user_id, item_id from backtest_intermediate.int_grocery__interactions
    union
    select user_id, item_id from intermediate.int_grocery__interactions
    where (user_id, basket_id) not in (
        select (user_id, basket_id)
        from backtest_intermediate.int_grocery__interactions
    )
"""


@pytest.fixture(scope="module")
def backtest(
    warehouse: Path, tmp_path_factory: pytest.TempPathFactory, dbt_build: Callable
) -> Path:
    """The sample warehouse with the build as of a week before its end beside it."""
    folder = tmp_path_factory.mktemp("backtest")
    database = folder / "recmart.duckdb"
    copyfile(warehouse, database)
    code, output, _ = dbt_build(folder, vars={"as_of": AS_OF}, database=database)
    assert code == 0, output
    return database


@pytest.mark.parametrize("domain", ["dating", "grocery", "pings", "shoes", "streaming"])
def test_personal_beats_popular(
    backtest: Path, domain: str, capsys: pytest.CaptureFixture
) -> None:
    holdout = LAST_BASKET if domain == "grocery" else AFTER_AS_OF
    query = RECALL.format(domain=domain, holdout=holdout.format(domain=domain))
    with duckdb.connect(str(backtest), read_only=True) as connection:
        users, personal, popular = connection.execute(query).fetchone()
    with capsys.disabled():
        print(
            f"\n{domain}: recall@10 of {users} users: personal {personal:.3f},"
            f" popular {popular:.3f}"
        )
    assert users > 100
    assert personal > popular
