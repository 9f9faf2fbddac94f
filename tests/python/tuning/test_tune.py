"""Tuning finds what data was made with, says what evaluation says, and writes it."""

from __future__ import annotations

import difflib
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import optuna
import pytest

from helpers import ROOT
from scripts.evaluation.evaluating import Evaluation
from scripts.tuning.builds import Builds
from scripts.tuning.cuts import Cut, TuningError
from scripts.tuning.search import Search
from scripts.tuning.space import POLICY, SPACE, Setting, completed, flat, nested, price
from scripts.tuning.writing import changes, report, write

FIRST_DAY = datetime(2025, 4, 1)
# A bad place to begin: what is new misleads in pings, looks do in shoes, and what was
# bought most often does in baskets.
BAD = {
    "custom": {"repeat": {"basket_decay": 1, "rhythm_weight": 0}},
    "shoes": {"weights": {"collaborative": 0.05, "content": 0.95}},
    "pings": {
        "weights": {
            "popularity": 0,
            "category_affinity": 0,
            "creator_affinity": 0,
            "freshness": 1,
        }
    },
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All domains, of four tastes each; who comes, comes back for the own taste.

    A shoe's words tell nothing of its taste, and its looks are those of others. The
    newest pings are nobody's. A tenth of the events, of this or that, are chance.
    """
    draw = random.Random(5)  # noqa: S311 - made-up data
    tables = {
        "custom/interactions": ["user_id,item_id,timestamp"],
        "dating/users": ["user_id,first_name,gender,age,city,about_me"],
        "dating/interactions": ["user_id,liked_user_id,timestamp,like_type"],
        "grocery/aisles": ["aisle_id,aisle", "1,a"],
        "grocery/departments": ["department_id,department", "1,d"],
        "grocery/products": ["product_id,product_name,aisle_id,department_id"],
        "grocery/orders": [
            "order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,"
            "days_since_prior_order"
        ],
        "grocery/order_products__prior": [
            "order_id,product_id,add_to_cart_order,reordered"
        ],
        "pings/users": ["user_id,country,signup_date,age"],
        "pings/pings": [
            "ping_id,creator_id,main_hashtag,category,duration_sec,created_at"
        ],
        "pings/interactions": [
            "user_id,ping_id,event_type,watch_time_sec,event_timestamp"
        ],
        "shoes/users": ["user_id,age,gender,primary_usage"],
        "shoes/shoes": [
            "shoe_id,brand,model,type,material,color,care_instructions,lifespan_days"
        ],
        "shoes/interactions": ["user_id,shoe_id,interaction_type,timestamp"],
        "streaming/users": ["user_id,age,gender,region"],
        "streaming/items": ["item_id,title,content_type,genre"],
        "streaming/events": ["user_id,item_id,event_type,watch_seconds,timestamp"],
    }
    for item in range(80):
        gender = "female" if item // 4 % 2 else "male"
        add_rows(
            tables,
            {
                "dating/users": f"{item},N{item},{gender},30,C,w{item % 4}",
                "grocery/products": f"{item},p{item},1,1",
                "pings/pings": f"{item},c{item},t,k{item % 4},10,"
                f"2025-03-{item % 28 + 1:02}",
                "shoes/shoes": f"{item},B{item // 4},M,boot,felt,red,,300",
                "streaming/items": f"{item},T{item},movie,g",
            },
        )
    tables["pings/pings"] += [
        f"new{item},c,t,none,10,2025-04-{item + 1:02}" for item in range(20)
    ]
    for user in range(100):
        for domain in ("pings", "shoes", "streaming"):
            row = {"pings": "GB,2025-01-01,30", "shoes": "30,female,running"}
            rest = row.get(domain, "30,F,R")
            tables[f"{domain}/users"].append(f"{user},{rest}")
        taste = list(range(user % 4, 80, 4))
        draw.shuffle(taste)
        for place, item in enumerate(taste[:12]):
            if draw.random() < 0.1:
                item = draw.randrange(80)
            # Two months, of which the last week is left to evaluation.
            at = FIRST_DAY + timedelta(hours=draw.randrange(60 * 24))
            add_rows(
                tables,
                {
                    "custom/interactions": f"{user},{item},{at}",
                    "dating/interactions": f"{user % 80},{item},{at},1",
                    "grocery/order_products__prior": f"{user * 4 + place // 3},"
                    f"{item},{place % 3 + 1},0",
                    "pings/interactions": f"{user},{item},like,,{at}",
                    "shoes/interactions": f"{user},{item},add_to_wishlist,{at}",
                    "streaming/events": f"{user},{item},like,,{at}",
                },
            )
        for basket in range(4):
            tables["grocery/orders"].append(
                f"{user * 4 + basket},{user},prior,{basket + 1},1,10,"
                + ("" if basket == 0 else "7")
            )
    folder = tmp_path_factory.mktemp("tastes")
    for name, lines in tables.items():
        path = folder / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def add_rows(tables: dict[str, list[str]], rows: dict[str, str]) -> None:
    """Add one row to each of some tables."""
    for name, row in rows.items():
        tables[name].append(row)


@pytest.fixture
def read(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Builds]:
    """A function that reads a domain's data, to be tuned by its top five."""
    database = tmp_path / "recmart.duckdb"
    monkeypatch.setenv("RECMART_DATA_DIR", str(data))
    monkeypatch.setenv("RECMART_DATABASE", str(database))
    # Tuning must not miss it.
    monkeypatch.setenv("RECMART_HOLDOUT", "no.csv")

    def builds(domain: str, interactions: str | None = None) -> Builds:
        if interactions:
            file = tmp_path / "interactions.csv"
            file.write_text(interactions, encoding="utf-8")
            monkeypatch.setenv("RECMART_INTERACTIONS", str(file))
        database.unlink(missing_ok=True)
        variables = {"recmart_parameters": BAD}
        return Builds(domain, "ndcg", 5, tmp_path, variables)

    return builds


def cut(builds: Builds, most_users: int = 5000) -> Builds:
    """Cut the past."""
    builds.cut(most_users)
    return builds


def searched(
    builds: Builds, trials: int, storage: Path | None = None, stop: int = 10**9
) -> Setting:
    """Search; interrupt it after so many trials."""

    def show(stage: str, done: int, best: float) -> None:
        if done > stop:
            raise KeyboardInterrupt

    file = f"sqlite:///{storage}" if storage else None
    return Search(builds, trials, file).run(show)


def baskets(returns: bool) -> str:
    """Baskets of users of three tastes, who buy nothing twice, or all five times.

    What comes again was bought in the newest baskets, not most often.
    """
    draw = random.Random(7)  # noqa: S311 - made-up data
    lines = ["user_id,item_id,basket_id,timestamp"]
    for user in range(90):
        taste = list(range(user % 3 * 40, user % 3 * 40 + 40))
        draw.shuffle(taste)
        for basket in range(6):
            first = basket if returns else basket * 5
            lines += [
                f"u{user},i{item},u{user}b{basket},2025-01-{basket + 1:02}"
                for item in taste[first : first + 5]
            ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("domain", SPACE)
def test_every_domain_is_tuned(
    domain: str, read: Callable[..., Builds], tmp_path: Path
) -> None:
    builds = cut(read(domain))
    found = searched(builds, 8)
    compared = builds.compare(found, builds.present)
    assert found.keys() == builds.present.keys()
    # Fewer neighbours are worth a little.
    worth = compared.value * (1 - price(found))
    assert (
        worth > compared.other * (1 - price(builds.present)) or found == builds.present
    )
    assert 0 < compared.value <= 1
    lines = report(builds, found, 8)
    assert lines[0].startswith(f"ndcg@5 of {compared.users} users in ")
    assert f"{compared.value:.4f}, at present {compared.other:.4f}" in lines[0]
    if domain in ("pings", "shoes"):
        # Those who like the same, or the category, get their weight again.
        good = {"shoes": "collaborative", "pings": "category_affinity"}[domain]
        assert found[f"weights.{good}"] > builds.present[f"weights.{good}"]
        assert compared.gain > 3 * compared.standard_error


def test_a_trial_says_what_evaluation_says(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    changed = {
        "shoes": {"weights.content": 0.4, "weights.collaborative": 0.6},
        "custom": {"rank": 2, "weights.next": 0.02, "item_exponent": 0.3},
    }
    said, parameters = {}, {}
    for domain in changed:
        builds = read(domain)
        ((last,),) = builds.tables.run(
            f"select max(occurred_at) from backtest_intermediate.int_{domain}__events"
        )
        setting = builds.present | changed[domain]
        as_of = (last - timedelta(days=7)).isoformat()
        build = builds.ask(Cut("time", as_of, 7), most_users=10**9)
        compared = builds.compare(setting, builds.present, [build])
        assert compared.value != compared.other
        said[domain] = compared.users, compared.value
        parameters |= nested(setting, domain)["recmart_parameters"]
        builds.tables.connection.close()
    for domain in changed:
        evaluation = Evaluation(domain, {"recmart_parameters": parameters}, tmp_path)
        evaluation.backtests(1, 7)
        with duckdb.connect(str(tmp_path / "recmart.duckdb")) as connection:
            found = connection.execute(
                """
                select users, value from evaluation.metrics
                where
                    domain = $domain
                    and (metric, k, segment_type) = ('ndcg', 5, 'all')
                """,
                {"domain": domain},
            ).fetchall()
        assert found == [said[domain]]


def test_a_search_can_be_repeated_and_interrupted(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    builds = cut(read("custom"))
    found = searched(builds, 10, tmp_path / "whole.db")
    with pytest.raises(KeyboardInterrupt):
        searched(builds, 10, tmp_path / "parts.db", stop=4)
    builds.tables.connection.close()
    again = cut(read("custom"))
    assert searched(again, 10, tmp_path / "parts.db") == found
    whole, parts = (
        {
            name: [
                (trial.params, trial.value)
                for trial in optuna.load_study(study_name=name, storage=file).trials
                if trial.state.name == "COMPLETE"
            ]
            for name in optuna.get_all_study_names(file)
        }
        for file in (f"sqlite:///{tmp_path}/{name}.db" for name in ("whole", "parts"))
    )
    assert whole == parts
    assert len(whole) > 4
    with pytest.raises(TuningError, match="name another file in --resume"):
        again.present["item_exponent"] = 0.5
        searched(again, 10, tmp_path / "parts.db")


def test_who_never_buys_the_same_again_is_not_shown_it(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    builds = cut(read("custom", baskets(returns=False)))
    found = searched(builds, 12)
    assert found[POLICY] == "never"
    assert builds.compare(found, builds.present).gain > 0.05


def test_the_newest_baskets_decide_where_the_older_ones_mislead(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    """Each basket drops the item that was bought most often."""
    builds = cut(read("custom", baskets(returns=True)))
    found = searched(builds, 20)
    assert found[POLICY] == ""
    assert found["repeat.basket_decay"] < builds.present["repeat.basket_decay"] == 1
    assert builds.compare(found, builds.present).gain > 0


def test_some_users_are_asked_as_all_would_be(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    builds = cut(read("streaming"), most_users=20)
    (build, *_) = builds.builds
    other = {**builds.present, "item_exponent": 0.4}
    some = builds.compare(builds.present, other, [build])
    assert (some.users, build.users > 20) == (20, True)
    everybody = builds.compare(builds.present, other, [build], of_everybody=True)
    assert everybody.users == build.users
    ((same,),) = builds.tables.run(
        f"""
        select count(*)
        from tuning.metrics as one
        inner join tuning.metrics as two using (setting, user_id, value)
        where one.question = '{build.some}' and two.question = '{build.everybody}'
        """
    )
    assert same == 2 * 20


def test_nothing_to_tune_by_is_said(
    read: Callable[..., Builds], tmp_path: Path
) -> None:
    with pytest.raises(TuningError, match="nothing to tune custom by: no user"):
        cut(read("custom", "user_id,item_id,timestamp\nu1,i1,2025-01-01\n"))
    with pytest.raises(TuningError, match="domain custom has no events"):
        cut(read("custom", "user_id,item_id,timestamp\n"))


def test_only_values_are_written(tmp_path: Path) -> None:
    project = tmp_path / "dbt_project.yml"
    shutil.copy(ROOT / "dbt_project.yml", project)
    before = project.read_text(encoding="utf-8").splitlines()
    changed = {
        "half_life_days": 30,
        "repeat.basket_decay": 0.7,
        "weights.next": 0.00025,
        "weights.popular": 0.000002,
        POLICY: "never",
    }
    write(project, changed, "custom")
    write(project, {"half_life_days": None, "rank": 20}, "grocery")
    after = project.read_text(encoding="utf-8").splitlines()
    lines = [
        line for line in difflib.ndiff(before, after) if line.startswith(("-", "+"))
    ]
    assert len(lines) == 2 * 6
    for line in ("      half_life_days: 30", "        basket_decay: 0.7"):
        assert f"+ {line}" in lines
    for part in ("next: 0.00025", "popular: 0.000002", "repeat_policy: never"):
        assert part in "\n".join(lines)
    with pytest.raises(TuningError, match=r"has no parameters.custom.speed under vars"):
        write(project, {"speed": 1}, "custom")


def test_shares_add_up_to_one() -> None:
    (stage,) = SPACE["pings"]
    setting = {
        "weights.popularity": 0.5,
        "weights.category_affinity": 0.5,
        "weights.creator_affinity": 1,
        "weights.freshness": 0.5,
    }
    assert completed(setting, stage) == {
        "weights.popularity": 0,
        "weights.category_affinity": 0.25,
        "weights.creator_affinity": 0.5,
        "weights.freshness": 0.25,
    }
    setting["weights.creator_affinity"] = setting["weights.freshness"] = 0.1
    assert completed(setting, stage)["weights.popularity"] == 0.3
    assert changes(setting, setting | {"weights.freshness": 0.2}) == {
        "weights.freshness": 0.2
    }
    assert flat({"a": {"b": 1}, "c": None}) == {"a.b": 1, "c": None}
