"""Hold what tuning finds against the best of the whole family, on made-up data.

    python -m scripts.bench.tuning --seeds 5

Two kinds of data are drawn: sparse with a wide catalogue of many small circles, and
dense of some broad tastes. NumPy computes the similarity for every point of the grid
of user exponent, rank, item and neighbour exponent, all neighbours and all of each
history kept, and asks it the first of the questions that tuning asks, and another that
nobody has seen.
"""

from __future__ import annotations

import argparse
import os
import time
from hashlib import md5
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scripts.common.arguments import Parser, positive
from scripts.tuning.builds import Builds
from scripts.tuning.search import Search
from scripts.tuning.space import LADDERS, Setting

# Users, items, circles or tastes, items of a user, how much tastes count.
KINDS = {"sparse": (1500, 1000, 60, 10, 6.0), "dense": (1100, 400, 60, 60, 2.0)}
K = 20
GRID = ("user_exponent", "rank", "item_exponent", "neighbour_exponent")
ALL = {"neighbours": 10**6, "history_size": 10**6}


def drawn(kind: str, seed: int) -> np.ndarray:
    """Return who likes what, of a taste or two and by popularity."""
    users, items, tastes, most, weight = KINDS[kind]
    draw = np.random.default_rng(seed)
    popularity = -0.8 * np.log(1 + draw.permutation(items))
    if kind == "sparse":
        of_users, of_items = (
            draw.dirichlet(np.full(tastes, 1.5 / tastes), count)
            for count in (users, items)
        )
        fit = np.log1p(10 * of_users @ of_items.T)
    else:
        # The broadest tastes count most.
        sizes = np.arange(1, tastes + 1) ** -0.4
        of_users, of_items = (
            draw.normal(size=(count, tastes)) for count in (users, items)
        )
        fit = (of_users * sizes) @ (of_items * sizes).T
    appeal = popularity + weight * fit
    appeal += draw.gumbel(size=appeal.shape)
    counts = np.clip(draw.lognormal(np.log(most), 0.6, users), 3, items // 3)
    places = np.argsort(np.argsort(-appeal, axis=1), axis=1)
    return places < counts.astype(int)[:, None]


def hidden(likes: np.ndarray, salt: str = "") -> np.ndarray:
    """Return a fifth of the likes, by the hash that also the project goes by."""
    found = np.zeros_like(likes)
    for user, item in np.argwhere(likes):
        name = f"u{user}|i{item}{salt}".encode()
        found[user, item] = md5(name, usedforsecurity=False).hexdigest() < "33333333"
    return found


class Family:
    """The similarities of some data, and how good their lists are."""

    def __init__(self, known: np.ndarray, asked: np.ndarray) -> None:
        self.known = known.astype(float)
        kept = asked.any(axis=1)
        self.asked, self.users = asked[kept], kept
        self.counts = known.sum(axis=0)
        # Without times the most popular items come first in a history.
        order = np.argsort(-self.counts, kind="stable")
        self.places = np.empty(known.shape, dtype=int)
        self.places[:, order] = np.cumsum(known[:, order], axis=1)
        self.spectra: dict[float, tuple] = {}
        hits = np.minimum(self.asked.sum(axis=1), K)
        self.discounts = 1 / np.log2(np.arange(2, K + 2))
        self.ideal = np.cumsum(self.discounts)[hits - 1]

    def similarity(self, user_exponent: float, rank: int) -> np.ndarray:
        """Return the flattened similarity of pairs that exist."""
        if user_exponent not in self.spectra:
            per_user = np.maximum(self.known.sum(axis=1), 1) ** -user_exponent
            pairs = self.known.T @ (self.known * per_user[:, None])
            np.fill_diagonal(pairs, 0)
            norms = np.maximum(self.counts, 1) ** -0.5
            pairs *= norms[:, None] * norms
            self.spectra[user_exponent] = (pairs, *np.linalg.eigh(pairs))
        pairs, values, vectors = self.spectra[user_exponent]
        if not rank:
            return pairs
        largest = np.argsort(-np.abs(values))[: rank + 1]
        least = max(values[largest[-1]], 0)
        taken = largest[values[largest] > least]
        sizes = values[taken] ** 2 / (values[taken] + least)
        flat = pairs - (vectors[:, taken] * sizes) @ vectors[:, taken].T
        return np.where(pairs != 0, flat, 0)

    def scores(
        self, similarity: np.ndarray, item_exponent: float, history_size: int
    ) -> np.ndarray:
        """Return what a user's history says of each item, before its own exponent."""
        damping = np.maximum(self.counts, 1.0) ** -item_exponent
        history = self.known * (self.places <= history_size) * damping
        scores = history[self.users] @ similarity
        scores[self.known[self.users] > 0] = -np.inf
        return scores

    def ndcg(self, scores: np.ndarray, neighbour_exponent: float) -> float:
        """Return the mean over users of NDCG of the best that scores above 0."""
        scores = scores * np.maximum(self.counts, 1.0) ** neighbour_exponent
        best = np.argpartition(-scores, K, axis=1)[:, :K]
        order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
        best = np.take_along_axis(best, order, axis=1)
        hits = np.take_along_axis(self.asked, best, axis=1)
        hits &= np.take_along_axis(scores, best, axis=1) > 0
        return float(((hits * self.discounts).sum(axis=1) / self.ideal).mean())

    def of(self, setting: Setting) -> float:
        """Return the metric of a setting, with the neighbours and history it keeps."""
        similarity = self.similarity(setting["user_exponent"], setting["rank"])
        boosted = np.abs(similarity) * np.maximum(self.counts, 1.0) ** float(
            setting["neighbour_exponent"]
        )
        place = np.argsort(np.argsort(-boosted, axis=1), axis=1)
        kept = np.where(place < setting["neighbours"], similarity, 0)
        scores = self.scores(kept, setting["item_exponent"], setting["history_size"])
        return self.ndcg(scores, setting["neighbour_exponent"])

    def best(self) -> tuple[float, Setting]:
        """Return the best of the grid."""
        found: tuple[float, Setting] = (-1.0, {})
        for a, rank in product(LADDERS["user_exponent"], LADDERS["rank"]):
            similarity = self.similarity(a, rank)
            for x in LADDERS["item_exponent"][::2]:
                scores = self.scores(similarity, x, ALL["history_size"])
                for y in LADDERS["neighbour_exponent"][::2]:
                    value = self.ndcg(scores, y)
                    if value > found[0]:
                        point = dict(zip(GRID, (a, rank, x, y), strict=True))
                        found = value, point | ALL
        return found


def compare(kind: str, seed: int, trials: int) -> str:
    """Tune on made-up data, and hold what is found against the best of the family."""
    likes = drawn(kind, seed)
    unseen = hidden(likes, " unseen")
    seen = likes & ~unseen
    validation = hidden(seen)
    family = Family(seen & ~validation, validation)
    unseen_family = Family(seen, unseen)
    best, point = family.best()
    began = time.process_time()
    with TemporaryDirectory(prefix="recmart_tune_") as name:
        file = Path(name, "likes.csv")
        rows = [f"u{user},i{item}" for user, item in np.argwhere(seen)]
        file.write_text("\n".join(["user_id,item_id", *rows]) + "\n", encoding="utf-8")
        os.environ["RECMART_INTERACTIONS"] = str(file)
        os.environ["RECMART_DATABASE"] = str(Path(name, "recmart.duckdb"))
        builds = Builds("custom", "ndcg", K, Path(name), {})
        builds.cut(10**6)
        search = Search(builds, trials)
        found = search.run()
        value = builds.compare(found, found).value
        builds.tables.connection.close()
    reached, own = family.of(found), {name: found[name] for name in point}
    return (
        f"{kind} {seed}: validation {reached / best:.4f} of the best ({reached:.4f} of"
        f" {best:.4f}; the build's {value:.4f}), unseen"
        f" {unseen_family.of(found) / unseen_family.of(point):.4f} of its"
        f" {unseen_family.of(point):.4f}; found {tuple(own.values())}, best"
        f" {tuple(point.values())[: len(GRID)]}; {search.done} trials,"
        f" {time.process_time() - began:.0f} s of CPU"
    )


def main() -> None:
    """Compare over some seeds."""
    parser = Parser(description="Hold tuning against the best, on made-up data.")
    parser.add_argument("--seeds", type=positive, default=5)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--trials", type=positive, default=150)
    parser.add_argument("--kind", action="append", choices=sorted(KINDS))
    args: argparse.Namespace = parser.parse_args()
    for kind, seed in product(args.kind or KINDS, range(args.seeds)):
        print(compare(kind, args.first + seed, args.trials), flush=True)


if __name__ == "__main__":
    main()
