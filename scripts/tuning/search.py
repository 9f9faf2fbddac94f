"""Tune what rests on the similarity of items, from one build."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from scripts.common.arguments import Parser, dbt_vars, positive
from scripts.common.commands import say
from scripts.common.dbt import END_OF_TIME, Dbt
from scripts.common.paths import ROOT
from scripts.tuning.by_builds import PARAMETERS, tune_by_builds
from scripts.tuning.shared import (
    TuningError,
    assignment,
    gain_lines,
    number,
    past_moments,
    show_progress,
)

# Domains whose lists come from the similarity of items; the others are tuned by builds.
SIMILARITY_DOMAINS = ("custom", "grocery", "streaming")
DOMAINS = sorted((*SIMILARITY_DOMAINS, *PARAMETERS))
METRICS = ("ndcg", "recall", "hit_rate", "precision", "mrr", "map")

USER_EXPONENTS = (0, 0.5, 1)
RANKS = (0, 4, 10, 20)
ITEM_EXPONENTS = (0, 0.15, 0.3, 0.5)
NEIGHBOUR_EXPONENTS = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
HISTORY_SIZES = (5, 10, 20, 50, 100, 200, 500)
EVIDENCE_EXPONENTS = (0, 0.25, 0.5, 1)
RECENCY_EXPONENTS = (0, 0.2, 0.4, 0.7, 1)
HALF_LIVES = (None, 7, 30, 90, 365)
USUAL_RANK = 10
# In the order of trying: if time runs out, the most likely were tried.
NEIGHBOURS = (400, 1600, 200, 800, 100, 50)
SHARES = (0, 0.1, 0.3, 0.5, 0.7, 1.4, 2, 3, 10)
# What is tuned of the repeats, where there are baskets.
REPEATS = {
    "basket_decay": (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1),
    "prior_baskets": (0.1, 0.3, 1, 3, 10),
    "rhythm_weight": (0, 0.04, 0.08, 0.15, 0.3),
}
# Sources that weigh no more only fill lists up: nothing to tune.
FILLING_WEIGHT = 0.001
# What is better by less than this share of the metric is not worth a change.
LEAST_GAIN = 0.0005
# A smaller number of neighbours may cost this share of the metric.
WORTH = 0.002
# How many users with something to find make cuts enough, and how few make none.
ENOUGH_USERS = 400
TOO_FEW_USERS = 100
# Users are scored in batches of so many at most, with so many sums at most. The first
# batch is asked in the search, all of them decide between what was found.
BATCH_USERS = 1000
BATCH_CONTRIBUTIONS = 100_000_000
# What comes as near to the best by some users is asked of all, in steps as fine.
NEAR, MOST_SIMILARITIES = 0.98, 3
FINE_STEPS = (-0.1, -0.05, 0, 0.05, 0.1)

# Until which share of the budget each stage may begin trials.
FAMILY_SHARE, HISTORY_SHARE, REFINING_SHARE, NEIGHBOURS_SHARE = 0.35, 0.5, 0.75, 0.9

# What a setting is, and the model whose macro call holds it.
PLACES = {
    "half_life_days": "intermediate/{domain}/int_{domain}__user_items.sql",
    "user_exponent": "intermediate/{domain}/int_{domain}__item_pairs.sql",
    "rank": "intermediate/{domain}/int_{domain}__item_factors.sql",
    "item_exponent": "intermediate/{domain}/int_{domain}__item_weights.sql",
    "neighbour_exponent": "intermediate/{domain}/int_{domain}__item_weights.sql",
    "neighbours": "intermediate/{domain}/int_{domain}__item_weights.sql",
    "history_size": "intermediate/{domain}/int_{domain}__similar_candidates.sql",
    "evidence_exponent": "intermediate/{domain}/int_{domain}__similar_candidates.sql",
    "recency_exponent": "intermediate/{domain}/int_{domain}__similar_candidates.sql",
    **dict.fromkeys(
        REPEATS, "intermediate/{domain}/int_{domain}__repeat_candidates.sql"
    ),
}
RECOMMENDATIONS = "marts/{domain}/{domain}__recommendations.sql"
SOURCE = re.compile(
    r"'name': '(?P<name>\w+)',\s*'relation': ref\('(?P<relation>\w+)'\),"
    r"\s*'weight': (?P<weight>[\d.e-]+),(?P<scale>\s*'scale': 'none',)?"
)
# Other policies are the user's own decision.
POLICY = re.compile(r'(\n  custom_repeat_policy: )(""|never)(?=\s)')


# --------------------------------------------------------------------------------------
# Settings, as they stand in the models
# --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the blend."""

    name: str
    relation: str
    is_scaled: bool


@dataclass(slots=True)
class Setting:
    """All that is tuned: parameters by name, and the weight of each source."""

    parameters: dict[str, float | None]
    weights: dict[str, float]
    repeats: bool = True

    def changed(self, **parameters: float | None) -> Setting:
        """Return the setting with other values of some parameters."""
        return Setting(self.parameters | parameters, dict(self.weights), self.repeats)


def model_path(place: str, domain: str) -> Path:
    """Return the file of a model."""
    return ROOT / "models" / place.format(domain=domain)


def places(domain: str) -> dict[str, Path]:
    """Return the models of a domain that hold parameters."""
    files = {name: model_path(place, domain) for name, place in PLACES.items()}
    # Not every domain knows repeats.
    return {
        name: file
        for name, file in files.items()
        if name not in REPEATS or file.is_file()
    }


def read_setting(domain: str) -> tuple[Setting, list[Source]]:
    """Return the present setting and the sources of the blend."""
    parameters: dict[str, float | None] = {}
    for parameter, path in places(domain).items():
        found = assignment(parameter).search(path.read_text(encoding="utf-8"))
        if not found:
            raise TuningError(
                f"{path.relative_to(ROOT)} gives no {parameter}: write it into the"
                " call of its macro"
            )
        value = found["value"]
        parameters[parameter] = None if value == "none" else float(value)
    text = model_path(RECOMMENDATIONS, domain).read_text(encoding="utf-8")
    sources, weights = [], {}
    for found in SOURCE.finditer(text):
        sources.append(Source(found["name"], found["relation"], not found["scale"]))
        weights[found["name"]] = float(found["weight"])
    if "similar" not in weights:
        raise TuningError(f"the lists of {domain} have no source `similar`")
    project = (ROOT / "dbt_project.yml").read_text(encoding="utf-8")
    found = POLICY.search(project) if domain == "custom" else None
    repeats = not found or found[2] != "never"
    return Setting(parameters, weights, repeats), sources


def policy(setting: Setting) -> str:
    """Return the repeat policy as it stands in dbt_project.yml."""
    return '""' if setting.repeats else "never"


def similar_may_repeat(domain: str) -> bool:
    """Say whether similar items may be ones that the user knows."""
    path = model_path(PLACES["history_size"], domain)
    known = f"exclusions=ref('int_{domain}__user_items')"
    return known not in path.read_text(encoding="utf-8")


def lines_of(setting: Setting, domain: str) -> dict[Path, list[str]]:
    """Return the lines that hold a setting, by model."""
    lines: dict[Path, list[str]] = {}
    for parameter, path in places(domain).items():
        value = number(setting.parameters[parameter])
        lines.setdefault(path, []).append(f"{parameter}={value},")
    lines[model_path(RECOMMENDATIONS, domain)] = [
        f"'name': '{name}', 'weight': {number(weight)},"
        for name, weight in setting.weights.items()
    ]
    return lines


def write_setting(setting: Setting, domain: str) -> None:
    """Put a setting into the models."""
    for parameter, path in places(domain).items():
        text = path.read_text(encoding="utf-8")
        value = number(setting.parameters[parameter])
        path.write_text(
            assignment(parameter).sub(rf"\g<before>{value}", text, count=1),
            encoding="utf-8",
        )
    path = model_path(RECOMMENDATIONS, domain)
    text = path.read_text(encoding="utf-8")
    for name, weight in setting.weights.items():
        text = re.sub(
            rf"('name': '{name}',\s*'relation': [^\n]+\s*'weight': )[\d.e-]+",
            rf"\g<1>{number(weight)}",
            text,
        )
    path.write_text(text, encoding="utf-8")
    if domain == "custom":
        path = ROOT / "dbt_project.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            POLICY.sub(rf"\g<1>{policy(setting)}", text, count=1), encoding="utf-8"
        )


# --------------------------------------------------------------------------------------
# A cut in the past
# --------------------------------------------------------------------------------------


def macro_calls(k: int) -> dict[str, str]:
    """Return the macros that tuning uses, as they are called."""
    return {
        "pairs": f"recmart.item_pairs('tune.likes', {list(USER_EXPONENTS)})",
        **{
            f"eigenvectors_{place}": "recmart.item_eigenvectors('tune.pairs',"
            f" 'tune.popularity', {max(RANKS) + 1}, 'cooccurrence_{place}')"
            for place in range(1, len(USER_EXPONENTS) + 1)
        },
        **{
            f"factors_{place}_{rank}": "recmart.item_factors('tune.pairs',"
            f" 'tune.popularity', {rank}, eigenvectors='tune.eigenvectors_{place}')"
            for place in range(1, len(USER_EXPONENTS) + 1)
            for rank in RANKS
        },
        "weights": "recmart.item_weights('tune.pairs_of_setting', 'tune.popularity',"
        " '$item_exponent', '$neighbour_exponent', '$neighbours', 'tune.factors')",
        "metrics": f"recmart.accuracy_metrics('tune.lists', 'tune.held_out', [{k}])",
    }


class Cut:
    """The data as of one moment, and what was hidden from it."""

    def __init__(
        self,
        database: Path,
        domain: str,
        sources: Sequence[Source],
        sql: dict[str, str],
        users: int,
        k: int,
        half_lives: Sequence[float | None],
    ) -> None:
        """Read a backtest that was built."""
        self.half_lives = half_lives
        self.sql = sql
        self.similar_may_repeat = similar_may_repeat(domain)
        self.k = k
        self.flattened: tuple[int, int] | None = None
        self.batches = 1
        self.repeats: str | None = None
        self.connection = duckdb.connect(str(database))
        memory = os.environ.get("RECMART_MEMORY_LIMIT", "1400MB")
        self.connection.execute("set memory_limit = $memory", {"memory": memory})
        self.connection.execute("set preserve_insertion_order = false")
        self._prepare(domain, sources, users)

    def value(self, sql: str) -> Any:
        """Return the one value that a query gives."""
        return self.connection.execute(sql).fetchone()[0]

    @property
    def users(self) -> int:
        """Return how many users are asked."""
        return self.value(
            f"select count(*) from tune.users where batch < {self.batches}"
        )

    def table(self, name: str, sql: str) -> None:
        """Make a table."""
        self.connection.execute(f"create or replace table tune.{name} as {sql}")

    def _prepare(self, domain: str, sources: Sequence[Source], users: int) -> None:
        """Make what all trials share."""
        contract = f"backtest_intermediate.int_{domain}__"
        holdout = "backtest_intermediate.int_evaluation__holdout"
        self.connection.execute("drop schema if exists tune cascade")
        self.connection.execute("create schema tune")
        self.table("likes", f"select * from {contract}item_likes")
        self.table("popularity", f"select * from {contract}item_popularity")
        # Always the same users, as their hashes have no order of their own.
        self.table(
            "users",
            f"""
            select
                user_id,
                row_number() over (order by md5(user_id), user_id) as user_number,
                0 as batch
            from {holdout}
            semi join (
                select user_id from {contract}user_items where is_liked
            ) using (user_id)
            group by user_id
            qualify user_number <= {users}
            """,
        )
        self.table(
            "relevant",
            f"""
            select user_number, item_id, popularity.rank as item_rank, gain
            from {holdout}
            inner join tune.users using (user_id)
            left join tune.popularity using (item_id)
            """,
        )
        for name, relation in (("barred", "exclusions"), ("known", "user_items")):
            self.table(
                name,
                f"""
                select user_number, popularity.rank as item_rank
                from {contract}{relation}
                inner join tune.users using (user_id)
                inner join tune.popularity using (item_id)
                """,
            )
        evidence = ", ".join(
            "sum(strength"
            + ("" if half_life is None else f" * 0.5 ** (age_days / {half_life})")
            + f") as evidence_{number(half_life)}"
            for half_life in self.half_lives
        )
        self.table(
            "history",
            f"""
            with

            evidence as (
                select user_number, item_id, {evidence}
                from {contract}interactions
                inner join tune.users using (user_id)
                group by user_number, item_id
            )

            select
                evidence.* exclude (item_id),
                popularity.rank as item_rank,
                popularity.liking_users,
                row_number() over (
                    partition by user_number
                    order by user_items.age_days, popularity.rank
                ) as recency_rank,
                rank() over (
                    partition by user_number order by user_items.age_days
                ) as shared_recency_rank
            from evidence
            inner join tune.users using (user_number)
            inner join {contract}user_items as user_items using (user_id, item_id)
            inner join tune.popularity using (item_id)
            where user_items.is_liked
            """,
        )
        for source in sources:
            if source.name != "similar":
                self.table(
                    f"source_{source.name}",
                    f"""
                    select user_number, popularity.rank as item_rank, score
                    from backtest_intermediate.{source.relation}
                    inner join tune.users using (user_id)
                    inner join tune.popularity using (item_id)
                    """,
                )

    def count_pairs(self) -> None:
        """Count the pairs for all user exponents; divide the users into batches."""
        self.table("pairs", self.sql["pairs"])
        self.table(
            "users",
            f"""
            with

            degrees as (
                select item_rank, count(*) as degree
                from (
                    select item_rank from tune.pairs
                    union all
                    select other_item_rank from tune.pairs
                )
                group by item_rank
            ),

            work as (
                select user_number, sum(degree) as contributions
                from tune.history
                inner join degrees using (item_rank)
                where recency_rank <= {max(HISTORY_SIZES)}
                group by user_number
            )

            select * replace (dense_rank() over (order by batch) - 1 as batch)
            from (
                select
                    users.* exclude (batch),
                    greatest(
                        (user_number - 1) // {BATCH_USERS},
                        sum(coalesce(contributions, 0)) over (order by user_number)
                        // {BATCH_CONTRIBUTIONS}
                    ) as batch
                from tune.users
                left join work using (user_number)
            )
            """,
        )

    def ask_everybody(self, most_batches: float) -> None:
        """Ask the users of all batches from now on, or of as many as are allowed."""
        known = 1 + self.value("select max(batch) from tune.users")
        self.batches = max(1, min(known, int(most_batches)))

    def flatten(self, exponent: int, rank: int) -> None:
        """Make the similarity of one user exponent, its broad tastes taken off."""
        if self.flattened == (exponent, rank):
            return
        eigenvectors = f"eigenvectors_{exponent}"
        if rank:
            known = self.value(
                "select count(*) from duckdb_tables() where schema_name = 'tune'"
                f" and table_name = '{eigenvectors}'"
            )
            if not known:
                self.table(eigenvectors, self.sql[eigenvectors])
        self.table("factors", self.sql[f"factors_{exponent}_{rank}"])
        self.connection.execute(
            f"""
            create or replace view tune.pairs_of_setting as
            select *, cooccurrence_{exponent} as cooccurrence from tune.pairs
            """
        )
        taken_off = (
            "- coalesce(list_dot_product(factors.factors, other.factors), 0)"
            if rank
            else ""
        )
        joins = (
            """
            left join tune.factors on pairs.item_rank = factors.item_rank
            left join tune.factors as other on pairs.other_item_rank = other.item_rank
            """
            if rank
            else ""
        )
        self.table(
            "similarity",
            f"""
            select
                pairs.item_rank,
                pairs.other_item_rank,
                pairs.cooccurrence_{exponent}
                / sqrt(item.liking_users * other_item.liking_users)
                {taken_off} as similarity
            from tune.pairs
            inner join tune.popularity as item on pairs.item_rank = item.rank
            inner join tune.popularity as other_item
                on pairs.other_item_rank = other_item.rank
            {joins}
            """,
        )
        self.flattened = exponent, rank

    def keep_neighbours(
        self, item_exponent: float, neighbour_exponent: float, neighbours: int
    ) -> None:
        """Keep each item's weights of the largest size, as the models do."""
        sql = self.sql["weights"]
        for name, value in (
            ("$item_exponent", item_exponent),
            ("$neighbour_exponent", neighbour_exponent),
            ("$neighbours", neighbours),
        ):
            sql = sql.replace(name, str(value))
        self.table("weights", sql)

    def score(self, affinities: Sequence[str], batch: int) -> None:
        """Sum up what each user's history says, once for each affinity in SQL.

        Makes tune.scores: user_number, item_rank, liking_users, score_1, score_2 ...
        """
        self._score(
            affinities,
            batch,
            """
            select history.*, similarity.other_item_rank, similarity.similarity
            from history
            inner join tune.similarity using (item_rank)
            union all by name
            select
                history.*, similarity.item_rank as other_item_rank,
                similarity.similarity
            from history
            inner join tune.similarity
                on history.item_rank = similarity.other_item_rank
            """,
        )

    def forget_candidates(self) -> None:
        """Begin the candidates of source similar anew."""
        self.table(
            "source_similar",
            """
            select
                cast(0 as bigint) as user_number,
                cast(0 as bigint) as item_rank,
                cast(0 as double) as score
            limit 0
            """,
        )

    def score_by_neighbours(self, affinity: str, batch: int) -> None:
        """Make tune.scores with the neighbours that were kept."""
        self._score(
            [affinity],
            batch,
            """
            select history.*, weights.other_item_rank, weights.weight as similarity
            from history
            inner join tune.weights using (item_rank)
            """,
        )

    def _score(self, affinities: Sequence[str], batch: int, pairs: str) -> None:
        weighed = ", ".join(
            f"{affinity} as affinity_{place}"
            for place, affinity in enumerate(affinities, start=1)
        )
        sums = ", ".join(
            f"sum(affinity_{place} * similarity) as score_{place}"
            for place in range(1, len(affinities) + 1)
        )
        self.table(
            "scores",
            f"""
            with

            history as (
                select user_number, item_rank, {weighed}
                from tune.history
                semi join (
                    select user_number from tune.users where batch = {batch}
                ) using (user_number)
            ),

            contributions as ({pairs})

            select
                user_number,
                other_item_rank as item_rank,
                {sums}
            from contributions
            group by user_number, other_item_rank
            """,
        )
        barred = "barred" if self.similar_may_repeat else "known"
        self.table(
            "scores",
            f"""
            select scores.*, liking_users
            from tune.scores
            inner join tune.popularity on scores.item_rank = popularity.rank
            anti join tune.{barred} using (user_number, item_rank)
            """,
        )

    def measure(
        self,
        relation: str,
        scores: Sequence[str],
        metric: str,
        batch: int | None = None,
    ) -> list[float]:
        """Return the sum over users of a metric, for lists by each score in SQL."""
        asked = f"batch < {self.batches}" if batch is None else f"batch = {batch}"
        self._metrics(relation, scores, asked)
        rows = self.connection.execute(
            f"""
            select user_id // 1000000000 as place, sum({metric})
            from tune.metrics group by place order by place
            """
        ).fetchall()
        return [value for _, value in rows]

    def _metrics(self, relation: str, scores: Sequence[str], asked: str) -> None:
        """Make tune.metrics, one row per score and user."""
        best = ", ".join(
            f"arg_max(item_rank, {score}, {self.k}) as list_{place}"
            for place, score in enumerate(scores)
        )
        lists = " union all ".join(
            f"""
            select
                {place * 1_000_000_000} + user_number as user_id,
                unnest(list_{place}) as item_id,
                generate_subscripts(list_{place}, 1) as rank
            from best
            """
            for place in range(len(scores))
        )
        self.table(
            "lists",
            f"""
            with best as (
                select user_number, {best} from {relation} group by user_number
            )
            {lists}
            """,
        )
        # An item that nobody knew stands for itself: no list can have it.
        self.table(
            "held_out",
            f"""
            select
                places.place * 1000000000 + user_number as user_id,
                coalesce(item_rank, -row_number() over ()) as item_id,
                gain
            from tune.relevant
            semi join (select user_number from tune.users where {asked})
                using (user_number)
            cross join range({len(scores)}) as places (place)
            """,
        )
        self.table("metrics", self.sql["metrics"])

    def take_candidates(self, candidates: int = 40) -> None:
        """Add the best of tune.scores to what source similar has to say."""
        self.connection.execute(
            f"""
            insert into tune.source_similar by name
            select
                user_number,
                unnest(
                    max({{score: score_1, item_rank: item_rank}}, {candidates}),
                    recursive := true
                )
            from tune.scores
            where score_1 > 0
            group by user_number
            """
        )

    def repeat(self, sql: str) -> None:
        """Let source repeat say what a query returns."""
        if sql != self.repeats:
            self.table(
                "source_repeat",
                f"""
                select user_number, popularity.rank as item_rank, score
                from ({sql}) as candidates
                inner join tune.users using (user_id)
                inner join tune.popularity using (item_id)
                """,
            )
            self.repeats = sql

    def blend(self, sources: Sequence[Source]) -> None:
        """Make tune.blend: what each source says of each candidate, as blended."""
        relations = {
            source.name: f"(select * from tune.source_{source.name}"
            " semi join tune.users using (user_number)"
            " anti join tune.barred using (user_number, item_rank))"
            for source in sources
        }
        rows = " union all by name ".join(
            f"""
            select
                user_number,
                item_rank,
                score / {
                "max(score) over (partition by user_number)"
                if source.is_scaled
                else "1"
            } as share_{source.name}
            from {relations[source.name]}
            """
            for source in sources
        )
        shares = ", ".join(
            f"coalesce(max(share_{source.name}), 0) as share_{source.name}"
            for source in sources
        )
        self.table(
            "blend",
            f"""
            with candidates as ({rows})

            select
                candidates.user_number,
                candidates.item_rank,
                any_value(known.item_rank) is not null as is_known,
                {shares}
            from candidates
            left join tune.known using (user_number, item_rank)
            group by candidates.user_number, candidates.item_rank
            """,
        )

    def keep_metrics(self, name: str, metric: str) -> None:
        """Keep the metric of every user from the last measurement."""
        self.table(name, f"select user_id, {metric} as value from tune.metrics")

    def differences(self) -> tuple[float, float, float, int]:
        """Return sums of tuned, of present, of squared differences, and the users."""
        return self.connection.execute(
            """
            select
                sum(tuned.value), sum(present.value),
                sum((tuned.value - present.value) ** 2), count(*)
            from tune.tuned inner join tune.present using (user_id)
            """
        ).fetchone()


def affinity(parameters: dict[str, float | None]) -> str:
    """Return what an item of the history counts for, in SQL."""
    evidence = f"evidence_{number(parameters['half_life_days'])}"
    return (
        f"case when recency_rank <= {parameters['history_size']} then"
        f" {evidence} ** {parameters['evidence_exponent']}"
        f" * shared_recency_rank ** -{parameters['recency_exponent']}"
        f" * liking_users ** -{parameters['item_exponent']} else 0 end"
    )


def boosted(place: int, neighbour_exponent: float | None) -> str:
    """Return a score of tune.scores with the neighbour's exponent, in SQL."""
    return f"score_{place} * liking_users ** {neighbour_exponent}"


def blended(weights: dict[str, float], repeats: bool = True) -> str:
    """Return the score of a blend, in SQL."""
    score = " + ".join(f"{weight} * share_{name}" for name, weight in weights.items())
    return score if repeats else f"case when not is_known then {score} end"


# --------------------------------------------------------------------------------------
# The search
# --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Search:
    """A search for the best setting, over all cuts together."""

    cuts: list[Cut]
    sources: list[Source]
    metric: str
    budget: float
    repeat_sql: Callable[[Setting], str]
    setting: Setting
    best: float = 0.0
    trials: int = 0
    tried: list[tuple[float, Setting]] = field(default_factory=list)
    # Seconds that the last similarity took.
    pace: float = 1.0
    started: float = field(default_factory=time.monotonic)

    @property
    def users(self) -> int:
        """Return how many users are asked, in all cuts together."""
        return sum(cut.users for cut in self.cuts)

    def out_of_time(self, share: float = 1) -> bool:
        """Say whether a share of the budget is spent."""
        return time.monotonic() - self.started > share * self.budget

    def mean(self, sums: Iterable[Sequence[float]]) -> list[float]:
        """Return the means over all users from the sums of each cut and batch."""
        users = self.users
        return [sum(values) / users for values in zip(*sums, strict=True)]

    def note(self, stage: str) -> None:
        """Show how far it is."""
        show_progress(
            time.monotonic() - self.started,
            self.budget,
            f"{self.trials} trials, {self.metric} {self.best:.4f}: {stage}",
        )

    def take(self, values: Sequence[float], settings: Sequence[Setting]) -> None:
        """Take the best of some settings if it is better than what there was."""
        self.trials += len(values)
        self.tried += zip(values, settings, strict=True)
        for value, setting in zip(values, settings, strict=True):
            if value > self.best * (1 + LEAST_GAIN):
                self.best, self.setting = value, setting

    def exponents(
        self,
        exponent: int,
        rank: int,
        item_exponents: Sequence[float] = ITEM_EXPONENTS,
        neighbour_exponents: Sequence[float] = NEIGHBOUR_EXPONENTS,
    ) -> None:
        """Try item and neighbour exponents on one flattened similarity."""
        tried = [
            self.setting.changed(
                user_exponent=USER_EXPONENTS[exponent - 1],
                rank=rank,
                item_exponent=item,
                neighbour_exponent=neighbour,
            )
            for item in item_exponents
            for neighbour in neighbour_exponents
        ]
        affinities = [
            affinity(self.setting.parameters | {"item_exponent": item})
            for item in item_exponents
        ]
        began = time.monotonic()
        sums = []
        for cut in self.cuts:
            cut.flatten(exponent, rank)
            for batch in range(cut.batches):
                cut.score(affinities, batch)
                batch_sums: list[float] = []
                for place in range(1, len(item_exponents) + 1):
                    scores = [boosted(place, y) for y in neighbour_exponents]
                    batch_sums += cut.measure("tune.scores", scores, self.metric, batch)
                sums.append(batch_sums)
        self.take(self.mean(sums), tried)
        self.pace = time.monotonic() - began

    def place(self) -> int:
        """Return the place of the present user exponent."""
        exponent = self.setting.parameters["user_exponent"]
        distances = [abs(exponent - known) for known in USER_EXPONENTS]
        return distances.index(min(distances)) + 1

    def family(self) -> None:
        """Find user exponent, rank, item and neighbour exponent."""
        for cut in self.cuts:
            self.note("counting pairs")
            cut.count_pairs()
        every = range(len(USER_EXPONENTS), 0, -1)
        for exponent in every:
            self.try_exponents(exponent, 0, FAMILY_SHARE)
        # Flattening takes time: with other user exponents only where it pays with the
        # best one.
        present, plain = self.place(), self.best
        self.try_exponents(present, USUAL_RANK, FAMILY_SHARE)
        if self.best > plain:
            for exponent in every:
                if exponent != present:
                    self.try_exponents(exponent, USUAL_RANK, FAMILY_SHARE)
        for rank in RANKS:
            if rank not in (0, USUAL_RANK):
                self.try_exponents(self.place(), rank, FAMILY_SHARE)

    def history(self) -> None:
        """Find what of the history counts, and how much."""
        has_times = any(
            cut.value("select count(distinct evidence_7) > 1 from tune.history")
            for cut in self.cuts
        )
        variants: list[tuple[str, list[dict[str, float | None]]]] = [
            ("evidence", [{"evidence_exponent": e} for e in EVIDENCE_EXPONENTS]),
        ]
        if has_times:
            variants += [
                ("recency", [{"recency_exponent": p} for p in RECENCY_EXPONENTS]),
                ("history size", [{"history_size": size} for size in HISTORY_SIZES]),
                (
                    "half-life",
                    [
                        {"half_life_days": half_life, "evidence_exponent": exponent}
                        for half_life in HALF_LIVES
                        for exponent in (0.5, 1)
                    ],
                ),
                ("recency again", [{"recency_exponent": p} for p in RECENCY_EXPONENTS]),
            ]
        for name, changes in variants:
            if self.out_of_time(HISTORY_SHARE):
                return
            self.note(name)
            self._try_history([self.setting.changed(**change) for change in changes])
        # With such a history another similarity may be the best.
        self.tried = [(self.best, self.setting)]
        present = int(self.setting.parameters["rank"])
        for rank in (present, *(rank for rank in RANKS if rank != present)):
            self.try_exponents(self.place(), rank, HISTORY_SHARE)
        present = self.place()
        for exponent in range(len(USER_EXPONENTS), 0, -1):
            if exponent != present:
                rank = int(self.setting.parameters["rank"])
                self.try_exponents(exponent, rank, HISTORY_SHARE)

    def try_exponents(self, exponent: int, rank: int, share: float) -> None:
        """Try a user exponent and a rank, if there is time."""
        if self.out_of_time(share) and self.trials:
            return
        self.note(f"user exponent {USER_EXPONENTS[exponent - 1]}, rank {rank}")
        self.exponents(exponent, rank)

    def _try_history(self, tried: list[Setting]) -> None:
        """Try settings that differ in what the history counts for."""
        sums = []
        for cut in self.cuts:
            cut.flatten(self.place(), int(self.setting.parameters["rank"]))
            cut.score([affinity(setting.parameters) for setting in tried], batch=0)
            scores = [
                boosted(place, setting.parameters["neighbour_exponent"])
                for place, setting in enumerate(tried, start=1)
            ]
            sums.append(cut.measure("tune.scores", scores, self.metric, batch=0))
        self.take(self.mean(sums), tried)

    def refine(self) -> None:
        """Ask everybody about what came out near the best, in finer steps."""
        nearest: dict[tuple[int, int], Setting] = {}
        for value, setting in sorted(self.tried, key=lambda tried: -tried[0]):
            if value >= NEAR * self.best:
                parameters = setting.parameters
                exponent = USER_EXPONENTS.index(parameters["user_exponent"]) + 1
                nearest.setdefault((exponent, int(parameters["rank"])), setting)
        similarities = list(nearest.items())[:MOST_SIMILARITIES]
        left = self.started + REFINING_SHARE * self.budget - time.monotonic()
        for cut in self.cuts:
            cut.ask_everybody(left / len(similarities) / self.pace)
        self.best = 0.0
        for (exponent, rank), setting in similarities:
            if self.best and self.out_of_time(REFINING_SHARE):
                break
            self.note(
                f"{self.users} users: user exponent {USER_EXPONENTS[exponent - 1]},"
                f" rank {rank}"
            )
            around = [
                sorted({max(setting.parameters[name] + step, 0) for step in FINE_STEPS})
                for name in ("item_exponent", "neighbour_exponent")
            ]
            self.exponents(exponent, rank, *around)

    def neighbours(self) -> None:
        """Find how few neighbours are enough."""
        values: dict[int, float] = {}
        for count in NEIGHBOURS:
            if values and self.out_of_time(NEIGHBOURS_SHARE):
                break
            self.note(f"{count} neighbours")
            values[count] = self._with_neighbours(
                self.setting.changed(neighbours=count)
            )
        enough = max(values.values()) * (1 - WORTH)
        count = min(count for count, value in values.items() if value >= enough)
        self.setting = self.setting.changed(neighbours=count)
        self.best = values[count]

    def _with_neighbours(self, setting: Setting) -> float:
        """Return the metric of similarity alone, as the models would have it."""
        sums = [
            cut.measure("tune.scores", ["score_1"], self.metric, batch)
            for cut, batch in self._scored(setting)
        ]
        self.trials += 1
        return self.mean(sums)[0]

    def _scored(self, setting: Setting) -> Iterator[tuple[Cut, int]]:
        """Score by similarity, with the neighbours that the models would keep."""
        parameters = setting.parameters
        exponents = [abs(parameters["user_exponent"] - a) for a in USER_EXPONENTS]
        ranks = [abs(parameters["rank"] - rank) for rank in RANKS]
        for cut in self.cuts:
            cut.flatten(
                exponents.index(min(exponents)) + 1, RANKS[ranks.index(min(ranks))]
            )
            cut.keep_neighbours(
                parameters["item_exponent"],
                parameters["neighbour_exponent"],
                int(parameters["neighbours"]),
            )
            # The weights hold both exponents.
            in_weights = affinity(parameters | {"item_exponent": 0})
            for batch in range(cut.batches):
                cut.score_by_neighbours(in_weights, batch)
                yield cut, batch

    def _blend(self, setting: Setting) -> None:
        """Make what is blended into lists."""
        for cut in self.cuts:
            cut.forget_candidates()
        for cut, _ in self._scored(setting):
            cut.take_candidates()
        self._blend_repeats(setting)

    @property
    def has_repeats(self) -> bool:
        """Say whether anybody buys by the basket."""
        return "repeat" in {source.name for source in self.sources} and any(
            cut.value("select count(*) from tune.source_repeat") for cut in self.cuts
        )

    def _blend_repeats(self, setting: Setting) -> None:
        """Make what is blended into lists, similarity as it was."""
        if self.has_repeats:
            sql = self.repeat_sql(setting)
            for cut in self.cuts:
                cut.repeat(sql)
        for cut in self.cuts:
            cut.blend(self.sources)

    def repeats(self) -> None:
        """Find how the frequency of repeats is counted."""
        for parameter, values in REPEATS.items():
            tried = []
            for value in values:
                if self.out_of_time():
                    return
                self.note(f"{parameter} {value}")
                tried.append(self.setting.changed(**{parameter: value}))
                self._blend_repeats(tried[-1])
                self._try_weights(tried[-1:])
        self._blend_repeats(self.setting)

    def blend(self) -> None:
        """Find the weights of the sources, and whether known items may come again."""
        self._blend(self.setting)
        self.best = 0.0
        self._try_weights(
            [replace(self.setting, repeats=repeats) for repeats in (True, False)]
        )
        for turn in range(2):
            if turn and self.has_repeats and self.setting.repeats:
                self.repeats()
            for name, weight in list(self.setting.weights.items()):
                largest = max(self.setting.weights.values())
                if self.out_of_time():
                    return
                if weight == largest or weight <= FILLING_WEIGHT:
                    continue  # The others are relative to the largest.
                self.note(f"weight of {name}")
                self._try_weights(
                    [
                        replace(
                            self.setting, weights=self.setting.weights | {name: other}
                        )
                        for other in (share * weight for share in SHARES)
                    ]
                )

    def _try_weights(self, tried: list[Setting]) -> None:
        """Try blends."""
        scores = [blended(setting.weights, setting.repeats) for setting in tried]
        sums = [cut.measure("tune.blend", scores, self.metric) for cut in self.cuts]
        self.take(self.mean(sums), tried)

    def gain(self, present: Setting) -> tuple[float, float, float, float]:
        """Return the metric tuned and at present, and the gain's 95 % interval."""
        tuned = self.setting
        for setting, name in ((present, "present"), (tuned, "tuned")):
            self.note(f"comparing: {name}")
            self._blend(setting)
            for cut in self.cuts:
                cut.measure(
                    "tune.blend",
                    [blended(setting.weights, setting.repeats)],
                    self.metric,
                )
                cut.keep_metrics(name, self.metric)
        rows = [cut.differences() for cut in self.cuts]
        sum_tuned, sum_present, squares, users = map(sum, zip(*rows, strict=True))
        mean = (sum_tuned - sum_present) / users
        deviation = max(squares / users - mean**2, 0) ** 0.5
        half = 1.96 * deviation / users**0.5
        return sum_tuned / users, sum_present / users, mean - half, mean + half


# --------------------------------------------------------------------------------------
# Builds
# --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PastCut:
    """A way to cut the data, as the models know it, and for how long to ask then."""

    kind: str
    as_of: str
    horizon_days: int | None = None

    def __str__(self) -> str:
        """Tell where it is."""
        if self.kind != "time":
            return self.kind.replace("_", " ")
        return f"as of {self.as_of[:16]}, {self.horizon_days} days"


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds of the past of one domain, in a folder of their own."""

    domain: str
    sources: list[Source]
    folder: Path
    users: int
    k: int
    half_lives: Sequence[float | None]
    dbt: Dbt

    @property
    def database(self) -> Path:
        """Return the file that dbt builds."""
        return self.folder / "tune.duckdb"

    def sql(self) -> dict[str, str]:
        """Return the SQL of the project's macros that tuning uses."""
        calls = macro_calls(self.k)
        return dict(zip(calls, self.dbt.compiled(*calls.values()), strict=True))

    def repeat_sql(self, setting: Setting) -> str:
        """Return what finds repeats, by the call in the model with other numbers."""
        call = model_path(PLACES["basket_decay"], self.domain).read_text("utf-8")
        for parameter in REPEATS:
            value = number(setting.parameters[parameter])
            call = assignment(parameter).sub(rf"\g<before>{value}", call, count=1)
        interactions = f"int_{self.domain}__interactions"
        call = call.replace(
            f"ref('{interactions}')", f"'backtest_intermediate.{interactions}'"
        )
        (sql,) = self.dbt.compiled(call.strip().removeprefix("{{").removesuffix("}}"))
        return sql

    def cuts(self) -> list[Cut]:
        """Build the past: once, or more often where that gives too few users."""
        say("reading the data")
        self.dbt.read_events(self.domain)
        sql = self.sql()
        cuts: list[Cut] = []
        for past in self._past_cuts():
            users = sum(cut.users for cut in cuts)
            if users >= ENOUGH_USERS:
                break
            if past.kind == "time" and cuts and users < TOO_FEW_USERS:
                continue
            say(f"building the past: {past}")
            cut = self._build(past, sql, len(cuts))
            say(f"{cut.users} users to ask")
            cuts.append(cut)
        if len(cuts) > 1 and cuts[0].users < TOO_FEW_USERS:
            del cuts[0]
        cuts = [cut for cut in cuts if cut.users]
        if not cuts:
            raise TuningError(
                f"nothing to tune {self.domain} by: no user with a history came back"
                " for something new"
            )
        return cuts

    def _past_cuts(self) -> list[PastCut]:
        """Return where the past may be cut, in the order of worth."""
        if self.domain == "grocery":
            return [PastCut("last_basket", END_OF_TIME)]
        with duckdb.connect(str(self.database), read_only=True) as connection:
            moments = past_moments(connection, self.domain)
            events = f"backtest_intermediate.int_{self.domain}__events"
            count, with_time, last = connection.execute(
                f"""
                select count(*), count(occurred_at), max(occurred_at) from {events}
                """
            ).fetchone()
            end = last.isoformat() if last else END_OF_TIME
            if self.domain == "custom":
                (with_basket,) = connection.execute(
                    f"select count(basket_id) from {events}"
                ).fetchone()
                if with_basket > count / 2:
                    return [PastCut("last_basket", end)]
            if with_time < count / 2:
                return [PastCut("sample", end)]
        cuts = [
            PastCut("time", as_of.isoformat(), horizon) for as_of, horizon in moments
        ]
        return cuts + ([PastCut("latest", end)] if self.domain == "custom" else [])

    def _build(self, past: PastCut, sql: dict[str, str], place: int) -> Cut:
        """Build one cut."""
        wanted = ["item_likes", "item_popularity", "exclusions"]
        models = [f"int_{self.domain}__{model}" for model in wanted]
        models += [
            source.relation for source in self.sources if source.name != "similar"
        ]
        variables: dict[str, object] = {
            "as_of": past.as_of,
            "evaluated_domains": [self.domain],
        }
        if past.horizon_days:
            variables["horizon_days"] = past.horizon_days
        if self.domain == "custom":
            # Empty: repeats where there are baskets, whatever was tuned before.
            variables |= {"custom_cut": past.kind, "custom_repeat_policy": ""}
        self.dbt.run(
            "run",
            *("--select", *(f"+{model}" for model in models)),
            "int_evaluation__holdout",
            *("--exclude", "path:models/staging"),
            **variables,
        )
        copy = self.folder / f"cut_{place}.duckdb"
        shutil.copyfile(self.database, copy)
        return Cut(
            copy, self.domain, self.sources, sql, self.users, self.k, self.half_lives
        )


# --------------------------------------------------------------------------------------
# Command line
# --------------------------------------------------------------------------------------


def make_parser() -> Parser:
    """Describe the command line."""
    parser = Parser(
        description="Find the parameters that serve a domain's data best.",
        epilog="Exit codes: 0 tuned, 2 could not be tuned.",
    )
    parser.add_argument("--domain", required=True, choices=DOMAINS)
    parser.add_argument("--metric", default="ndcg", choices=METRICS)
    parser.add_argument("--k", type=positive, default=20, help="at what length of list")
    parser.add_argument(
        "--budget",
        type=positive,
        default=900,
        metavar="SECONDS",
        help="after which no further trial is begun (default: 900)",
    )
    parser.add_argument(
        "--users",
        type=positive,
        default=5000,
        help="how many users to ask at most, always the same (default: 5000; dating,"
        " pings and shoes: all)",
    )
    parser.add_argument(
        "--vars",
        type=dbt_vars,
        default={},
        help="vars for dbt, such as custom_columns",
    )
    parser.add_argument(
        "--write", action="store_true", help="put what is found into the models"
    )
    return parser


def report(search: Search, present: Setting, domain: str) -> list[str]:
    """Return what was found, in lines."""
    lines = gain_lines(
        f"{search.metric}@{search.cuts[0].k}",
        search.users,
        len(search.cuts),
        search.trials,
        search.gain(present),
    )
    for path, values in lines_of(search.setting, domain).items():
        lines.append(f"{path.relative_to(ROOT)}")
        lines += [f"    {value}" for value in values]
    if domain == "custom":
        lines += [
            "dbt_project.yml",
            f"    custom_repeat_policy: {policy(search.setting)}",
        ]
    return lines


def tune(args: argparse.Namespace, folder: Path) -> list[str]:
    """Search, and return what was found, in lines."""
    started = time.monotonic()
    # Builds of its own, in files of their own, of nothing that is held out.
    os.environ.pop("RECMART_HOLDOUT", None)
    if args.domain in PARAMETERS:
        return tune_by_builds(
            args.domain,
            args.metric,
            args.k,
            args.budget,
            folder,
            args.vars,
            args.write,
        )
    present, sources = read_setting(args.domain)
    builder = Builder(
        args.domain,
        sources,
        folder,
        args.users,
        args.k,
        [*{*HALF_LIVES, present.parameters["half_life_days"]}],
        Dbt(folder, args.vars),
    )
    os.environ["RECMART_DATABASE"] = str(builder.database)
    search = Search(
        builder.cuts(),
        sources,
        args.metric,
        args.budget,
        builder.repeat_sql,
        present,
        started=started,
    )
    search.family()
    search.history()
    search.refine()
    search.neighbours()
    search.blend()
    lines = report(search, present, args.domain)
    print(file=sys.stderr)
    if args.write:
        write_setting(search.setting, args.domain)
        lines.append("written into the models: build anew to use them")
    return lines


def main() -> int:
    """Tune, print what was found, return the exit code."""
    args = make_parser().parse_args()
    with TemporaryDirectory(prefix="recmart_tune_") as folder:
        print("\n".join(tune(args, Path(folder))))
    return 0
