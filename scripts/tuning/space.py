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
# What more neighbours cost in time: twice as many must be better by this share.
WORTH = 0.0005
NEIGHBOURS = (
    *("neighbours", "user_knn.neighbours", "repeat_knn.neighbours"),
    "like_minded.neighbours",
)


def steps(first: float, last: float, step: float) -> tuple[float, ...]:
    """Return evenly spaced values, both ends included."""
    return tuple(
        round(first + step * place, 4)
        for place in range(round((last - first) / step) + 1)
    )


# Beside repeats, which weigh 1. Sources that only fill lists up are not tuned.
SIMILAR_WEIGHTS = (0, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 3)
OWN_EXPONENTS = (0, 0.25, 0.5, 1, 1.5, 2)
LADDERS: dict[str, tuple[Any, ...]] = {
    "user_exponent": (0, 0.5, 1),
    "rank": (0, 4, 6, 10, 20, 50),
    "level": (2, 5, 12, 25, None),
    "shrinkage": (0, 3, 10, 30, 100, 300),
    "item_exponent": steps(0, 0.5, 0.05),
    "neighbour_exponent": steps(0, 0.7, 0.05),
    "neighbours": (50, 100, 200, 400, 800, 1600),
    "evidence_exponent": (0, 0.25, 0.5, 1),
    "recency_exponent": steps(0, 1, 0.1),
    "history_size": (5, 10, 20, 50, 100, 200, 500, 2000),
    "half_life_days": (7, 15, 30, 90, 365, None),
    "weights.similar": SIMILAR_WEIGHTS,
    "weights.together": SIMILAR_WEIGHTS,
    "weights.next": (0, 0.001, 0.003, 0.006, 0.01, 0.02, 0.03, 0.05, 0.1),
    "weights.user_knn": (0, 0.003, 0.006, 0.01, 0.015, 0.03, 0.06, 0.1, 0.2),
    "user_knn.neighbours": (25, 50, 100, 200, 400),
    # Beside repeats: both are estimates of a probability.
    "weights.repeat_knn": (0, 0.1, 0.3, 0.6, 1, 2, 4, 8),
    "repeat_knn.neighbours": (25, 50, 100, 200, 400),
    "repeat_knn.user_exponent": (0.25, 0.5, 0.75, 1),
    "next.window": (5, 10, 20, 40),
    "next.gap_discount": (3, 10, 30),
    "next.item_exponent": steps(0, 0.5, 0.1),
    "next.neighbour_exponent": steps(0, 0.6, 0.1),
    "next.history_size": (5, 10, 20, 40),
    "next.recency_exponent": steps(0, 1.4, 0.2),
    "repeat.basket_decay": (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1),
    # Where people repeat little, the item says more than the user's own few baskets.
    "repeat.prior_baskets": (0.1, 0.3, 1, 3, 10, 30),
    "repeat.rhythm_weight": (0, 0.04, 0.08, 0.15, 0.3),
    POLICY: POLICIES,
    # Held-out likes are of people who happened to be met. Lists that are right about
    # who is met, at the cost of who is liked, would find more of them: so interest is
    # not flattened (by an exponent below 1, by a prior of more than a judgement), and
    # how often somebody is met counts by its root at most.
    "interest_exponent": (1, 1.5, 2, 3, 4),
    "exposure_exponent": (0, 0.125, 0.25, 0.5),
    "city_exponent": OWN_EXPONENTS,
    "age_exponent": OWN_EXPONENTS,
    "prior_judgements": (2, 5, 10, 20, 50),
    "prior_strength": (0.1, 0.25, 0.5, 1),
    "like_minded.neighbours": (50, 100, 200, 400, 800),
    "weights.category_affinity": steps(0, 1, 0.05),
    "weights.creator_affinity": steps(0, 1, 0.05),
    "weights.freshness": steps(0, 1, 0.05),
    "weights.content": (0, 0.001, 0.003, 0.006, 0.01, 0.03, *steps(0.05, 0.95, 0.05)),
    "collaborative.rank": (2, 4, 6, 8, 12, 16, 24),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Parameters that are climbed together, the others as they came out before."""

    name: str
    parameters: tuple[str, ...]
    # Where the first round begins, beside the present: good elsewhere.
    starts: tuple[Setting, ...] = ()
    # The best start where this is 0 and the best where it is not are both climbed from.
    apart: str | None = None
    # What rises along a ridge: more of the one asks for more of the other.
    ridge: tuple[str, ...] = ()
    # Of these weights, which add up to 1, the one that takes what the others leave.
    rest: str | None = None
    # Of each of these weights there is at least so much.
    least: float = 0
    # Only where there are baskets.
    needs_baskets: bool = False

    @property
    def ways(self) -> list[tuple[str, ...]]:
        """Return which parameters are moved together."""
        alone = [(name,) for name in self.parameters]
        return [*alone, self.ridge] if self.ridge else alone

    @property
    def size(self) -> int:
        """Return about how many trials a round of it takes."""
        return 2 * len(self.ways) * (2 if self.apart else 1) + len(self.starts)


NEXT = tuple(name for name in LADDERS if "next" in name)
# What does nothing without times; what comes next, also where any of a user's is asked.
OF_TIME = {"recency_exponent", "half_life_days", *NEXT}
REPEATS = ("repeat.basket_decay", "repeat.prior_baskets", "repeat.rhythm_weight")
FAMILY = ("neighbour_exponent", "item_exponent", "user_exponent", "rank")
# Cosine; the best on sparse data; the best on dense data; and on films in one go.
KNOWN = ((0, 0, 0, 0), (0.3, 0.2, 1, 0), (0.3, 0.2, 0.5, 20), (0.1, 0, 0, 10))
# Where any fifth of dense data is asked few tastes say all, if what few like shrinks:
# from the points before a ridge that rises in both would have to be found.
SHRUNK = dict(zip(FAMILY, (0.1, 0.1, 0.5, 6), strict=True)) | {"shrinkage": 100}
# Beside few neighbours and a short history flattening looks worse than it is.
WIDE = {"neighbours": 200, "history_size": 200}
SIMILARITY = Stage(
    "similarity",
    FAMILY,
    starts=(
        *(dict(zip(FAMILY, point, strict=True)) | WIDE for point in KNOWN),
        SHRUNK | WIDE,
    ),
    apart="rank",
    ridge=("item_exponent", "neighbour_exponent"),
)
SHRINKAGE = Stage(
    "shrinkage",
    ("shrinkage", "level"),
    # Evidence of few shrinks, and more tastes are brought down further: nearly EASE.
    starts=({"shrinkage": 3}, {"shrinkage": 10, "rank": 50, "level": 12}),
)
HISTORY = Stage(
    "history",
    ("recency_exponent", "evidence_exponent", "history_size", "half_life_days"),
)
CONTENT = Stage(
    "content",
    ("weights.content",),
    # Beside similarity of weight 0.03, and of 1.
    starts=({"weights.content": 0.003}, {"weights.content": 0.1}),
)
FEWER = Stage("neighbours", ("neighbours",))
SPACE: dict[str, tuple[Stage, ...]] = {
    "custom": (
        Stage(
            "repeats",
            (*REPEATS, "weights.similar", POLICY),
            # Or people repeat little, and few of their baskets are known.
            starts=(
                {POLICY: "never"},
                {"repeat.basket_decay": 0.95, "repeat.prior_baskets": 10},
            ),
            needs_baskets=True,
        ),
        Stage(
            "people who buy alike",
            (
                "weights.repeat_knn",
                *("repeat_knn.neighbours", "repeat_knn.user_exponent"),
                *("repeat.prior_baskets", "repeat.basket_decay", "weights.similar"),
            ),
            starts=({"weights.repeat_knn": 0.3}, {"weights.repeat_knn": 1}),
            needs_baskets=True,
        ),
        SIMILARITY,
        SHRINKAGE,
        Stage(
            "what comes next",
            NEXT,
            starts=({"weights.next": 0.003}, {"weights.next": 0.03}),
        ),
        HISTORY,
        Stage(
            "people alike",
            ("weights.user_knn", "user_knn.neighbours"),
            starts=({"weights.user_knn": 0.01}, {"weights.user_knn": 0.015}),
        ),
        Stage("content", ("weights.content",), starts=({"weights.content": 0.003},)),
        FEWER,
    ),
    "dating": (
        Stage(
            "scores",
            (
                *("interest_exponent", "exposure_exponent", "city_exponent"),
                *("age_exponent", "prior_judgements"),
            ),
        ),
        Stage("interest", ("prior_strength", "like_minded.neighbours")),
    ),
    "grocery": (
        Stage("repeats", (*REPEATS, "weights.similar", "weights.together")),
        SIMILARITY,
        SHRINKAGE,
        HISTORY,
        CONTENT,
        FEWER,
    ),
    "pings": (
        Stage(
            "weights",
            (
                *("weights.category_affinity", "weights.creator_affinity"),
                "weights.freshness",
            ),
            rest="weights.popularity",
        ),
    ),
    "shoes": (
        # Hybrid: of either part there is something.
        Stage(
            "weights", ("weights.content",), rest="weights.collaborative", least=0.05
        ),
        Stage("tastes", ("collaborative.rank", "half_life_days")),
    ),
    "streaming": (SIMILARITY, SHRINKAGE, HISTORY, CONTENT, FEWER),
}
# What the project's own data must keep, as it is asked for.
PRESCRIBED = {
    "pings": "the weights 0.5, 0.25, 0.15 and 0.1 are the prescribed ones; others are"
    " for your own data",
}
# Sources that a list can do without, dearest first, and what else is less to build.
# Both are tried at last, down from what was found.
SOURCES = (
    *("weights.next", "weights.repeat_knn"),
    *("weights.user_knn", "weights.content"),
)
SIMPLER = ("rank", "neighbours", "history_size")


def ladder(name: str, now: Any) -> tuple[Any, ...]:
    """Return the values of a parameter to try, the present one among them."""
    values = LADDERS[name]
    if now in values or name == POLICY:
        return values
    # No half-life is the longest, no level the highest.
    return tuple(
        sorted((*values, now), key=lambda one: float("inf") if one is None else one)
    )


def does_nothing(name: str, setting: Setting, before: Setting) -> bool:
    """Say whether a parameter moves nothing: it belongs to what weighs nothing.

    Or it brings tastes down to where they were: to the next at most.
    """
    if name == "level":
        rank = setting["rank"]
        levels = [min(one["level"] or rank, rank) for one in (setting, before)]
        return not rank or (before["rank"] == rank and levels[0] == levels[1])
    return setting.get(f"weights.{name.split('.')[0]}") == 0


def simpler(name: str, setting: Setting) -> list[Setting]:
    """Return what would make a setting simpler, step by step down with a parameter.

    Who knows more than a cut can tell more tastes apart: all of them or none.
    """
    if name not in setting:
        return []
    values = ladder(name, setting[name])
    lower = values[: values.index(setting[name])]
    if name == "rank":
        return [{"rank": value, "level": None} for value in lower[:1]]
    return [{name: value} for value in reversed(lower)]


def completed(setting: Setting, stage: Stage) -> Setting:
    """Return a setting whose weights add up to 1, where the stage's have to."""
    if stage.rest is None:
        return setting
    total = sum(setting[name] for name in stage.parameters)
    shares = {
        name: max(round(setting[name] / max(total, 1), 4), stage.least)
        for name in stage.parameters
    }
    rest = round(max(1 - sum(shares.values()), 0), 4)
    return {**setting, **shares, stage.rest: rest}


def price(setting: Setting) -> float:
    """Return the share of the metric that the number of neighbours costs."""
    counts = [setting[name] for name in NEIGHBOURS if name in setting]
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
                for name in stage.parameters
                if name == "rank" or name.startswith("weights.")
            },
            domain,
        )["recmart_parameters"][domain]
        for domain, stages in SPACE.items()
    }
