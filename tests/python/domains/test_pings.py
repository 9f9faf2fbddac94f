"""Pings against the rules written down a second time, in pandas, on random data."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pytest

SCORES = {"like": 2, "comment": 3, "share": 4, "follow_creator": 2, "impression": 0.1}
ENGAGEMENTS = {"view", "like", "comment", "share"}
WEIGHTS = {
    "popularity": 0.5,
    "category_affinity": 0.25,
    "creator_affinity": 0.15,
    "freshness": 0.1,
}
START = pd.Timestamp("2025-04-01")
USER_COLUMNS = ["user_id", "country", "signup_date", "age"]
PING_COLUMNS = [
    *("ping_id", "creator_id", "main_hashtag"),
    *("category", "duration_sec", "created_at"),
]
EVENT_COLUMNS = [
    "user_id",
    "ping_id",
    "event_type",
    "watch_time_sec",
    "event_timestamp",
]


@dataclass(frozen=True)
class Case:
    """One random data set and the settings under which it is built."""

    seed: int
    o_prefix: bool = False
    durations: bool = True
    timestamps: float = 1.0
    list_size: int = 20
    as_of: str = ""
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)

    @property
    def settings(self) -> dict[str, object]:
        """Give the settings as dbt vars."""
        settings = {"recommendations_per_user": self.list_size, "as_of": self.as_of}
        # Those of the rules are the project's own.
        if self.weights != WEIGHTS:
            weights = {"pings": {"weights": dict(self.weights)}}
            settings["recmart_parameters"] = weights
        return settings


CASES = {
    "plain": Case(seed=1),
    "short lists, o-prefixed columns": Case(seed=2, o_prefix=True, list_size=3),
    "no durations, few timestamps": Case(seed=3, durations=False, timestamps=0.7),
    "as of a past moment": Case(seed=4, as_of="2025-05-10", list_size=10),
    "other weights": Case(
        seed=5,
        list_size=4,
        weights={
            "popularity": 0.05,
            "category_affinity": 0,
            "creator_affinity": 2,
            "freshness": 0.4,
        },
    ),
}


@dataclass
class Data:
    """The clean tables of a case: what the CSV files say without their dirt."""

    users: pd.DataFrame
    pings: pd.DataFrame
    events: pd.DataFrame


def make_data(case: Case) -> Data:
    """Draw users, pings and events, some of them on ids that no table holds."""
    rng = random.Random(case.seed)  # noqa: S311 - not for secrets

    def moment(days: int) -> pd.Timestamp:
        return START + pd.Timedelta(seconds=rng.randrange(days * 86400))

    def maybe(chance: float, value: object) -> object:
        return value if rng.random() < chance else None

    users = [
        [
            f"u{number}",
            rng.choice(["ID", "BR", None]),
            maybe(0.85, moment(60).normalize()),
            rng.randint(13, 60),
        ]
        # The last two never come; u31 to u34 do, but have no row here.
        for number in (*range(1, 31), 41, 42)
    ]
    pings = [
        [
            f"p{number}",
            maybe(0.95, f"u{rng.randint(1, 12)}"),
            maybe(0.9, rng.choice(["fun", "cats", "travel"])),
            maybe(0.95, rng.choice(["comedy", "dance", "food", "music", "pets"])),
            maybe(0.8, rng.choice([0, 7, 12.5, 15, 30, 58]))
            if case.durations
            else None,
            maybe(0.9, moment(60) - pd.Timedelta(days=rng.choice([0, 0, 40]))),
        ]
        for number in range(1, 91)
    ]
    events = {}
    while len(events) < 700:
        kind = rng.choice(
            [*("view",) * 5, *("impression",) * 6, *SCORES, "save", "unheard_of"]
        )
        row = (
            f"u{min(rng.randint(1, 34), rng.randint(1, 34))}",
            f"p{min(rng.randint(1, 96), rng.randint(1, 96))}",
            kind,
            maybe(0.95, round(rng.uniform(0, 45), 1)) if kind == "view" else None,
            maybe(case.timestamps, moment(60)),
        )
        events[row] = list(row)
        if rng.random() < 0.3 and row[4] is not None:
            # The same again some time later: a repeated event, not a duplicate.
            again = (*row[:4], row[4] + pd.Timedelta(seconds=rng.randrange(1, 200_000)))
            events[again] = list(again)
    return Data(
        pd.DataFrame(users, columns=USER_COLUMNS),
        pd.DataFrame(pings, columns=PING_COLUMNS),
        pd.DataFrame(list(events.values()), columns=EVENT_COLUMNS),
    )


def write_data(case: Case, data: Data, folder: Path) -> None:
    """Write the tables as CSV, with dirt that has to be rejected or cleaned away."""
    folder.mkdir(parents=True)
    rng = random.Random(case.seed + 1000)  # noqa: S311 - not for secrets
    users, pings, events = data.users.copy(), data.pings.copy(), data.events.copy()
    pings["category"] = [
        value if pd.isna(value) else rng.choice([value, value.upper(), f" {value} "])
        for value in pings["category"]
    ]
    events["event_type"] = [
        rng.choice([value, value.title(), f" {value}"])
        for value in events["event_type"]
    ]
    dirt = {
        "users": [["u1", "DE", "2025-05-01", 20], ["u90", "DE", "soon", 20]],
        "pings": [
            ["p1", "u1", "late", "food", 10, "2025-05-01"],
            [None, "u1", "none", "food", 10, "2025-05-01"],
            ["p94", "u1", "negative", "food", -10, "2025-05-01"],
            ["p95", "u1", "undated", "food", 10, "yesterday"],
        ],
        "events": [
            [None, "p1", "like", None, "2025-05-01"],
            ["u1", None, "like", None, "2025-05-01"],
            ["u1", "p2", "view", "-3", "2025-05-01"],
            ["u1", "p3", "view", "long", "2025-05-01"],
            ["u1", "p4", "like", None, "2025-13-01"],
            *events[events["event_timestamp"].notna()].head(5).to_numpy().tolist(),
        ],
    }
    for name, table in {"users": users, "pings": pings, "events": events}.items():
        rows = pd.DataFrame(dirt[name], columns=table.columns).astype(object)
        whole = pd.concat([table.astype(object), rows])
        if case.o_prefix:
            whole.columns = [f"o{column}" for column in whole.columns]
        file_name = "interactions" if name == "events" else name
        whole.to_csv(folder / f"{file_name}.csv", index=False)


@dataclass
class Rules:
    """The rules, applied to clean tables."""

    case: Case
    data: Data

    def __post_init__(self) -> None:
        """Hide what is later than the moment, and measure the events."""
        moment = pd.Timestamp(self.case.as_of or pd.Timestamp.max)
        data = self.data
        self.users = data.users[~(data.users["signup_date"] > moment)]
        self.pings = data.pings[~(data.pings["created_at"] > moment)].copy()
        stated = pd.to_numeric(self.pings["duration_sec"])
        stated = stated.where(stated > 0)
        typical = 30 if stated.isna().all() else stated.median()
        self.pings["duration_sec"] = stated.fillna(typical)
        durations = pd.to_numeric(data.pings["duration_sec"])
        durations = durations.where(durations > 0).fillna(typical)
        duration_of = dict(zip(data.pings["ping_id"], durations, strict=True))

        events = data.events.copy()
        events["event_timestamp"] = pd.to_datetime(events["event_timestamp"])
        is_view = events["event_type"] == "view"
        watched = pd.to_numeric(events["watch_time_sec"]).fillna(0)
        ratio = watched / events["ping_id"].map(duration_of).fillna(30)
        events["ratio"] = ratio.where(is_view)
        fixed = events["event_type"].map(SCORES).fillna(0)
        events["score"] = events["ratio"].where(is_view, fixed)
        events["high"] = events["event_type"].isin(["like", "comment", "share"]) | (
            events["ratio"] >= 0.5
        )
        later = events["event_timestamp"] > moment
        undated = events["event_timestamp"].isna() & bool(self.case.as_of)
        self.events = events[~later & ~undated]
        self.held_out = events[later]

    def user_ping_engagement(self) -> pd.DataFrame:
        """Sum up per user and ping."""
        return (
            self.events.groupby(["user_id", "ping_id"])
            .agg(
                engagement_score=("score", "sum"),
                last_ts=("event_timestamp", "max"),
                n_events=("event_type", "size"),
            )
            .reset_index()
        )

    def ping_engagement(self) -> pd.DataFrame:
        """Sum up per ping, the highest first."""
        table = (
            self.events.groupby("ping_id")
            .agg(
                global_engagement=("score", "sum"),
                users_interacted=("user_id", "nunique"),
            )
            .reset_index()
        )
        table["order"] = -table["global_engagement"].round(9)
        table = table.sort_values(["order", "ping_id"]).drop(columns="order")
        return table.assign(rank=range(1, len(table) + 1)).reset_index(drop=True)

    def top_pings(self) -> pd.DataFrame:
        """Look the first ten up in the catalogue."""
        columns = [column for column in PING_COLUMNS if column != "ping_id"]
        top = self.ping_engagement().head(10).merge(self.pings, "left", "ping_id")
        return top[
            ["rank", "ping_id", "global_engagement", "users_interacted", *columns]
        ]

    def watch_time_ratio_distribution(self) -> pd.DataFrame:
        """Describe the views."""
        summary = self.events["ratio"].dropna().describe([0.25, 0.5, 0.75, 0.9])
        names = ["count", "mean", "std", "min", "p25", "p50", "p75", "p90", "max"]
        return pd.DataFrame([summary.tolist()], columns=names)

    def new_vs_existing_users(self) -> pd.DataFrame:
        """Compare the two groups of users, each user by hand."""
        since = self.users["signup_date"].max() - pd.Timedelta(days=7)
        rows = []
        for is_new in (False, True):
            joined = self.users["signup_date"] >= since
            members = set(self.users.loc[joined == is_new, "user_id"])
            theirs = self.events[self.events["user_id"].isin(members)]
            touched = theirs[theirs["event_type"].isin(ENGAGEMENTS)]
            pairs = touched[["user_id", "ping_id"]].drop_duplicates()
            ratios = theirs["ratio"].dropna()
            rows.append(
                [
                    is_new,
                    ratios.mean(),
                    len(ratios),
                    len(pairs) / len(members),
                    len(members),
                ]
            )
        names = [
            "is_new",
            "avg_watch_time_ratio",
            "view_count",
            "avg_pings",
            "user_count",
        ]
        return pd.DataFrame(rows, columns=names)

    def recommendations(self) -> pd.DataFrame:
        """Score every ping for every user."""
        pings = self.pings.sort_values("ping_id")
        total = self.events.groupby("ping_id")["score"].sum()
        engagement = pings["ping_id"].map(total).fillna(0)
        spread = engagement.max() - engagement.min()
        popularity = (engagement - engagement.min()) / spread
        age = (pings["created_at"].max() - pings["created_at"]).dt.days.fillna(30)
        freshness = 1 / (1 + age)
        # Also who signs up only after the moment of the build: a list costs nothing.
        everyone = set(self.data.users["user_id"]) | set(self.events["user_id"])
        lists = []
        for user_id in sorted(everyone):
            own = self.events[self.events["user_id"] == user_id]
            known = own.merge(pings, on="ping_id")
            shares = [
                pings[key].map(known[key].value_counts()).fillna(0) / max(len(own), 1)
                for key in ("category", "creator_id")
            ]
            parts = [popularity, *shares, freshness]
            weights = [
                self.case.weights[name]
                for name in (
                    *("popularity", "category_affinity"),
                    *("creator_affinity", "freshness"),
                )
            ]
            score = sum(w * part for w, part in zip(weights, parts, strict=True))
            table = pings[["category", "main_hashtag", "creator_id"]].assign(
                user_id=user_id,
                item_id=pings["ping_id"],
                score=score,
                order=-score.round(10),
                reason=[self.reason(*row) for row in zip(pings["category"], *parts)],  # noqa: B905
            )
            is_barred = table["item_id"].isin(own["ping_id"])
            table = table[~is_barred & (table["creator_id"] != user_id)]
            table = table.sort_values(["order", "item_id"]).head(self.case.list_size)
            lists.append(table.assign(rank=range(1, len(table) + 1)))
        columns = [
            *("user_id", "rank", "item_id", "score"),
            *("category", "main_hashtag", "creator_id", "reason"),
        ]
        return pd.concat(lists)[columns].reset_index(drop=True)

    @staticmethod
    def reason(
        category: str, popular: float, liked: float, followed: float, fresh: float
    ) -> str:
        """Say what speaks for a ping."""
        spoken = {
            f"prefers cat={category}": liked > 0,
            "engaged this creator": followed > 0,
            "globally popular": popular > 0.5,
            "recent": fresh > 0.02,
        }
        return (
            "; ".join(text for text, holds in spoken.items() if holds) or "popular/new"
        )

    def recommendation_health(self) -> pd.DataFrame:
        """Measure each day and the whole, event by event."""
        lists = self.recommendations()
        both = pd.concat([self.events, self.held_out])
        days = sorted(set(both["event_timestamp"].dropna().dt.date))
        rows = []
        for day in [*days, None]:

            def of_day(table: pd.DataFrame, day: object = day) -> pd.DataFrame:
                return (
                    table
                    if day is None
                    else table[table["event_timestamp"].dt.date == day]
                )

            events, held_out = of_day(self.events), of_day(self.held_out)
            ratios = events["ratio"].dropna()
            impressions = events[events["event_type"] == "impression"]
            dated = impressions.dropna(subset="event_timestamp")
            waits, missed = [], 0
            for impression in dated.itertuples():
                after = self.events[
                    (self.events["user_id"] == impression.user_id)
                    & (self.events["ping_id"] == impression.ping_id)
                    & (self.events["event_timestamp"] >= impression.event_timestamp)
                ]
                wait = after["event_timestamp"] - impression.event_timestamp
                engaged = wait[after["event_type"].isin(ENGAGEMENTS)]
                if len(engaged):
                    waits.append(engaged.min().total_seconds())
                views = wait[after["event_type"] == "view"]
                missed += not (views <= pd.Timedelta(hours=24)).any()
            first_ten = lists[lists["rank"] <= 10]
            shown = set(zip(first_ten["user_id"], first_ten["item_id"], strict=True))
            positive = held_out[held_out["high"]]
            hit_users = {
                user_id
                for user_id, ping_id in zip(
                    positive["user_id"], positive["ping_id"], strict=True
                )
                if (user_id, ping_id) in shown
            }
            visitors = set(of_day(both)["user_id"])
            seen_lists = (
                lists if day is None else lists[lists["user_id"].isin(visitors)]
            )
            engagements = events["event_type"].isin(ENGAGEMENTS).sum()
            rows.append(
                [
                    "all" if day is None else str(day),
                    share(sum(ratios >= 0.8), len(ratios)),
                    share(engagements, len(impressions)),
                    share(len(hit_users), positive["user_id"].nunique()),
                    pd.Series(waits, dtype=float).median(),
                    share(seen_lists["item_id"].nunique(), len(self.pings)),
                    share(missed, len(dated)),
                ]
            )
        names = [
            *("period", "watch_through_rate", "engagement_per_impression"),
            *("hit_rate_at_10", "median_seconds_to_engagement"),
            *("item_coverage", "impressions_without_view_share"),
        ]
        return pd.DataFrame(rows, columns=names)


def share(part: float, whole: float) -> float:
    """Divide, or say that there is nothing to divide."""
    return part / whole if whole else math.nan


@dataclass
class Built:
    """A case, what was built from it and what the rules say."""

    case: Case
    rules: Rules
    database: Path

    def mart(self, name: str) -> pd.DataFrame:
        """Read a mart in the order in which it lies there."""
        schema = "backtest_pings" if self.case.as_of else "pings"
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.sql(f"select * from {schema}.{name}").df()


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES.keys())
def built(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    dbt_build: Callable[..., tuple[int, str, Path]],
) -> Built:
    """Build the pings of one case."""
    case = request.param
    folder = tmp_path_factory.mktemp("pings")
    data = make_data(case)
    write_data(case, data, folder / "data" / "pings")
    returncode, output, database = dbt_build(
        folder,
        select="tag:pings",
        env={"RECMART_DATA_DIR": str(folder / "data")},
        vars=case.settings,
    )
    assert returncode == 0, output
    return Built(case, Rules(case, data), database)


@pytest.mark.parametrize(
    "mart",
    [
        "user_ping_engagement",
        "ping_engagement",
        "top_pings",
        "watch_time_ratio_distribution",
        "new_vs_existing_users",
        "recommendations",
        "recommendation_health",
    ],
)
def test_mart_is_what_the_rules_say(built: Built, mart: str) -> None:
    """Every mart, its order included, agrees with the rules to 1e-9."""
    expected = getattr(built.rules, mart)()
    actual = built.mart(mart)
    assert len(expected) > 0
    if mart == "recommendation_health" and built.case.as_of:
        assert expected["hit_rate_at_10"].iloc[-1] > 0
    pd.testing.assert_frame_equal(
        comparable(actual[list(expected.columns)]),
        comparable(expected),
        check_dtype=False,
        rtol=0,
        atol=1e-9,
    )


def comparable(table: pd.DataFrame) -> pd.DataFrame:
    """Let numbers be floats, moments be text and nothing be one kind of nothing."""
    result = table.copy()
    for name in result:
        column = result[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d %H:%M:%S")
        elif pd.api.types.is_numeric_dtype(column):
            column = column.astype(float)
        result[name] = column.astype(object).where(column.notna(), None)
        if pd.api.types.is_float_dtype(column):
            result[name] = column
    return result


def test_who_never_came_gets_the_popular_list(built: Built) -> None:
    """All that is recommended to a user without events is marked as popular."""
    recommendations = built.mart("recommendations")
    is_cold = ~recommendations["user_id"].isin(built.rules.events["user_id"])
    assert is_cold.any()
    assert set(recommendations.loc[is_cold, "source"]) == {"popular"}
    assert "popular" not in set(recommendations.loc[~is_cold, "source"])


HEADERS = {
    "users": USER_COLUMNS,
    "pings": PING_COLUMNS,
    "interactions": EVENT_COLUMNS,
}


def test_nothing_at_all_builds(
    tmp_path: Path, build_warehouse: Callable[..., tuple[int, str, Path]]
) -> None:
    """Three files with nothing but their headers give empty marts."""
    folder = tmp_path / "data" / "pings"
    folder.mkdir(parents=True)
    for name, columns in HEADERS.items():
        (folder / f"{name}.csv").write_text(",".join(columns) + "\n")
    returncode, output, database = build_warehouse(
        "tag:pings", {"RECMART_DATA_DIR": str(tmp_path / "data")}
    )
    assert returncode == 0, output
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.sql("select * from pings.recommendations").fetchall() == []
        assert connection.sql(
            "select count from pings.watch_time_ratio_distribution"
        ).fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("weights", "complaint"),
    [
        (
            {"likes": 1},
            "pings.weights has no parameter 'likes', only category_affinity",
        ),
        ({"freshness": -0.1}, "parameter pings.weights.freshness: '-0.1' is below 0."),
        ({"popularity": "half"}, "pings.weights.popularity: 'half' is no number."),
    ],
)
def test_weights_that_cannot_be_are_refused(
    build_warehouse: Callable[..., tuple[int, str, Path]],
    weights: dict[str, object],
    complaint: str,
) -> None:
    """A wrong setting ends the build with words that name it."""
    returncode, output, _ = build_warehouse(
        "int_pings__item_scores",
        vars={"recmart_parameters": {"pings": {"weights": weights}}},
    )
    assert returncode != 0
    assert complaint in " ".join(output.split())
