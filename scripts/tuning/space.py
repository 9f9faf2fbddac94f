"""What is tuned: names of parameters and the values to try, by domain.

A name is a path under the domain's `parameters` in dbt_project.yml, or a var.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

Setting = dict[str, Any]

# Decides whether items may come again; other policies than these are the user's.
POLICY, POLICIES = "custom_repeat_policy", ("", "never")
# What is better by less than this share of the metric is not worth a change.
LEAST_GAIN = 0.0005
# What more neighbours cost in time: twice as many must be better by this share.
WORTH = 0.002


@dataclass(frozen=True, slots=True)
class Stage:
    """Parameters that are tried together, the others as they came out before."""

    name: str
    # What it gets of the first and of the second half of the trials, in relation to
    # the other stages.
    shares: tuple[int, int]
    values: Mapping[str, tuple[Any, ...]]
    # What is tried first, each with all else as it is: good elsewhere.
    first: tuple[Setting, ...] = ()
    # Of these weights, which add up to 1, the one that takes what the others leave.
    rest: str | None = None
    # Only where there are baskets.
    needs_baskets: bool = False


def steps(first: float, last: float, step: float) -> tuple[float, ...]:
    """Return evenly spaced values, both ends included."""
    return tuple(
        round(first + step * place, 4)
        for place in range(round((last - first) / step) + 1)
    )


HALF_LIVES = (7, 15, 30, 90, 365, None)
NEIGHBOURS = {"neighbours": (50, 100, 200, 400, 800, 1600)}
SIMILARITY = {
    "user_exponent": (0, 0.5, 1),
    "rank": (0, 4, 10, 20),
    "item_exponent": steps(0, 0.5, 0.05),
    "neighbour_exponent": steps(0, 0.7, 0.05),
}
# The best on dense and on sparse data, flattened and not, with and without damping.
KNOWN_SIMILARITIES = (
    {
        "user_exponent": 0.5,
        "rank": 20,
        "item_exponent": 0.2,
        "neighbour_exponent": 0.3,
    },
    {"user_exponent": 1, "rank": 0, "item_exponent": 0.2, "neighbour_exponent": 0.3},
    {"user_exponent": 0, "rank": 10, "item_exponent": 0, "neighbour_exponent": 0.1},
    {"user_exponent": 0, "rank": 0, "item_exponent": 0, "neighbour_exponent": 0},
)
HISTORY = {
    "evidence_exponent": (0, 0.25, 0.5, 1),
    "recency_exponent": steps(0, 1, 0.1),
    "history_size": (5, 10, 20, 50, 100, 200, 500),
    "half_life_days": HALF_LIVES,
}
NEXT = {
    "weights.next": (0, 0.001, 0.003, 0.006, 0.01, 0.02, 0.03, 0.05, 0.1),
    "next.window": (5, 10, 20, 40),
    "next.gap_discount": (3, 10, 30),
    "next.item_exponent": steps(0, 0.5, 0.1),
    "next.neighbour_exponent": steps(0, 0.6, 0.1),
    "next.history_size": (5, 10, 20, 40),
    "next.recency_exponent": steps(0, 1.4, 0.2),
}
REPEAT = {
    "repeat.basket_decay": (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1),
    "repeat.prior_baskets": (0.1, 0.3, 1, 3, 10),
    "repeat.rhythm_weight": (0, 0.04, 0.08, 0.15, 0.3),
}
# Beside repeats, which weigh 1. Sources that only fill lists up are not tuned.
SIMILAR_WEIGHTS = (0, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 3)
EXPONENTS = (0, 0.25, 0.5, 1, 1.5, 2)
SHARES = steps(0, 1, 0.05)

SPACE: dict[str, tuple[Stage, ...]] = {
    "custom": (
        Stage(
            "repeats",
            (3, 2),
            {**REPEAT, "weights.similar": SIMILAR_WEIGHTS, POLICY: POLICIES},
            first=({POLICY: "never"},),
            needs_baskets=True,
        ),
        # What builds quickly comes first.
        Stage("what comes next", (5, 4), NEXT, first=({"weights.next": 0.01},)),
        Stage("history", (3, 2), HISTORY),
        Stage("similarity", (3, 3), SIMILARITY, first=KNOWN_SIMILARITIES),
        Stage("neighbours", (0, 1), NEIGHBOURS),
    ),
    "dating": (
        # Held-out likes are of people who happened to be met. Lists that are right
        # about who is met, at the cost of who is liked, would find more of them: so
        # interest is not flattened (by an exponent below 1, by a prior of more than a
        # judgement), and how often somebody is met counts by its root at most.
        Stage(
            "scores",
            (3, 2),
            {
                "interest_exponent": (1, 1.5, 2, 3, 4),
                "exposure_exponent": (0, 0.125, 0.25, 0.5),
                "city_exponent": EXPONENTS,
                "age_exponent": EXPONENTS,
                "prior_judgements": (2, 5, 10, 20, 50),
            },
        ),
        Stage(
            "interest",
            (1, 1),
            {
                "prior_strength": (0.1, 0.25, 0.5, 1),
                "like_minded.neighbours": (50, 100, 200, 400, 800),
            },
        ),
    ),
    "grocery": (
        Stage(
            "repeats",
            (3, 3),
            {
                **REPEAT,
                "weights.similar": SIMILAR_WEIGHTS,
                "weights.together": SIMILAR_WEIGHTS,
            },
        ),
        Stage("similarity", (2, 1), SIMILARITY, first=KNOWN_SIMILARITIES),
        Stage("history", (1, 1), HISTORY),
        Stage("neighbours", (0, 1), NEIGHBOURS),
    ),
    "pings": (
        Stage(
            "weights",
            (1, 1),
            {
                "weights.category_affinity": SHARES,
                "weights.creator_affinity": SHARES,
                "weights.freshness": SHARES,
            },
            rest="weights.popularity",
        ),
    ),
    "shoes": (
        # Hybrid: of either part there is something.
        Stage(
            "weights",
            (1, 1),
            {"weights.content": steps(0.05, 0.95, 0.05)},
            rest="weights.collaborative",
        ),
        Stage(
            "tastes",
            (2, 1),
            {
                "collaborative.rank": (2, 4, 6, 8, 12, 16, 24),
                "half_life_days": HALF_LIVES,
            },
        ),
    ),
    "streaming": (
        Stage("history", (2, 2), HISTORY),
        Stage("similarity", (3, 3), SIMILARITY, first=KNOWN_SIMILARITIES),
        Stage("neighbours", (0, 1), NEIGHBOURS),
    ),
}
# What the project's own data must keep, as it is asked for.
PRESCRIBED = {
    "pings": "the weights 0.5, 0.25, 0.15 and 0.1 are the prescribed ones; others are"
    " for your own data",
}


def completed(setting: Setting, stage: Stage) -> Setting:
    """Return a setting whose weights add up to 1, where the stage's have to."""
    if stage.rest is None:
        return setting
    total = sum(setting[name] for name in stage.values)
    shares = {name: round(setting[name] / max(total, 1), 4) for name in stage.values}
    rest = round(max(1 - sum(shares.values()), 0), 4)
    return {**setting, **shares, stage.rest: rest}


def price(setting: Setting) -> float:
    """Return the share of the metric that the number of neighbours costs."""
    counts = [
        setting[name]
        for name in ("neighbours", "like_minded.neighbours")
        if name in setting
    ]
    return WORTH * sum(log2(max(count, 1)) for count in counts)


def nested(setting: Setting, domain: str) -> dict[str, Any]:
    """Return the vars of dbt that make a setting."""
    parameters: dict[str, Any] = {}
    variables: dict[str, Any] = {"recmart_parameters": {domain: parameters}}
    for name, value in setting.items():
        if name == POLICY:
            variables[name] = value
            continue
        *groups, last = name.split(".")
        place = parameters
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = value
    return variables


def flat(parameters: Mapping[str, Any], path: str = "") -> Setting:
    """Return nested parameters by their paths."""
    setting: Setting = {}
    for name, value in parameters.items():
        if isinstance(value, Mapping):
            setting |= flat(value, f"{path}{name}.")
        else:
            setting[path + name] = value
    return setting


def switched_on() -> dict[str, Any]:
    """Return parameters with which all that may be tuned is in the graph."""
    return {
        domain: nested(
            {
                name: 1
                for stage in stages
                for name in stage.values
                if name == "rank" or name.startswith("weights.")
            },
            domain,
        )["recmart_parameters"][domain]
        for domain, stages in SPACE.items()
    }
