"""The search: one stage after another, uphill, round after round in smaller strides.

A stage begins from points that are the best of other data, each of them whole, so that
no parameter stays where it was because it does nothing beside the others' old values
(the flat first look at rank or user exponent that coordinate descent fails by). From
the best it goes up by Hooke and Jeeves' pattern search: along each parameter as far as
it rises, along those that rise together, then in the direction of the whole pass. What
is tried next depends on nothing but what came out before, so the same data and command
find the same setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from math import ceil
from typing import Any

from duckdb import OutOfMemoryException

from scripts.tuning.builds import Builds
from scripts.tuning.space import (
    LADDERS,
    NEXT,
    OF_TIME,
    POLICY,
    SIMPLER,
    SOURCES,
    SPACE,
    Setting,
    Stage,
    completed,
    does_nothing,
    ladder,
    price,
    simpler,
)

# In each round, by how many values of a parameter a step leads; the last again until
# nothing is better.
ROUNDS = ((4, 2), (2, 1), (1,))
# What is better by less than this share of the metric is not worth a change.
LEAST_GAIN = 0.0005
# What the first cut tells to be worse by so many standard errors and by this share of
# the metric at least, the others are not asked.
HOPELESS_ERRORS, HOPELESS_LOSS = 1.5, 0.005
# The best start of the other kind is not climbed from if it is further behind than this
# share of the metric; nor is what loses as much tried again after the first round.
TOO_FAR = 0.05
# A round has so much of the trials that are left; to look for what is simpler so many
# are kept back.
AT_ONCE, AT_LAST = 0.6, 0.06


class OutOfTrialsError(Exception):
    """A stage has had its trials."""


@dataclass(slots=True)
class Search:
    """A search for the best setting, over all cuts together."""

    builds: Builds
    trials: int
    show: Callable[[str, int, float], None] = lambda stage, done, best: None
    setting: Setting = field(default_factory=dict)
    stage: str = ""
    # What each trial was worth, in their order; and the best of the first so many.
    worths: dict[str, float] = field(default_factory=dict)
    best: list[float] = field(default_factory=list)
    limit: int = 0
    # The round, and what changes in later ones than the first led too far down.
    number: int = 0
    losses: set[frozenset[tuple[str, Any]]] = field(default_factory=set)

    @property
    def done(self) -> int:
        """Return how many trials there were."""
        return len(self.worths)

    def run(self) -> Setting:
        """Return the best setting, or a simpler one that is as good but for noise."""
        self.setting = dict(self.builds.present)
        self.limit = 1
        self._worth(self.setting)
        last = max(self.trials - ceil(self.trials * AT_LAST), 1)
        for self.number in count():
            before, began = self.setting, self.done
            stages = list(self._stages())
            sizes = [stage.size for stage in stages]
            was_whole = True
            for place, stage in enumerate(stages):
                # What a stage leaves goes to those after it.
                share = AT_ONCE * sizes[place] / sum(sizes[place:])
                self.limit = self.done + ceil((last - self.done) * share)
                was_whole &= self._run_stage(stage)
            is_at_top = was_whole and self.setting == before
            is_last = self.number >= len(ROUNDS) - 1
            if self.done >= last or (is_last and (is_at_top or self.done == began)):
                break
        self.limit = self.trials
        return self._simplest()

    def gained_at_last(self) -> tuple[int, float]:
        """Return how many trials the last third of them is, and what it gained."""
        count = max(len(self.best) // 3, 1)
        return count, self.best[-1] - self.best[-count - 1 if count < self.done else 0]

    def _stages(self) -> Iterator[Stage]:
        """Return the stages that the data allows, with what may be tried of them."""
        barred = set() if self.builds.has_times else OF_TIME
        barred |= set() if self.builds.asks_in_order else set(NEXT)
        barred |= set() if self.builds.tunes_policy else {POLICY}
        # Of what is asked in no order the latest says no more than the rest.
        is_timeless = self.builds.has_times and not self.builds.asks_in_order
        for stage in SPACE[self.builds.domain]:
            names = tuple(name for name in stage.parameters if name not in barred)
            starts = tuple(start for start in stage.starts if not start.keys() & barred)
            if is_timeless and stage.apart:
                starts = tuple(start | {"recency_exponent": 0} for start in starts)
            if names and (self.builds.has_baskets or not stage.needs_baskets):
                yield replace(stage, parameters=names, starts=starts)

    def _run_stage(self, stage: Stage) -> bool:
        """Climb from where the search is, at first from other places too.

        Return whether the trials were enough.
        """
        self.stage, begun, limit, was_whole = stage.name, self.setting, self.limit, True
        tops = [begun]
        starts = [begun] if self.number else self._best_starts(stage)
        for place, self.setting in enumerate(starts):
            self.limit = self.done + ceil((limit - self.done) / (len(starts) - place))
            try:
                self._climb(stage, ROUNDS[min(self.number, len(ROUNDS) - 1)])
            except OutOfTrialsError:
                was_whole = False
            tops.append(self.setting)
        # Of what is equal the first.
        self.setting = max(tops, key=self._worth)
        return was_whole

    def _best_starts(self, stage: Stage) -> list[Setting]:
        """Return the best start last, before it the best of the other kind."""
        starts = [self.setting | start for start in ({}, *stage.starts)]
        starts = [self._fitting(start) for start in starts]
        with suppress(OutOfTrialsError):
            for start in starts:
                if not self._is_hopeless(start):
                    self.setting = max(self.setting, start, key=self._worth)
        starts = [start for start in starts if self.builds.key(start) in self.worths]
        starts.sort(key=self._worth, reverse=True)
        least = self._worth(starts[0]) * (1 - TOO_FAR)
        others = [
            start
            for start in starts
            if stage.apart
            and bool(start[stage.apart]) != bool(starts[0][stage.apart])
            and self._worth(start) >= least
        ]
        return [*others[:1], starts[0]]

    def _fitting(self, setting: Setting) -> Setting:
        """Return a setting, with fewer neighbours where so many do not fit."""
        counts = LADDERS["neighbours"][::-1] if "neighbours" in setting else ()
        for fewer in counts:
            if self.builds.fits(setting):
                break
            if fewer < setting["neighbours"]:
                setting = setting | {"neighbours": fewer}
        return setting

    def _climb(self, stage: Stage, strides: tuple[int, ...]) -> None:
        """Go up, in smaller and smaller strides, until nothing near is better."""
        for stride in strides:
            while True:
                before = self.setting
                for names in stage.ways:
                    for move in (stride, -stride):
                        now = self.setting
                        while self._step(stage, dict.fromkeys(names, move)):
                            pass
                        if self.setting != now:
                            break
                moves = {
                    name: self._place(name, self.setting) - self._place(name, before)
                    for name in stage.parameters
                    if self.setting[name] != before[name]
                }
                while len(moves) > 1 and self._step(stage, moves):
                    pass
                if self.setting == before:
                    break

    def _place(self, name: str, setting: Setting) -> int:
        """Return where a value of a setting stands among those to try, or nearly."""
        values, value = ladder(name, self.builds.present[name]), setting[name]
        if value in values:
            return values.index(value)
        return min(range(len(values)), key=lambda place: abs(values[place] - value))

    def _step(self, stage: Stage, moves: dict[str, int]) -> bool:
        """Move so many values up or down, if it is better there."""
        there = dict(self.setting)
        for name, move in moves.items():
            values = ladder(name, self.builds.present[name])
            # Of few values not many are jumped over.
            most = max(len(values) // 4, 2)
            place = self._place(name, there) + max(min(move, most), -most)
            there[name] = values[min(max(place, 0), len(values) - 1)]
            if there[name] != self.setting[name] and self._does_nothing(name, there):
                return False
        there = completed(there, stage)
        return there != self.setting and self._take(there)

    def _does_nothing(self, name: str, setting: Setting) -> bool:
        """Say whether a parameter changes no list, beside the others."""
        if name == "evidence_exponent" and setting.get("half_life_days") is None:
            return not self.builds.has_strengths
        if name == "history_size":
            sizes = setting[name], self.setting[name]
            return min(sizes) >= self.builds.longest_history
        return does_nothing(name, setting, self.setting)

    def _take(self, setting: Setting) -> bool:
        """Take a setting that can be built, if it is better."""
        change = frozenset(setting.items() - self.setting.items())
        if change in self.losses or not self.builds.fits(setting):
            return False
        is_hopeless, worth = self._is_hopeless(setting), self._worth(self.setting)
        if not is_hopeless and self._worth(setting) > worth * (1 + LEAST_GAIN):
            self.setting = setting
            return True
        if self.number and self._worth(setting) < worth * (1 - TOO_FAR):
            self.losses.add(change)
        return False

    def _is_hopeless(self, setting: Setting) -> bool:
        """Say whether the first cut alone tells that a setting is far behind."""
        if self.builds.key(setting) in self.worths or len(self.builds.builds) == 1:
            return False
        self._begin_trial()
        try:
            compared = self.builds.compare(
                self.setting, setting, self.builds.builds[:1]
            )
        except OutOfMemoryException:
            self._keep(setting, 0.0)
            return True
        is_hopeless = compared.gain > max(
            HOPELESS_ERRORS * compared.standard_error, HOPELESS_LOSS * compared.value
        )
        if is_hopeless:
            share = compared.other / compared.value
            self._keep(setting, self._worth(self.setting) * share)
        return is_hopeless

    def _worth(self, setting: Setting) -> float:
        """Return the metric over all cuts, less what the setting costs."""
        key = self.builds.key(setting)
        if key not in self.worths:
            self._begin_trial()
            try:
                metric = self.builds.compare(setting, setting).value
            except OutOfMemoryException:
                metric = 0.0
            self._keep(setting, metric * (1 - price(setting)))
        return self.worths[key]

    def _begin_trial(self) -> None:
        """Show that there is one, unless there were enough."""
        if self.done >= self.limit:
            raise OutOfTrialsError
        self.show(self.stage, self.done, max(self.worths.values(), default=0))

    def _keep(self, setting: Setting, worth: float) -> None:
        """Keep what a trial came out as."""
        self.worths[self.builds.key(setting)] = worth
        self.best.append(max(worth, *self.best[-1:], 0))

    def _simplest(self) -> Setting:
        """Return the simplest setting that is not worse than the best by its error."""
        self.stage = "what is simpler"
        try:
            if self._is_noise(self.setting, self.builds.present):
                return dict(self.builds.present)
            for source in SOURCES:
                self._drop(source)
            best = self.setting
            for name in SIMPLER:
                self._simplify(best, name)
        except OutOfTrialsError:
            pass
        return self.setting

    def _drop(self, source: str) -> None:
        """Do without a source that gains no more than its standard error."""
        if not self.setting.get(source):
            return
        without = self.setting | {source: 0}
        self._worth(without)
        compared = self.builds.compare(self.setting, without)
        if compared.gain <= compared.standard_error:
            self.setting = without

    def _simplify(self, best: Setting, name: str) -> None:
        """Go down with one parameter as far as it is no worse but for noise."""
        for step in simpler(name, best):
            there = self.setting | step
            self._worth(there)
            if not self._is_noise(best, there):
                break
            self.setting = there

    def _is_noise(self, setting: Setting, other: Setting) -> bool:
        """Say whether one setting is hardly better than another, and not surely."""
        return self.builds.compare(setting, other).is_noise
