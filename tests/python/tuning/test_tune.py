"""Tuning finds what data was made with, says what evaluation says, and writes it."""

from __future__ import annotations

import difflib
import gc
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from math import log2
from pathlib import Path

import duckdb
import pytest
import yaml

from helpers import ROOT
from scripts.common.dbt import span_of_events
from scripts.evaluation.evaluating import Evaluation
from scripts.tuning.builds import Builds, Comparison
from scripts.tuning.cuts import Cut, TuningError, past_cuts
from scripts.tuning.search import Search
from scripts.tuning.space import (
    POLICY,
    SIMILARITY,
    SPACE,
    Setting,
    completed,
    flat,
    ladder,
    nested,
    price,
)
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

    def builds(
        domain: str, interactions: str | None = None, kept: Path | None = None
    ) -> Builds:
        if interactions:
            file = tmp_path / "interactions.csv"
            file.write_text(interactions, encoding="utf-8")
            monkeypatch.setenv("RECMART_INTERACTIONS", str(file))
        # Frames that dbt leaves in cycles hold the former one's connection.
        gc.collect()
        database.unlink(missing_ok=True)
        variables = {"recmart_parameters": BAD}
        return Builds(domain, "ndcg", 5, tmp_path, variables, kept)

    return builds


def cut(builds: Builds, most_users: int = 5000) -> Builds:
    """Cut the past."""
    builds.cut(most_users)
    return builds


def searched(builds: Builds, trials: int, stop: int = 10**9) -> Search:
    """Search; interrupt it after so many trials."""

    def show(stage: str, done: int, best: float) -> None:
        if done > stop:
            raise KeyboardInterrupt

    search = Search(builds, trials, show)
    search.setting = search.run()
    return search


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


def test_one_row_of_another_year_moves_no_cut(sql_of: Callable[[str], str]) -> None:
    """A hundred days of an event each; the last seven are left to evaluation.

    Of the 93 before, four fifths are 75, so the first cut is on the 75th day; three
    fifths are 56. What is asked of each is what came up to the later cut.
    """
    span = sql_of(span_of_events("streaming"))
    with duckdb.connect() as connection:

        def run(sql: str, **parameters: object) -> list[tuple]:
            return connection.execute(sql, parameters).fetchall()

        run("create schema backtest_intermediate")
        run(
            """
            create table backtest_intermediate.int_streaming__events as
            select
                timestamp '2025-04-01' + to_days(cast(range as integer)) as occurred_at,
                cast(null as varchar) as basket_id
            from range(100)
            """
        )
        cuts = past_cuts(run, "streaming", span)
        assert [(cut.as_of, cut.horizon_days) for cut in cuts] == [
            ("2025-06-14T00:00:00", 18),
            ("2025-05-26T00:00:00", 19),
        ]
        for stray in ("2099-01-01", "1975-01-01"):
            run(
                "insert into backtest_intermediate.int_streaming__events"
                f" values (timestamp '{stray}', null)"
            )
        assert past_cuts(run, "streaming", span) == cuts


@pytest.mark.parametrize(("items", "share"), [(29, 0.2), (30, 0.1)])
def test_where_users_have_many_items_a_tenth_of_them_is_asked_for(
    items: int, share: float
) -> None:
    with duckdb.connect() as connection:

        def run(sql: str, **parameters: object) -> list[tuple]:
            return connection.execute(sql, parameters).fetchall()

        run("create schema backtest_intermediate")
        # Who comes back to an item has no more of them.
        run(
            f"""
            create table backtest_intermediate.int_custom__events as
            select
                'u' || users.range as user_id,
                'i' || items.range as item_id,
                cast(null as timestamp) as occurred_at,
                cast(null as varchar) as basket_id
            from range(5) as users, range({items}) as items, range(2)
            """
        )
        nothing = "select null::timestamp as began_at, null::timestamp as now_at"
        cuts = past_cuts(run, "custom", nothing)
    assert [(cut.kind, cut.back, cut.share) for cut in cuts] == [
        ("sample", 0, share),
        ("sample", 1, share),
    ]
    assert {cut.variables("custom")["custom_cut_share"] for cut in cuts} == {share}


@pytest.mark.parametrize("domain", SPACE)
def test_every_domain_is_tuned(
    domain: str, read: Callable[..., Builds], tmp_path: Path
) -> None:
    builds = cut(read(domain))
    search = searched(builds, 8)
    found = search.setting
    compared = builds.compare(found, builds.present)
    assert found.keys() == builds.present.keys()
    # Fewer neighbours are worth a little.
    worth = compared.value * (1 - price(found))
    assert (
        worth > compared.other * (1 - price(builds.present)) or found == builds.present
    )
    assert 0 < compared.value <= 1
    # What dbt is spared to compile reads as if it had.
    other = {
        name: values[len(values) // 2]
        for stage in SPACE[domain]
        for name in stage.parameters
        for values in [ladder(name, found[name])]
    }
    for stage in SPACE[domain]:
        other = completed(found | other, stage)
    for build in builds.builds:
        assert builds.sql(build.cut, other) == builds.compiled(build.cut, other)
    lines = report(search, found)
    assert search.done <= 8
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


def trials(builds: Builds) -> list[tuple]:
    """Return what was measured, and close the database."""
    found = builds.tables.run(
        "select trial, user_id, value from kept.metrics order by all"
    )
    builds.tables.connection.close()
    return found


def test_a_search_can_be_repeated_and_interrupted(
    read: Callable[..., Builds], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scripts.tuning.builds.ENOUGH_USERS", 50)
    whole = cut(read("custom", kept=tmp_path / "whole.db"))
    found = searched(whole, 4).setting
    measured = trials(whole)
    parts = cut(read("custom", kept=tmp_path / "parts.db"))
    with pytest.raises(KeyboardInterrupt):
        searched(parts, 4, stop=2)
    first = trials(parts)
    assert first
    again = cut(read("custom", kept=tmp_path / "parts.db"))
    assert searched(again, 4).setting == found
    assert len(again.seconds) == len(whole.seconds) - len(parts.seconds)
    assert trials(again) == measured
    # What was kept of other data is not taken for this.
    other = cut(read("custom", baskets(returns=True), kept=tmp_path / "parts.db"))
    search = searched(other, 1)
    assert len(other.seconds) == search.done > 0


def test_what_does_not_fit_in_memory_is_not_tried(read: Callable[..., Builds]) -> None:
    builds = cut(read("custom"))
    most = builds.present | {"neighbours": 1600}
    assert builds.fits(most)
    # Two numbers of items and a weight, eight bytes each.
    pairs = builds.bytes_of_weights(most) / 24
    ((counted,),) = builds.tables.run(
        """
        select 2 * count(*) from (
            select distinct one.item_id, two.item_id
            from backtest_intermediate.int_custom__events as one
            inner join backtest_intermediate.int_custom__events as two
                on one.user_id = two.user_id and one.item_id < two.item_id
            where
                one.occurred_at <= $as_of and two.occurred_at <= $as_of
        )
        """,
        as_of=builds.builds[0].cut.as_of,
    )
    assert pairs == counted
    builds.tables.memory = 24 * pairs - 1
    assert not builds.fits(most)


@pytest.fixture
def only_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of baskets nothing else is tuned."""
    stages = [stage for stage in SPACE["custom"] if stage.name == "repeats"]
    monkeypatch.setitem(SPACE, "custom", stages)


@pytest.mark.usefixtures("only_repeats")
def test_who_never_buys_the_same_again_is_not_shown_it(
    read: Callable[..., Builds],
) -> None:
    builds = cut(read("custom", baskets(returns=False)))
    found = searched(builds, 8).setting
    assert found[POLICY] == "never"
    # There are few users: they are asked for two baskets each.
    assert [build.cut.back for build in builds.builds] == [0, 1]
    assert builds.compare(found, builds.present).gain > 0.05


@pytest.mark.usefixtures("only_repeats")
def test_the_newest_baskets_decide_where_the_older_ones_mislead(
    read: Callable[..., Builds], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each basket drops the item that was bought most often."""
    monkeypatch.setattr("scripts.tuning.builds.ENOUGH_USERS", 90)
    builds = cut(read("custom", baskets(returns=True)))
    found = searched(builds, 16).setting
    assert found[POLICY] == ""
    assert found["repeat.basket_decay"] < builds.present["repeat.basket_decay"] == 1
    assert builds.compare(found, builds.present).gain > 0
    # What was found by the last baskets is checked by those before.
    assert [build.cut.back for build in builds.builds] == [0]
    assert builds.check(found)
    assert not builds.check(builds.present)
    assert [build.cut.back for build in builds.builds] == [0, 1]
    gains = [
        builds.compare(found, builds.present, [build]).gain for build in builds.builds
    ]
    assert min(gains) > 0


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
    trials = [
        builds._measured(other, build, question)
        for question in (build.some, build.everybody)
    ]
    ((same,),) = builds.tables.run(
        """
        select count(*)
        from kept.metrics as one
        inner join kept.metrics as two using (user_id, value)
        where one.trial = $one and two.trial = $two
        """,
        one=trials[0],
        two=trials[1],
    )
    assert same == 20


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
    written = yaml.safe_load(project.read_text(encoding="utf-8"))
    changed = {
        "half_life_days": 30,
        "repeat.basket_decay": 0.7,
        "weights.similar": 0.00025,
        "weights.popular": 0.000002,
    }
    write(project, changed, "grocery")
    write(project, {"half_life_days": None, "rank": 20}, "streaming")
    write(project, {POLICY: "never"}, "custom")
    after = project.read_text(encoding="utf-8").splitlines()
    lines = [
        line for line in difflib.ndiff(before, after) if line.startswith(("-", "+"))
    ]
    assert len(lines) == 2 * 6
    for line in ("      half_life_days: 30", "        basket_decay: 0.7"):
        assert f"+ {line}" in lines
    for part in ("similar: 0.00025", "popular: 0.000002", "repeat_policy: never"):
        assert part in "\n".join(lines)
    parameters = written["vars"]["parameters"]
    # What stands nowhere yet is put where it belongs: custom ships with a macro's.
    own = {"rank": 20, "next.window": 5, "weights.next": 0.01, "weights.similar": 0.1}
    write(project, own, "custom")
    write(project, {"rank": 10, "next.window": 40}, "custom")
    read = yaml.safe_load(project.read_text(encoding="utf-8"))["vars"]["parameters"]
    assert read.pop("custom") == parameters.pop("custom") | {
        "rank": 10,
        "next": {"window": 40},
        "weights": {"next": 0.01, "similar": 0.1},
    }
    assert read["pings"] == parameters["pings"]
    assert read.keys() == parameters.keys()


PRESENT = {
    "user_exponent": 0.5,
    **{"rank": 0, "level": None, "shrinkage": 0},
    "item_exponent": 0.15,
    "neighbour_exponent": 0.3,
    "neighbours": 200,
    "recency_exponent": 0.7,
    "evidence_exponent": 0.5,
    "history_size": 500,
    "half_life_days": None,
    "weights.next": 0,
    "weights.user_knn": 0,
    "user_knn.neighbours": 100,
    "weights.content": 0,
    **dict.fromkeys(["next.item_exponent", "next.neighbour_exponent"], 0.2),
    **{"next.window": 20, "next.gap_discount": 10},
    "next.history_size": 20,
    "next.recency_exponent": 1,
}


class Landscape:
    """Stands in for builds: a metric that is a function of the setting."""

    domain, has_baskets, tunes_policy = "custom", False, False
    has_times = asks_in_order = has_strengths = True
    longest_history = 300

    def __init__(
        self, height: Callable[[Setting], float], error: float = 0, cuts: int = 1
    ) -> None:
        self.height, self.error, self.asked = height, error, 0
        self.present, self.builds = PRESENT, list(range(cuts))

    def fits(self, setting: Setting) -> bool:
        """Say that most neighbours are too many."""
        return setting["neighbours"] < 1600

    def key(self, setting: Setting) -> str:
        """Return what a setting is known by."""
        return repr(sorted(setting.items()))

    def compare(
        self, setting: Setting, other: Setting, builds: list[int] | None = None
    ) -> Comparison:
        """Count what is asked of a setting alone, of all cuts."""
        self.asked += setting is other
        return Comparison(9, self.height(setting), self.height(other), self.error)


def flat_at_first(setting: Setting) -> float:
    """Of two tops the higher is behind a flat: rank helps only with its exponents.

    Along a ridge item and neighbour exponent rise together.
    """
    x, y = setting["item_exponent"], setting["neighbour_exponent"]
    more = log2(setting["neighbours"] / 200) * 0.02
    if setting["rank"]:
        off = abs(x - 0.35) + 5 * abs(y - x - 0.1) + abs(setting["rank"] - 10) / 40
        return 1.3 - off / 4 + (more if setting["user_exponent"] == 1 else -0.1)
    return 1 - abs(x - 0.05) - abs(y - 0.6) / 2 + more / 10


@pytest.mark.parametrize("trials", [90, 150])
def test_the_search_leaves_a_flat_and_follows_a_ridge(trials: int) -> None:
    landscape = Landscape(flat_at_first)
    search = Search(landscape, trials)
    found = search.run()
    similarity = {name: found[name] for name in SIMILARITY.parameters}
    assert similarity == {
        "user_exponent": 1,
        "rank": 10,
        "item_exponent": 0.35,
        "neighbour_exponent": 0.45,
    }
    # What cannot be built is not proposed, and no setting is asked for twice.
    assert found["neighbours"] == 800
    assert landscape.asked == search.done <= trials
    assert search.gained_at_last()[1] >= 0
    # What the first of two cuts tells to be hopeless is not asked of the other.
    twice = Landscape(flat_at_first, cuts=2)
    search = Search(twice, trials)
    assert search.run() == found
    assert twice.asked < search.done == landscape.asked


# NDCG@10 of any fifth of MovieLens 100K, worked out in NumPy (the mean of three fifths,
# the best exponents each), by shrinkage and rank; of a shrinkage of 3 between its
# neighbours.
FILMS = {
    0: {0: 0.3960, 4: 0.4424, 6: 0.4498, 10: 0.4554, 20: 0.4501, 50: 0.4432},
    3: {0: 0.3940, 4: 0.4502, 6: 0.4539, 10: 0.4543, 20: 0.4416, 50: 0.4350},
    10: {0: 0.3919, 4: 0.4580, 6: 0.4580, 10: 0.4531, 20: 0.4331, 50: 0.4268},
    30: {0: 0.3850, 4: 0.4614, 6: 0.4595, 10: 0.4489, 20: 0.4168, 50: 0.4145},
    100: {0: 0.3728, 4: 0.4611, 6: 0.4576, 10: 0.4445, 20: 0.3964, 50: 0.3995},
    300: {0: 0.3556, 4: 0.4583, 6: 0.4532, 10: 0.4363, 20: 0.3698, 50: 0.3940},
}


def test_few_tastes_are_found_where_what_few_like_shrinks() -> None:
    """From many tastes fewer lose, and so does any shrinkage: both together gain."""
    films = Landscape(lambda setting: FILMS[setting["shrinkage"]][setting["rank"]])
    found = Search(films, 150).run()
    assert (found["rank"], found["shrinkage"]) == (4, 30)


def test_tastes_are_kept_where_fewer_are_no_worse_but_for_noise() -> None:
    """Of a cut, that is: who knows more has use for more of them. None is simpler."""
    heights = {0: 0.9, 4: 0.9995, 6: 1, 10: 0.99, 20: 0.9, 50: 0.9}
    found = Search(Landscape(lambda at: heights[at["rank"]], error=0.01), 150).run()
    assert found["rank"] == 6
    heights[0] = 0.9995
    found = Search(Landscape(lambda at: heights[at["rank"]], error=0.01), 150).run()
    assert found["rank"] == 0


@pytest.mark.parametrize(("behind", "is_climbed"), [(0.04, True), (0.06, False)])
def test_who_begins_far_behind_is_not_climbed_from(
    behind: float, is_climbed: bool
) -> None:
    """Flattened similarity is best at rank 20, whatever else; plain is behind."""
    tried = set()

    def height(setting: Setting) -> float:
        x = setting["item_exponent"]
        if setting["rank"]:
            return 1 - abs(setting["rank"] - 20) / 200
        tried.add((x, setting["neighbour_exponent"]))
        return 1 - behind + x / 100

    Search(Landscape(height), 150).run()
    starts = {
        (start["item_exponent"], start["neighbour_exponent"])
        for start in (PRESENT, *SIMILARITY.starts)
    }
    assert bool(tried - starts) == is_climbed


def test_no_longer_history_is_tried_than_somebody_has() -> None:
    tried = set()

    def height(setting: Setting) -> float:
        tried.add(setting["history_size"])
        return 1 + setting["history_size"] / 1e6

    Search(Landscape(height), 150).run()
    assert 500 in tried  # The first that leaves nothing out.
    assert 2000 not in tried


def test_a_start_that_the_first_cut_finds_hopeless_is_not_asked_of_the_other() -> None:
    landscape = Landscape(lambda setting: 1 - setting["rank"] / 100, cuts=2)
    search = Search(landscape, 5)
    search.setting, search.limit = PRESENT, 5
    search._best_starts(SIMILARITY)
    # At present, and of the four starts the two that are plain.
    assert (search.done, landscape.asked) == (5, 3)


def test_no_winner_is_within_noise_of_what_is_simpler() -> None:
    def height(setting: Setting) -> float:
        return 1 + 0.02 * bool(setting["rank"]) + 0.2 * setting["item_exponent"]

    sure = Search(Landscape(height, error=0.001), 150).run()
    assert (sure["item_exponent"], bool(sure["rank"])) == (0.5, True)
    # However little is sure, in all no more than a quarter of a percent is given up.
    unsure = Search(Landscape(height, error=0.2), 150).run()
    assert (unsure["item_exponent"], bool(unsure["rank"])) == (0.5, True)

    def lower(setting: Setting) -> float:
        return 1 + 0.002 * bool(setting["rank"]) + 0.2 * setting["item_exponent"]

    simpler = Search(Landscape(lower, error=0.01), 150).run()
    assert (simpler["item_exponent"], simpler["rank"]) == (0.5, 0)
    noise = Landscape(lambda setting: 1 + 0.002 * bool(setting["rank"]), error=0.01)
    assert Search(noise, 150).run() == PRESENT


def test_a_gain_is_noise_within_its_error_and_a_quarter_of_a_percent() -> None:
    gains = {0.001: True, 0.0024: True, 0.0026: False, 0.01: False}
    assert {gain: Comparison(9, 1, 1 - gain, 0.02).is_noise for gain in gains} == gains
    assert not Comparison(9, 1, 0.999, 0.0005).is_noise


def test_the_history_is_lengthened_beside_more_neighbours_also_without_times() -> None:
    """A short history, and few neighbours, make flattening look bad."""

    def height(setting: Setting) -> float:
        is_wide = min(setting["history_size"], setting["neighbours"]) >= 200
        return 1 + 0.1 * bool(setting["rank"]) * (1 if is_wide else -1)

    landscape = Landscape(height)
    landscape.has_times = False
    landscape.present = PRESENT | {"history_size": 50, "neighbours": 50}
    found = Search(landscape, 150).run()
    assert found["rank"] > 0
    assert min(found["history_size"], found["neighbours"]) == 200


def test_tastes_come_down_to_a_level_only_where_some_do() -> None:
    """Only both together gain; without rank no level is asked for."""
    levels = []

    def height(setting: Setting) -> float:
        levels.append((setting["rank"], setting["level"]))
        is_low = setting["rank"] == 50 and (setting["level"] or 50) < 25
        return 1 + 0.1 * (is_low and setting["shrinkage"] > 0)

    found = Search(Landscape(height), 150).run()
    assert found["rank"] == 50
    assert found["level"] < 25
    assert found["shrinkage"] > 0
    assert {level for rank, level in levels if not rank} == {None}


def test_no_level_above_the_rank_is_tried_beside_none() -> None:
    """At rank 10 level 12 is none, which 25 is as well; 5 is not."""
    levels = []

    def height(setting: Setting) -> float:
        if setting["rank"] == 10:
            levels.append(setting["level"])
        return 1 - abs(setting["rank"] - 10) / 100

    landscape = Landscape(height)
    landscape.present = PRESENT | {"rank": 10, "level": 12}
    Search(landscape, 150).run()
    assert set(levels) >= {5, 12}
    assert not set(levels) & {25, None}
    # Nor is it told of, or written.
    moved = {"rank": 4, "level": 12, "user_knn.neighbours": 50}
    assert changes(PRESENT, PRESENT | moved) == {"rank": 4}


def test_recency_is_tuned_but_not_what_comes_next_where_any_fifth_is_asked() -> None:
    landscape = Landscape(
        lambda setting: (
            1 - setting["recency_exponent"] / 10 + bool(setting["weights.next"])
        )
    )
    landscape.asks_in_order = False
    found = Search(landscape, 150).run()
    assert (found["recency_exponent"], found["weights.next"]) == (0, 0)


def test_what_lost_much_is_tried_once_in_later_rounds() -> None:
    """Each round the exponents rise, and beside each user exponent 1 loses a tenth."""
    tried = []

    def height(setting: Setting) -> float:
        if setting["user_exponent"] == 1:
            tried.append(search.number)
        return 1 - (setting["user_exponent"] == 1) / 10 + setting["item_exponent"] / 5

    search = Search(Landscape(height), 150)
    assert search.run()["item_exponent"] == 0.5
    assert len(search.losses) > 0
    later = [number for number in tried if number]
    assert len(later) <= 2  # Asked of the setting alone and beside the present one.


def test_what_all_likes_have_alike_is_not_tuned() -> None:
    """Whatever its exponent, evidence that does not differ ranks nothing."""
    landscape = Landscape(lambda setting: 1 + setting["evidence_exponent"] / 10)
    assert Search(landscape, 150).run()["evidence_exponent"] == 1
    landscape.has_strengths = False
    assert Search(landscape, 150).run()["evidence_exponent"] == 0.5
    # What fades differs.
    landscape.present = PRESENT | {"half_life_days": 90}
    assert Search(landscape, 150).run()["evidence_exponent"] == 1


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
