"""The search: one stage after another, by Optuna, around what came out so far.

What is tried next depends on nothing but what came out before, so the same data and
command give the same setting, and an interrupted search goes on as if it had not been.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import optuna
from optuna.trial import TrialState

from scripts.tuning.builds import Builds
from scripts.tuning.cuts import TuningError
from scripts.tuning.space import (
    LEAST_GAIN,
    POLICY,
    SPACE,
    Setting,
    Stage,
    completed,
    price,
)

# The second half of the trials looks at so many values on either side of what the first
# found.
NEAR = 2
# The share of a stage's trials that are drawn at random, for the others to learn from.
AT_RANDOM = 0.3


@dataclass(slots=True)
class Search:
    """A search for the best setting, over all cuts together."""

    builds: Builds
    trials: int
    storage: str | None
    setting: Setting = field(default_factory=dict)
    done: int = 0

    def run(self, show: Callable[[str, int, float], None]) -> Setting:
        """Return the best setting.

        `show` is told the stage, how many trials there were, and the best so far.
        """
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        self.setting = dict(self.builds.present)
        for half in (0, 1):
            stages = list(self._stages())
            shares = sum(stage.shares[half] for stage in stages)
            for stage in stages:
                trials = round(self.trials / 2 * stage.shares[half] / shares)
                if trials:
                    self._run_stage(stage, half, trials, show)
        return self.setting

    def _stages(self) -> Iterator[Stage]:
        """Return the stages that the data allows."""
        for stage in SPACE[self.builds.domain]:
            if stage.needs_baskets and not self.builds.has_baskets:
                continue
            values = {
                name: values
                for name, values in stage.values.items()
                if name != POLICY or self.builds.tunes_policy
            }
            yield replace(stage, values=values)

    def _run_stage(
        self,
        stage: Stage,
        half: int,
        trials: int,
        show: Callable[[str, int, float], None],
    ) -> None:
        """Try values of a stage's parameters; keep what is better by enough."""
        values = {
            name: around(values, self.setting[name], is_near=half == 1)
            for name, values in stage.values.items()
        }
        study = self._study(f"{half + 1} {stage.name}", values)
        tried = {tuple(trial.params.values()) for trial in finished(study)}
        self.done += len(tried) - 1
        # What has been tried costs no trial, but is not asked for for ever.
        while len(tried) <= trials and len(finished(study)) <= 2 * trials:
            study.sampler = optuna.samplers.TPESampler(
                seed=len(finished(study)),
                n_startup_trials=max(len(stage.first), round(AT_RANDOM * trials)),
                multivariate=True,
            )
            first = stage.first[len(finished(study)) - 1 :] if half == 0 else ()
            if first:
                study.enqueue_trial(places(values, self.setting | first[0]))
            trial = study.ask()
            for name in values:
                trial.suggest_int(name, 0, len(values[name]) - 1)
            if tuple(trial.params.values()) not in tried:
                self.done += 1
                tried.add(tuple(trial.params.values()))
            show(stage.name, self.done, study.best_value)
            self._try(study, trial, chosen(self.setting, stage, values, trial.params))
        self._take(chosen(self.setting, stage, values, study.best_params))

    def _study(self, name: str, values: Mapping[str, tuple[Any, ...]]) -> optuna.Study:
        """Begin a study with the setting so far, or go on with an interrupted one."""
        builds = self.builds
        study = optuna.create_study(
            direction="maximize",
            storage=self.storage,
            study_name=f"{builds.domain}, {builds.metric}@{builds.k}, {self.trials}"
            f" trials: {name}",
            load_if_exists=True,
            pruner=optuna.pruners.MedianPruner(n_startup_trials=4),
        )
        now = optuna.trial.create_trial(
            params=places(values, self.setting),
            distributions={
                name: optuna.distributions.IntDistribution(0, len(tried) - 1)
                for name, tried in values.items()
            },
            value=self._worth(self.setting),
            intermediate_values=dict(enumerate(self._values(self.setting))),
        )
        if not study.trials:
            study.add_trial(now)
        first = study.trials[0]
        if (first.distributions, first.params, first.value) != (
            *(now.distributions, now.params),
            now.value,
        ):
            raise TuningError(
                "what is to be resumed was of other data or parameters: name another"
                " file in --resume"
            )
        for trial in study.get_trials(states=(TrialState.RUNNING,)):
            study.tell(trial.number, state=TrialState.FAIL)
        return study

    def _try(self, study: optuna.Study, trial: optuna.Trial, setting: Setting) -> None:
        """Build one cut after another, until it is clear that others are better."""
        for number, value in enumerate(self._values(setting)):
            trial.report(value, number)
            if number < len(self.builds.builds) - 1 and trial.should_prune():
                study.tell(trial, state=TrialState.PRUNED)
                return
        study.tell(trial, self._worth(setting))

    def _values(self, setting: Setting) -> Iterator[float]:
        """Return the metric by each cut, one after another."""
        for build in self.builds.builds:
            yield self.builds.compare(setting, setting, [build]).value

    def _worth(self, setting: Setting) -> float:
        """Return the metric over all cuts, less what the setting costs."""
        return self.builds.compare(setting, setting).value * (1 - price(setting))

    def _take(self, setting: Setting) -> None:
        """Take a setting if it is better by enough, and by more than its error."""
        compared = self.builds.compare(setting, self.setting)
        gain = self._worth(setting) - self._worth(self.setting)
        is_cheaper = price(setting) < price(self.setting)
        is_sure = is_cheaper or compared.gain > compared.standard_error
        if is_sure and gain > LEAST_GAIN * compared.other:
            self.setting = setting


def finished(study: optuna.Study) -> list[optuna.trial.FrozenTrial]:
    """Return the trials that came to an end, the first of the setting as it was."""
    states = (TrialState.COMPLETE, TrialState.PRUNED)
    return study.get_trials(deepcopy=False, states=states)


def places(values: Mapping[str, tuple[Any, ...]], setting: Setting) -> dict[str, int]:
    """Return where a setting's values stand among those to try."""
    return {name: tried.index(setting[name]) for name, tried in values.items()}


def chosen(
    setting: Setting,
    stage: Stage,
    values: Mapping[str, tuple[Any, ...]],
    at: Mapping[str, int],
) -> Setting:
    """Return the setting with the values at some places of a stage's parameters."""
    changed = {name: values[name][place] for name, place in at.items()}
    return completed(setting | changed, stage)


def around(values: tuple[Any, ...], now: Any, is_near: bool) -> tuple[Any, ...]:
    """Return the values with the present one among them, or those that are near it."""
    if now not in values:
        # No half-life is the longest.
        values = tuple(
            sorted(
                (*values, now),
                key=lambda value: float("inf") if value is None else value,
            )
        )
    place = values.index(now)
    return values[max(place - NEAR, 0) : place + NEAR + 1] if is_near else values
