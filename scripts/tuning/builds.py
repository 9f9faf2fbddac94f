"""Builds of a domain's past with other parameters, and how good their lists are."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import md5
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.commands import say
from scripts.common.dbt import END_OF_TIME, Dbt, span_of_events
from scripts.common.paths import database_path
from scripts.tuning.compiling import Compiling, ends
from scripts.tuning.cuts import Cut, TuningError, past_cuts
from scripts.tuning.space import (
    LADDERS,
    POLICIES,
    POLICY,
    Setting,
    flat,
    nested,
    switched_on,
)
from scripts.tuning.tables import Tables

# How many users who came back, of those who are asked, make cuts enough, and how few
# make none.
ENOUGH_USERS, TOO_FEW_USERS = 2500, 100
# In a search so many users are asked in any case, more until they know so many items,
# of each this many at most: the longest history that is tried.
FEWEST_ASKED, ENOUGH_ITEMS = 1000, 250_000
LONGEST = max(LADDERS["history_size"])
# A gain is noise if it is below one standard error and below this share of the metric:
# where users are few, an error alone may be percents.
MOST_LOSS = 0.0025
# Two numbers of an item each and the weight.
BYTES_OF_WEIGHT = 24


@dataclass(frozen=True, slots=True)
class Build:
    """A cut, and what is asked of it: tables of user_id, item_id and gain."""

    cut: Cut
    # How many users have anything to find, and how many of them any past.
    users: int
    returning_users: int
    # Of those so many are asked in the search.
    asked_users: int
    everybody: str
    # What the search asks: the same, unless there are more users than it needs.
    some: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The means of a metric over the same users by two settings."""

    users: int
    value: float
    other: float
    standard_error: float

    @property
    def gain(self) -> float:
        """By how much the first setting is better."""
        return self.value - self.other

    @property
    def is_noise(self) -> bool:
        """Say whether the first setting is hardly better, and not surely."""
        return self.gain <= min(self.standard_error, MOST_LOSS * self.value)


class Builds:
    """The cuts of a domain, built with one setting after another."""

    def __init__(
        self,
        domain: str,
        metric: str,
        k: int,
        folder: Path,
        variables: dict[str, Any],
        kept: Path | None = None,
    ) -> None:
        """Read the project, and the domain's data into the database of dbt.

        What is measured is kept in a file, if one is named, and not measured again.
        """
        self.domain, self.metric, self.k = domain, metric, k
        say("reading the data")
        # What is held out is nothing to tune by.
        os.environ.pop("RECMART_HOLDOUT", None)
        # A source of weight 0 is not in the graph, and has to be, to be tried.
        reading = Dbt(folder, {**variables, "recmart_parameters": switched_on()})
        self._manifest = reading.manifest(as_of=END_OF_TIME)
        reading.read_events(domain)
        self._nodes = self._manifest.nodes
        self._lists = self._nodes[f"model.recmart.{domain}__recommendations"]
        self._dbt = Dbt(folder, variables)
        self._kind = variables.get("custom_cut") if domain == "custom" else None
        now, sums, self._metrics, self._span = self._dbt.compiled(
            f"tojson([recmart.parameters('{domain}'), var('custom_repeat_policy'),"
            " var('recommendations_per_user')])",
            "tojson([recmart.exact_sum('value'), recmart.exact_sum('other'),"
            " recmart.exact_sum('(value - other) * (value - other)')])",
            f"recmart.accuracy_metrics('{{lists}}', '{{holdout}}', [{k}])",
            span_of_events(domain),
            manifest=self._manifest,
            as_of=END_OF_TIME,
        )
        parameters, policy, list_size = json.loads(now)
        self._sums = json.loads(sums)
        self._list_size = max(list_size, k)
        self.present: Setting = flat(parameters)
        if domain == "custom":
            self.present[POLICY] = policy
        lineage = self._lineage(self._lists.unique_id)
        # Of less than the whole project dbt compiles in half the time.
        # `copy.copy` of a manifest confuses what dbt looks up references in.
        self._small = object.__new__(type(self._manifest))
        vars(self._small).update(vars(self._manifest))
        self._small.nodes = lineage
        # What is defined over other marts would miss them.
        for others in ("unit_tests", "exposures", "semantic_models", "metrics"):
            setattr(self._small, others, {})
        self._small.saved_queries, self._small.disabled = {}, {}
        models = beyond_staging(lineage)
        self._models = models.values()
        said = flat((variables.get("recmart_parameters") or {}).get(domain) or {})
        unsaid = {name: now for name, now in self.present.items() if name not in said}
        self._compiled = partial(sql_of, self._dbt, domain, self._list_size, unsaid)
        self._compiling = Compiling(
            partial(self._compiled, self._small),
            models,
            [self.present, *ends(self.present, domain)],
        )
        self.tables = Tables(database_path())
        kept_in = str(kept or ":memory:").replace("'", "''")
        try:
            self.tables.run(f"attach '{kept_in}' as kept")
            self.tables.run(
                "create table if not exists kept.metrics"
                " (trial text, user_id text, value double)"
            )
        except duckdb.Error as error:
            raise TuningError(
                f"{kept} is no file of trials that can be resumed: name another"
            ) from error
        self._keeps, self._known = bool(kept), set[str]()
        self._questions = count()
        self._weights: dict[int, int] = {}
        # What trials took in seconds of CPU, by setting.
        self.seconds: dict[str, float] = {}
        self.builds: list[Build] = []
        self._left: Cut | None = None

    def cut(self, most_users: int) -> None:
        """Cut the past: once, or more often where that gives too few users."""
        self._most_users = most_users
        cuts = past_cuts(self.tables.run, self.domain, self._span, self._kind)
        for cut in cuts:
            users = sum(build.asked_users for build in self.builds)
            is_other = bool(self.builds) and cut.kind != self.builds[-1].cut.kind
            # The newest of each user's are asked for where next to nobody comes back.
            if users >= (TOO_FEW_USERS if is_other else ENOUGH_USERS):
                self._left = None if is_other else cut
                break
            say(f"cutting the past: {cut}")
            build = self.ask(cut, most_users)
            say(f"{build.users} users to ask, {build.returning_users} with a past")
            self.builds.append(build)
        # What asks next to nobody is left out, where another cut asks more.
        most = max(build.returning_users for build in self.builds)
        if not most:
            raise TuningError(
                f"nothing to tune {self.domain} by: no user with a history came back"
                " for something new"
            )
        self.builds = [
            build
            for build in self.builds
            if build.returning_users >= min(most, TOO_FEW_USERS)
        ]

    def check(self, setting: Setting) -> bool:
        """Say whether a setting is better also with a cut that the search did not ask.

        Over all cuts, that one among them, which afterwards it is.
        """
        if self._left:
            say(f"checking what was found: {self._left}")
            build = self.ask(self._left, self._most_users)
            self.builds += [build] if build.returning_users else []
            self._left = None
        return not self.compare(setting, self.present, of_everybody=True).is_noise

    @property
    def has_baskets(self) -> bool:
        """Say whether whole baskets are asked for."""
        return self.builds[0].cut.kind == "last_basket"

    @property
    def asks_in_order(self) -> bool:
        """Say whether what is asked for came after what is known."""
        return self.builds[0].cut.kind != "sample"

    @property
    def has_times(self) -> bool:
        """Say whether one event came before another."""
        if self.asks_in_order:
            return True
        ((has_times,),) = self.tables.run(
            f"""
            select count(occurred_at) > count(*) / 2
            from backtest_intermediate.int_{self.domain}__events
            """
        )
        return has_times

    @cached_property
    def has_strengths(self) -> bool:
        """Say whether there is more evidence of one like than of another."""
        ((differ,),) = self.tables.run(
            f"""
            select count(distinct strength) > 1 from {self._user_items(self.builds[0])}
            where is_liked
            """
        )
        return differ

    @cached_property
    def longest_history(self) -> int:
        """Return how many items somebody likes, of those who are asked, at most."""
        return max(
            self.tables.run(
                f"""
                select coalesce(max(items), 0) from (
                    select count(*) as items from {self._user_items(build)}
                    where is_liked and user_id in (select user_id from {build.some})
                    group by user_id
                )
                """
            )[0][0]
            for build in self.builds
        )

    @property
    def tunes_policy(self) -> bool:
        """Say whether the data may decide if items come again."""
        return self.has_baskets and self.present.get(POLICY) in POLICIES

    def compare(
        self,
        setting: Setting,
        other: Setting,
        builds: list[Build] | None = None,
        of_everybody: bool = False,
    ) -> Comparison:
        """Compare two settings by the same users, of all cuts or of some."""
        ones, others = (
            [
                self._measured(
                    one, build, build.everybody if of_everybody else build.some
                )
                for build in builds or self.builds
            ]
            for one in (setting, other)
        )
        value, other_value, squares = self._sums
        ((users, first, second, square),) = self.tables.run(
            f"""
            with

            one as (
                select list_position($ones, trial) as place, user_id, value
                from kept.metrics where list_contains($ones, trial)
            ),

            two as (
                select list_position($others, trial) as place, user_id, value as other
                from kept.metrics where list_contains($others, trial)
            )

            select
                count(*),
                {value} / count(*), {other_value} / count(*), {squares} / count(*)
            from one inner join two using (place, user_id)
            """,
            ones=ones,
            others=others,
        )
        variance = max(square - (first - second) ** 2, 0)
        return Comparison(users, first, second, (variance / users) ** 0.5)

    def key(self, setting: Setting) -> str:
        """Return what a setting is known by."""
        return json.dumps(setting, sort_keys=True)

    def fits(self, setting: Setting) -> bool:
        """Say whether the weights of all pairs kept would fit in the memory limit.

        Each block of users reads them; from disk that would take a hundred times as
        long.
        """
        return self.bytes_of_weights(setting) <= self.tables.memory

    def bytes_of_weights(self, setting: Setting) -> int:
        """Return the size of the weights of all pairs kept, 0 where there are none."""
        kept = setting.get("neighbours")
        pairs = self._small.nodes.get(f"model.recmart.int_{self.domain}__item_pairs")
        if not kept or not pairs:
            return 0
        if kept not in self._weights:
            build = self.builds[0]
            compiled = self.sql(build.cut, self.present)
            table = self.tables.table(pairs.relation_name, compiled, build.some)
            ((self._weights[kept],),) = self.tables.run(
                f"""
                select coalesce(sum(least(pairs, {kept})), 0) from (
                    select count(*) as pairs
                    from (
                        select unnest([item_rank, other_item_rank]) as item_rank
                        from {table}
                    )
                    group by item_rank
                )
                """
            )
        return self._weights[kept] * BYTES_OF_WEIGHT

    def sql(self, cut: Cut, setting: Setting) -> dict[str, str]:
        """Return the SQL of a build's models, by relation."""
        return self._compiling.of(cut, setting)

    def compiled(self, cut: Cut, setting: Setting) -> dict[str, str]:
        """Return the same, of which dbt is spared nothing."""
        return self._compiled(self._small, list(self._models), cut, setting)

    def ask(self, cut: Cut, most_users: int) -> Build:
        """Make the question that a cut asks, the same whatever is tried."""
        setting = dict(self.present)
        if setting.get(POLICY) in POLICIES:
            # Nobody would be asked for what comes again where that is ruled out.
            setting[POLICY] = ""
        holdout = self._nodes["model.recmart.int_evaluation__holdout"]
        interactions = self._nodes[f"model.recmart.int_{self.domain}__interactions"]
        reads = [
            name
            for name in (*holdout.depends_on.nodes, interactions.unique_id)
            if self._nodes[name].name.startswith(f"int_{self.domain}__")
        ]
        models = [holdout.name, *beyond_staging(self._lineage(*reads)).values()]
        compiled = self._compiled(self._manifest, models, cut, setting)
        held_out, known = (
            self.tables.table(node.relation_name, compiled)
            for node in (holdout, interactions)
        )
        number = next(self._questions)
        everybody = f"tuning.question_{number}"
        self.tables.run(
            f"create table {everybody} as select user_id, item_id, gain from {held_out}"
        )
        ((users, returning_users),) = self.tables.run(
            f"""
            select
                count(distinct user_id),
                count(distinct user_id) filter (
                    user_id in (select user_id from {known})
                )
            from {everybody}
            """
        )
        some = everybody
        if users > min(most_users, FEWEST_ASKED):
            some = f"tuning.some_{number}"
            # Always the same users, as their hashes have no order of their own; fewer
            # where they know much, as a trial takes as long as what they know is much.
            self.tables.run(
                f"""
                create table {some} as

                with

                known as (
                    select user_id, least(count(distinct item_id), {LONGEST}) as items
                    from {known}
                    group by user_id
                ),

                asked as (
                    select user_id, coalesce(any_value(items), 0) as items
                    from {everybody} left join known using (user_id)
                    group by user_id
                ),

                counted as (
                    select
                        user_id,
                        row_number() over in_order as users,
                        sum(items) over in_order as items
                    from asked
                    window in_order as (
                        order by md5(user_id), user_id
                        rows between unbounded preceding and current row
                    )
                )

                select * from {everybody}
                where user_id in (
                    select user_id from counted
                    where
                        users <= {most_users}
                        and (users <= {FEWEST_ASKED} or items <= {ENOUGH_ITEMS})
                )
                """
            )
        ((asked_users,),) = self.tables.run(
            f"""
            select count(distinct user_id) from {some}
            where user_id in (select user_id from {known})
            """
        )
        fingerprint = self._fingerprint(cut, everybody) if self._keeps else ""
        counts = users, returning_users, asked_users
        return Build(cut, *counts, everybody, some, fingerprint)

    def _measured(self, setting: Setting, build: Build, question: str) -> str:
        """Return the name of a trial's metrics, the lists built if it is new."""
        told = [build.fingerprint, question, self.key(setting)]
        trial = md5(json.dumps(told).encode(), usedforsecurity=False).hexdigest()
        known = "select 1 from kept.metrics where trial = $trial limit 1"
        if trial in self._known or self.tables.run(known, trial=trial):
            self._known.add(trial)
            return trial
        began = time.process_time()
        compiled = self.sql(build.cut, setting)
        lists = self.tables.table(self._lists.relation_name, compiled, question)
        metrics = self._metrics.format(lists=lists, holdout=question)
        self.tables.run(
            f"""
            insert into kept.metrics
            select $trial, user_id, {self.metric} from ({metrics})
            """,
            trial=trial,
        )
        self._known.add(trial)
        key = self.key(setting)
        spent = time.process_time() - began
        self.seconds[key] = self.seconds.get(key, 0) + spent
        return trial

    def _user_items(self, build: Build) -> str:
        """Return the table of who had to do with what, up to a cut."""
        user_items = self._nodes[f"model.recmart.int_{self.domain}__user_items"]
        compiled = self.sql(build.cut, self.present)
        return self.tables.table(user_items.relation_name, compiled, build.some)

    def _fingerprint(self, cut: Cut, everybody: str) -> str:
        """Return what the trials of a cut depend on beside the setting."""
        lineage = self._lineage(self._lists.unique_id)
        read = [
            lineage[name].relation_name
            for model in lineage.values()
            if "staging" not in model.fqn
            for name in getattr(model.depends_on, "nodes", [])
            if name in lineage and "staging" in lineage[name].fqn
        ]
        contents = [
            self.tables.run(
                f"select count(*), cast(sum(hash(t)) as text) from {name} as t"
            )
            for name in (everybody, *sorted(set(read)))
        ]
        compiled = self.sql(cut, self.present)
        told = [str(cut), self.metric, self.k, contents, sorted(compiled.items())]
        return json.dumps(told)

    def _lineage(self, *unique_ids: str) -> dict[str, Any]:
        """Return nodes of the project and all that leads to them."""
        found: dict[str, Any] = {}
        wanted = list(unique_ids)
        while wanted:
            node = self._nodes.get(wanted.pop())
            if node and node.unique_id not in found:
                found[node.unique_id] = node
                wanted += getattr(node.depends_on, "nodes", [])
        return found


def sql_of(
    dbt: Dbt,
    domain: str,
    list_size: int,
    unsaid: Setting,
    manifest: Any,
    models: list[str],
    cut: Cut,
    setting: Setting,
) -> dict[str, str]:
    """Return the SQL of models of a build, by relation.

    What is so without being said is not said: each value that is, is checked each time
    that a model asks for any.
    """
    said = {
        name: value
        for name, value in setting.items()
        if name not in unsaid or value != unsaid[name]
    }
    return dbt.models(
        models,
        manifest,
        evaluated_domains=[domain],
        recommendations_per_user=list_size,
        **cut.variables(domain),
        **nested(said, domain),
    )


def beyond_staging(nodes: dict[str, Any]) -> dict[str, str]:
    """Return the models that come after staging: their names by relation."""
    return {
        node.relation_name: node.name
        for node in nodes.values()
        if "staging" not in node.fqn and node.relation_name
    }
