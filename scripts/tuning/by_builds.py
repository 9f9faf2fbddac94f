"""Tune the domains that build quickly: every trial builds their lists of the past.

A parameter's values are tried one after another, the others kept (coordinate descent),
until nothing is better or the time is out. What is built are the very models that
serve, as of moments before the week that `evaluate.py` asks for. A value is taken if
its gain is more than its own standard error.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from scripts.common.commands import say
from scripts.common.dbt import Dbt
from scripts.common.paths import ROOT
from scripts.tuning.shared import (
    TuningError,
    assignment,
    gain_lines,
    number,
    past_moments,
    show_progress,
)

Value = float | None

# With so many users one cut is enough.
ENOUGH_USERS = 2000
# What is better by less than this share of the metric is not worth a change.
LEAST_GAIN = 0.0005
# More neighbours cost time: they must be better by this share.
WORTH = 0.002
# How often all parameters are gone through, at most.
ROUNDS = 3


# --------------------------------------------------------------------------------------
# What is tuned
# --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number in a file of the project, and what to try in its place."""

    name: str
    file: str
    values: tuple[Value, ...]
    # Finds the number, as the group `value`, after the group `before`.
    pattern: re.Pattern[str]
    # The models that read it.
    models: tuple[str, ...]
    # One of the numbers of the file that add up to 1: if it grows, they shrink.
    is_share: bool = False
    # A var of dbt that holds it, if it does not stand in a model.
    var: str | None = None
    # By which share of the metric a later value must be better.
    least_gain: float = LEAST_GAIN

    def written(self, value: Value, text: str) -> str:
        """Return a text with another value of the parameter."""
        return self.pattern.sub(rf"\g<before>{number(value)}", text, count=1)

    def read(self, text: str) -> Value:
        """Return the value that a text holds."""
        found = self.pattern.search(text)
        if not found:
            raise TuningError(f"{self.file} gives no {self.name}: write it there")
        return None if found["value"] == "none" else float(found["value"])


def argument(
    model: str, name: str, *values: Value, least_gain: float = LEAST_GAIN
) -> Parameter:
    """Describe an argument of the macro call in a model."""
    return Parameter(
        *(name, model_file(model), values, assignment(name), (model,)),
        least_gain=least_gain,
    )


def weight(model: str, source: str, *values: Value) -> Parameter:
    """Describe the weight of a source of a blend, of weights that add up to 1."""
    pattern = re.compile(
        rf"(?P<before>'name': '{source}',[^}}]*'weight': )(?P<value>[\d.e-]+)"
    )
    name = f"weight of {source}"
    return Parameter(name, model_file(model), values, pattern, (model,), is_share=True)


def part(var: str, name: str, models: tuple[str, ...], *values: Value) -> Parameter:
    """Describe a number of a var that holds several, which add up to 1."""
    pattern = re.compile(
        rf"(?P<before>\n  {var}:\n(?:    \w+: [^\n]*\n)*?    {name}: )(?P<value>[\d.]+)"
    )
    return Parameter(
        name, "dbt_project.yml", values, pattern, models, is_share=True, var=var
    )


def model_file(model: str) -> str:
    """Return the file of a model, from the project on."""
    kind = "intermediate" if model.startswith("int_") else "marts"
    domain = model.removeprefix("int_").split("__")[0]
    return f"models/{kind}/{domain}/{model}.sql"


EXPONENTS = (0, 0.25, 0.5, 1, 1.5, 2)
SHARES = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
WEIGHED_PINGS = ("int_pings__item_scores", "int_pings__candidates")

# What is tried, by domain, in this order; what costs little to build comes first.
PARAMETERS = {
    "dating": (
        # Held-out likes are of people who happened to be met. Lists that are right
        # about who is met, at the cost of who is liked, would find more of them: so
        # interest is not flattened (by an exponent below 1, by a prior of more than a
        # judgement), and how often somebody is met counts by its root at most.
        argument(
            *("int_dating__reciprocal_scores", "interest_exponent"),
            *(1, 1.5, 2, 3, 4),
        ),
        argument(
            *("int_dating__reciprocal_scores", "exposure_exponent"),
            *(0, 0.125, 0.25, 0.5),
        ),
        argument("int_dating__reciprocal_scores", "city_exponent", *EXPONENTS),
        argument("int_dating__reciprocal_scores", "age_exponent", *EXPONENTS),
        argument("int_dating__interests", "prior_strength", 0.1, 0.25, 0.5, 1),
        argument("int_dating__affinities", "prior_judgements", 2, 5, 10, 20, 50),
        argument(
            *("int_dating__like_minded", "neighbours"),
            *(50, 100, 200, 400, 800),
            least_gain=WORTH,
        ),
    ),
    "pings": (
        part("pings_weights", "popularity", WEIGHED_PINGS, *SHARES),
        part("pings_weights", "category_affinity", WEIGHED_PINGS, *SHARES),
        part("pings_weights", "creator_affinity", WEIGHED_PINGS, *SHARES),
        part("pings_weights", "freshness", WEIGHED_PINGS, *SHARES),
    ),
    "shoes": (
        # Hybrid: of either part there is something.
        weight("shoes__recommendations", "collaborative", *SHARES[1:-1]),
        weight("shoes__recommendations", "content", *SHARES[1:-1]),
        argument("int_shoes__item_factors", "rank", 2, 4, 6, 8, 12, 16, 24),
        argument(
            *("int_shoes__user_items", "half_life_days"), *(None, 7, 15, 30, 90, 365)
        ),
    ),
}
# What the project's own data must keep, as it is asked for.
PRESCRIBED = {
    "pings": "the weights 0.5, 0.25, 0.15 and 0.1 are the prescribed ones; others are"
    " for your own data",
}


class Setting(dict[Parameter, Value]):
    """A value of each parameter."""

    def changed(self, parameter: Parameter, value: Value) -> Setting:
        """Return the setting with another value; shares still add up to 1."""
        changed = Setting(self | {parameter: value})
        if parameter.is_share:
            others = [
                other
                for other in self
                if other.is_share
                and other.file == parameter.file
                and other != parameter
            ]
            left = sum(self[other] for other in others)
            for other in others:
                share = self[other] / left if left else 1 / len(others)
                changed[other] = round((1 - value) * share, 4)
        return changed

    def key(self) -> tuple[Value, ...]:
        """Return what tells settings apart."""
        return tuple(self.values())

    def vars(self) -> dict[str, dict[str, Value]]:
        """Return the vars that hold parameters."""
        found: dict[str, dict[str, Value]] = {}
        for parameter, value in self.items():
            if parameter.var:
                found.setdefault(parameter.var, {})[parameter.name] = value
        return found


def read_setting(domain: str) -> Setting:
    """Return the present setting, as it stands in the project."""
    return Setting(
        (parameter, parameter.read((ROOT / parameter.file).read_text("utf-8")))
        for parameter in PARAMETERS[domain]
    )


def write_setting(setting: Setting) -> None:
    """Put a setting into the project."""
    for parameter, value in setting.items():
        path = ROOT / parameter.file
        text = path.read_text(encoding="utf-8")
        path.write_text(parameter.written(value, text), encoding="utf-8")


def lines_of(setting: Setting) -> list[str]:
    """Return the lines that hold a setting, by file."""
    lines: dict[str, list[str]] = {}
    for parameter, value in setting.items():
        written = number(value)
        if parameter.var:
            line = f"{parameter.name}: {written}"
        elif parameter.is_share:
            source = parameter.name.removeprefix("weight of ")
            line = f"'name': '{source}', 'weight': {written},"
        else:
            line = f"{parameter.name}={written},"
        lines.setdefault(parameter.file, []).append(f"    {line}")
    return [line for file, values in lines.items() for line in (file, *values)]


# --------------------------------------------------------------------------------------
# Builds of the past
# --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cut:
    """A build of a domain as of a moment, in a file of its own."""

    database: Path
    as_of: datetime
    horizon: int
    users: int = 0
    # What its models were built with last.
    setting: Setting | None = None

    def rows(self, sql: str, **parameters: object) -> list[tuple]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.database)) as connection:
            return connection.execute(sql, parameters).fetchall()


@dataclass(slots=True)
class Builds:
    """Builds of one domain's past, and the metric of each user by each of them."""

    domain: str
    metric: str
    k: int
    folder: Path
    dbt: Dbt
    cuts: list[Cut] = field(default_factory=list)
    metrics_sql: str = ""

    def begin(self, setting: Setting) -> None:
        """Read the data and build each cut with a setting, its first trial."""
        say("reading the data")
        events = self._database("events")
        self._use(events)
        self.dbt.read_events(self.domain)
        (self.metrics_sql,) = self.dbt.compiled(
            f"recmart.accuracy_metrics('backtest_{self.domain}.recommendations',"
            f" 'backtest_intermediate.int_evaluation__holdout', [{self.k}])"
        )
        with duckdb.connect(str(events), read_only=True) as connection:
            moments = past_moments(connection, self.domain)
        if not moments:
            raise TuningError(
                f"nothing to tune {self.domain} by: it needs events with times, over"
                " some days; name the files to read in RECMART_DATA_DIR"
            )
        for as_of, horizon in moments:
            say(f"building the past: as of {as_of:%Y-%m-%d %H:%M}, {horizon} days")
            cut = Cut(self._database(f"{as_of:%Y%m%d%H%M%S}"), as_of, horizon)
            shutil.copyfile(events, cut.database)
            cut.rows("create schema tuning")
            cut.rows(
                "create table tuning.metrics (trial int, user_id text, value double)"
            )
            self._build(cut, setting)
            self._keep(cut, 0)
            cut.users = cut.rows("select count(*) from tuning.metrics")[0][0]
            say(f"{cut.users} users to ask")
            self.cuts.append(cut)
            if self.users >= ENOUGH_USERS:
                break
        self.cuts = [cut for cut in self.cuts if cut.users]
        if not self.cuts:
            raise TuningError(
                f"nothing to tune {self.domain} by: no user came back for something new"
            )

    @property
    def users(self) -> int:
        """Return how many users are asked, over all cuts."""
        return sum(cut.users for cut in self.cuts)

    def try_setting(self, setting: Setting, trial: int) -> None:
        """Build with a setting and keep the metric of each user."""
        for cut in self.cuts:
            self._build(cut, setting)
            self._keep(cut, trial)

    def compared(self, trial: int, other: int) -> tuple[float, float, float]:
        """Return the means of two trials, and the standard error of the difference."""
        rows = [
            cut.rows(
                """
                select
                    sum(one.value), sum(other.value),
                    sum((one.value - other.value) ** 2)
                from tuning.metrics as one
                inner join tuning.metrics as other using (user_id)
                where one.trial = $trial and other.trial = $other
                """,
                trial=trial,
                other=other,
            )[0]
            for cut in self.cuts
        ]
        one, two, squares = (sum(sums) / self.users for sums in zip(*rows, strict=True))
        variance = max(squares - (one - two) ** 2, 0)
        return one, two, (variance / self.users) ** 0.5

    def _database(self, name: str) -> Path:
        """Return the file of a build; dbt wants them to be of one name."""
        folder = self.folder / name
        folder.mkdir()
        return folder / "recmart.duckdb"

    def _use(self, database: Path) -> None:
        """Have dbt build a file."""
        os.environ["RECMART_DATABASE"] = str(database)

    def _build(self, cut: Cut, setting: Setting) -> None:
        """Build a cut's lists with a setting: what hangs on what is changed."""
        lists = f"{self.domain}__recommendations"
        changed = [
            parameter
            for parameter in setting
            if cut.setting is None or cut.setting[parameter] != setting[parameter]
        ]
        for parameter in changed:
            if not parameter.var:
                for model in parameter.models:
                    self.dbt.rewrite(model, rewriting(parameter, setting[parameter]))
        if cut.setting is None:
            selection = [f"+{lists}", "int_evaluation__holdout"]
            selection += ["--exclude", "path:models/staging"]
        else:
            models = {model for parameter in changed for model in parameter.models}
            selection = [f"{model}+,+{lists}" for model in sorted(models)]
        cut.setting = setting
        if selection:
            self._use(cut.database)
            self.dbt.run(
                *("run", "--select", *selection),
                **{
                    "as_of": cut.as_of.isoformat(),
                    "horizon_days": cut.horizon,
                    "recommendations_per_user": self.k,
                    **setting.vars(),
                },
            )

    def _keep(self, cut: Cut, trial: int) -> None:
        """Keep each user's metric of the lists as they are now."""
        cut.rows(
            f"""
            insert into tuning.metrics
            select $trial, user_id, {self.metric} from ({self.metrics_sql}) as metrics
            """,
            trial=trial,
        )


def rewriting(parameter: Parameter, value: Value) -> Callable[[str], str]:
    """Return what puts a value into the text of a model."""
    return lambda text: parameter.written(value, text)


# --------------------------------------------------------------------------------------
# The search
# --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Descent:
    """A search that changes one parameter at a time."""

    builds: Builds
    setting: Setting
    budget: float
    started: float
    # The number of each setting's trial; the present setting's is 0.
    trials: dict[tuple[Value, ...], int] = field(default_factory=dict)
    best: float = 0.0

    def search(self) -> None:
        """Search until nothing is better or the time is out."""
        self.trials[self.setting.key()] = 0
        self.best, _, _ = self.builds.compared(0, 0)
        for _ in range(ROUNDS):
            before = self.setting.key()
            for parameter in self.setting:
                if not self._try_values(parameter):
                    return
            if self.setting.key() == before:
                return

    def gain(self) -> tuple[float, float, float, float]:
        """Return the metric tuned and at present, and the gain's 95 % interval."""
        trial = self.trials[self.setting.key()]
        tuned, present, error = self.builds.compared(trial, 0)
        gain = tuned - present
        return tuned, present, gain - 1.96 * error, gain + 1.96 * error

    def _try_values(self, parameter: Parameter) -> bool:
        """Try the values of one parameter; say whether there was time for all."""
        now = self.trials[self.setting.key()]
        best = self.setting
        in_time = True
        for value in parameter.values:
            in_time = time.monotonic() - self.started < self.budget
            if not in_time:
                break
            setting = self.setting.changed(parameter, value)
            self._note(f"{parameter.name} {number(value)}")
            if setting.key() not in self.trials:
                self.builds.try_setting(setting, len(self.trials))
                self.trials[setting.key()] = len(self.trials)
            trial = self.trials[setting.key()]
            reached, present, error = self.builds.compared(trial, now)
            is_better = reached > self.best * (1 + parameter.least_gain)
            if is_better and reached - present > error:
                self.best, best = reached, setting
        self.setting = best
        return in_time

    def _note(self, doing: str) -> None:
        """Show how far it is."""
        show_progress(
            time.monotonic() - self.started,
            self.budget,
            f"{len(self.trials)} trials, {self.builds.metric} {self.best:.4f}: {doing}",
        )


def tune_by_builds(
    domain: str,
    metric: str,
    k: int,
    budget: float,
    folder: Path,
    variables: Mapping[str, object],
    write: bool,
) -> list[str]:
    """Search, and return what was found, in lines."""
    started = time.monotonic()
    present = read_setting(domain)
    builds = Builds(domain, metric, k, folder, Dbt(folder, variables))
    builds.begin(present)
    descent = Descent(builds, present, budget, started)
    descent.search()
    lines = gain_lines(
        f"{metric}@{k}",
        builds.users,
        len(builds.cuts),
        len(descent.trials),
        descent.gain(),
    )
    lines += lines_of(descent.setting)
    if domain in PRESCRIBED:
        lines.append(PRESCRIBED[domain])
    if write:
        write_setting(descent.setting)
        lines.append("written into the project: build anew to use them")
    return lines
