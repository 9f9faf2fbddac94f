"""Hold the grocery lists beside those of other next-basket methods."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
from scipy import sparse, stats

from scripts.bench.building import build
from scripts.common.arguments import Parser

K = 10
NEW_LISTS = 100

# The newest basket is 0 baskets ago.
PURCHASES = """
    select distinct
        user_id,
        item_id,
        dense_rank() over (
            partition by user_id order by order_number desc, basket_id desc
        ) - 1 as ago
    from backtest_intermediate.int_grocery__interactions
    order by user_id, item_id, ago
"""
HIDDEN = """
    select distinct user_id, item_id from backtest_intermediate.int_grocery__events
    semi join backtest_intermediate.int_grocery__items using (item_id)
    where not is_visible
    order by user_id, item_id
"""
OWN_LISTS = """
    select user_id, item_id from backtest_grocery.recommendations
    order by user_id, rank
"""
OWN_NEW_LISTS = """
    select user_id, item_id from backtest_grocery.recommendations
    where kind = 'new'
    order by user_id, rank
"""

# What is tried on the validation baskets.
TIFU_KNN = {
    "groups": [3, 7],
    "basket_decay": [0.8, 0.9],
    "group_decay": [0.5, 0.7],
    "neighbours": [300, 900],
    "own_share": [0.7, 0.9, 0.97],
}
UP_CF = {
    "recent": [5, 10, 25, 100],
    "asymmetry": [0.25, 0.5, 0.75],
    "locality": [2, 5, 10, 100],
}


@dataclass(eq=False)
class Histories:
    """Purchases as numbers of users and items, and what the next baskets hold."""

    users: int
    items: int
    user: np.ndarray
    item: np.ndarray
    ago: np.ndarray
    truth: np.ndarray

    def table(self, values: np.ndarray) -> np.ndarray:
        """Sum values of the purchases by user and item."""
        shape = (self.users, self.items)
        return sparse.csr_matrix((values, (self.user, self.item)), shape).toarray()

    @property
    def baskets(self) -> np.ndarray:
        """Baskets of each user."""
        counts = np.zeros(self.users, dtype=np.int64)
        np.maximum.at(counts, self.user, self.ago + 1)
        return counts

    @property
    def popularity(self) -> np.ndarray:
        """Baskets with each item."""
        return np.bincount(self.item, minlength=self.items).astype(np.float64)


def read(connection: duckdb.DuckDBPyConnection) -> tuple[Histories, Histories, list]:
    """Read the histories: for the test, and without one more basket to tune on."""
    purchases = connection.execute(PURCHASES).fetchnumpy()
    hidden = connection.execute(HIDDEN).fetchnumpy()
    users = np.unique(np.asarray(hidden["user_id"], dtype=str)).tolist()
    names = [np.asarray(rows["item_id"], dtype=str) for rows in (purchases, hidden)]
    items = np.unique(np.concatenate(names)).tolist()
    place = {name: number for number, name in enumerate(users)}
    number = {name: place for place, name in enumerate(items)}
    known = np.array([user in place for user in purchases["user_id"]])
    user = np.array([place[name] for name in purchases["user_id"][known]])
    item = np.array([number[name] for name in purchases["item_id"][known]])
    ago = np.asarray(purchases["ago"])[known]
    truth = np.zeros((len(users), len(items)), dtype=bool)
    truth[
        [place[name] for name in hidden["user_id"]],
        [number[name] for name in hidden["item_id"]],
    ] = True
    test = Histories(len(users), len(items), user, item, ago, truth)
    latest = np.zeros_like(truth)
    latest[user[ago == 0], item[ago == 0]] = True
    latest[test.baskets < 2] = False
    earlier = Histories(
        *(len(users), len(items)),
        *(user[ago > 0], item[ago > 0], ago[ago > 0] - 1, latest),
    )
    return test, earlier, [place, number]


def popular(histories: Histories) -> np.ndarray:
    """Score by how many baskets hold the item."""
    return np.tile(histories.popularity, (histories.users, 1))


def personal(histories: Histories) -> np.ndarray:
    """Score by how many of the user's baskets hold the item."""
    return histories.table(np.ones(len(histories.user)))


def personal_then_popular(histories: Histories) -> np.ndarray:
    """Score by the user's own baskets, what is in none of them by everybody's."""
    own = personal(histories)
    share = histories.popularity / (2 * histories.popularity.max())
    return np.where(own > 0, own, share)


@lru_cache(maxsize=1)
def tifu_vectors(
    histories: Histories, groups: int, basket_decay: float, group_decay: float
) -> tuple[np.ndarray, np.ndarray]:
    """The users' vectors, and for each user the others from near to far."""
    baskets = histories.baskets[histories.user]
    size = np.ceil(baskets / groups)
    filled = np.ceil(baskets / size)
    group = histories.ago // size
    # Groups are filled from the newest; the oldest takes what is left.
    in_group = np.where(group < filled - 1, size, baskets - size * (filled - 1))
    weights = basket_decay ** (histories.ago % size) / in_group
    vectors = histories.table(weights * group_decay**group / filled)
    products = vectors @ vectors.T
    distances = np.diag(products)[None, :] - 2 * products
    np.fill_diagonal(distances, np.inf)
    return vectors, np.argsort(distances, axis=1, kind="stable")[:, :-1]


@lru_cache(maxsize=1)
def neighbour_means(
    histories: Histories,
    groups: int,
    basket_decay: float,
    group_decay: float,
    neighbours: int,
) -> np.ndarray:
    """The mean of the vectors of each user's nearest others."""
    vectors, order = tifu_vectors(histories, groups, basket_decay, group_decay)
    nearest = order[:, :neighbours]
    rows = np.repeat(np.arange(histories.users), nearest.shape[1])
    chosen = np.full(nearest.size, 1 / nearest.shape[1])
    shape = (histories.users, histories.users)
    means = sparse.csr_matrix((chosen, (rows, nearest.ravel())), shape)
    return (means @ sparse.csr_matrix(vectors)).toarray()


def tifu_knn(
    histories: Histories,
    groups: int,
    basket_decay: float,
    group_decay: float,
    neighbours: int,
    own_share: float,
) -> np.ndarray:
    """Score by the user's own vector and those of the nearest others."""
    shape = (histories, groups, basket_decay, group_decay)
    vectors, _ = tifu_vectors(*shape)
    others = neighbour_means(*shape, neighbours)
    return own_share * vectors + (1 - own_share) * others


def up_cf(
    histories: Histories, recent: int, asymmetry: float, locality: float
) -> np.ndarray:
    """Score by what users who bought the same hold in their last baskets."""
    weights = histories.table((histories.ago < recent).astype(np.float64))
    weights /= np.maximum(np.minimum(recent, histories.baskets), 1)[:, None]
    bought = personal(histories) > 0
    common = sparse.csr_matrix(bought, dtype=np.float64)
    common = (common @ common.T).toarray()
    sizes = np.maximum(bought.sum(axis=1), 1).astype(np.float64)
    similarity = common / sizes[:, None] ** asymmetry
    similarity /= sizes[None, :] ** (1 - asymmetry)
    return (sparse.csr_matrix(weights).T @ (similarity**locality).T).T


def best_first(scores: np.ndarray, k: int = K) -> np.ndarray:
    """The k best items of each row, ties to the lower number, -1 for a score of 0."""
    shares = scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-300)
    shares -= 1e-13 * np.arange(scores.shape[1])
    best = np.argpartition(shares, -k, axis=1)[:, -k:]
    order = np.argsort(-np.take_along_axis(shares, best, axis=1), axis=1)
    best = np.take_along_axis(best, order, axis=1)
    return np.where(np.take_along_axis(scores, best, axis=1) > 0, best, -1)


def metrics_of(lists: np.ndarray, truth: np.ndarray) -> dict[str, np.ndarray]:
    """Recall, NDCG and hit, one value per user with a basket to find."""
    asked = truth.any(axis=1)
    lists, truth = lists[asked, :K], truth[asked]
    hits = np.take_along_axis(truth, np.maximum(lists, 0), axis=1) & (lists >= 0)
    discounts = 1 / np.log2(np.arange(2, K + 2))
    total = truth.sum(axis=1)
    return {
        "recall": hits.sum(axis=1) / total,
        "NDCG": (hits * discounts).sum(axis=1)
        / np.cumsum(discounts)[np.minimum(total, K) - 1],
        "hit": hits.any(axis=1).astype(np.float64),
    }


def points(grid: dict[str, list], trials: int | None) -> Iterator[dict]:
    """Every point of a grid, or a seeded choice of them."""
    every = [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]
    if trials is not None and trials < len(every):
        chosen = np.random.default_rng(0).choice(len(every), trials, replace=False)
        every = [every[place] for place in sorted(chosen)]
    yield from every


def tune(
    score: Callable[..., np.ndarray],
    grid: dict[str, list],
    earlier: Histories,
    trials: int | None,
) -> dict:
    """Find the parameters of the highest NDCG on the validation baskets."""

    def quality(parameters: dict) -> float:
        lists = best_first(score(earlier, **parameters))
        return metrics_of(lists, earlier.truth)["NDCG"].mean()

    return max(points(grid, trials), key=quality)


def own_lists(
    connection: duckdb.DuckDBPyConnection, query: str, numbers: list, width: int
) -> np.ndarray:
    """Lay out recmart's lists; -1 stands for no item."""
    place, number = numbers
    lists = np.full((len(place), width), -1)
    length = dict.fromkeys(place, 0)
    for user, item in connection.execute(query).fetchall():
        if user in place and length[user] < width:
            lists[place[user], length[user]] = number.get(item, -1)
            length[user] += 1
    return lists


def first_new(lists: np.ndarray, histories: Histories) -> np.ndarray:
    """The reciprocal rank of the first product bought for the first time."""
    new = histories.truth & (personal(histories) == 0)
    asked = new.any(axis=1)
    lists, new = lists[asked], new[asked]
    hits = np.take_along_axis(new, np.maximum(lists, 0), axis=1) & (lists >= 0)
    return np.where(hits.any(axis=1), 1 / (hits.argmax(axis=1) + 1), 0)


def compare(database: Path, trials: int | None) -> None:
    """Score all methods on the hidden baskets and print a line for each."""
    with duckdb.connect(str(database), read_only=True) as connection:
        test, earlier, numbers = read(connection)
        lists = {"recmart": own_lists(connection, OWN_LISTS, numbers, K)}
        new_lists = own_lists(connection, OWN_NEW_LISTS, numbers, NEW_LISTS)
    methods = [
        ("popular", popular, {}),
        ("personal", personal, {}),
        ("personal then popular", personal_then_popular, {}),
    ]
    for name, score, grid in (
        ("TIFU-KNN", tifu_knn, TIFU_KNN),
        ("UP-CF", up_cf, UP_CF),
    ):
        parameters = tune(score, grid, earlier, trials)
        print(f"{name} tuned on {int(earlier.truth.any(axis=1).sum()):,}: {parameters}")
        methods.append((name, score, parameters))
    for name, score, parameters in methods:
        lists[name] = best_first(score(test, **parameters))
    results = {name: metrics_of(found, test.truth) for name, found in lists.items()}
    own = results["recmart"]
    print(f"\nhidden baskets of {len(own['NDCG']):,} users")
    for name, found in results.items():
        line = "  ".join(
            f"{metric}{'' if metric == 'hit' else '@10'} {values.mean():.4f}"
            for metric, values in found.items()
        )
        if name != "recmart":
            ndcg = stats.wilcoxon(own["NDCG"], found["NDCG"]).pvalue
            recall = stats.ttest_rel(own["recall"], found["recall"]).pvalue
            line += f"  p NDCG {ndcg:.1e}, recall {recall:.1e}"
        print(f"  {name:22} {line}")
    unknown = np.where(personal(test) > 0, 0, popular(test))
    ranks = {
        "recmart": first_new(new_lists, test),
        "popular": first_new(best_first(unknown, NEW_LISTS), test),
    }
    print(f"\nfirst new product of {len(ranks['popular']):,} users")
    for name, values in ranks.items():
        print(f"  {name:22} MRR@{NEW_LISTS} {values.mean():.4f}")
    p = stats.wilcoxon(ranks["recmart"], ranks["popular"]).pvalue
    print(f"  {'':22} p {p:.1e}")


def main() -> int:
    """Build if no warehouse is given, then compare."""
    parser = Parser(
        description="Compare the grocery lists with other next-basket methods."
    )
    parser.add_argument(
        "--database",
        type=Path,
        help="a warehouse built with as_of and recommendations_per_user: 150",
    )
    parser.add_argument("--trials", type=int, help="per method; default: all")
    args = parser.parse_args()
    if args.database is not None:
        compare(args.database, args.trials)
        return 0
    data = Path(os.environ.get("RECMART_DATA_DIR", ""))
    if not os.environ.get("RECMART_DATA_DIR") or not (data / "grocery").is_dir():
        print("RECMART_DATA_DIR must name a folder with grocery/ in it.")
        return 2
    with tempfile.TemporaryDirectory(prefix="recmart_baskets_") as name:
        folder = Path(name)
        returncode = build(
            folder,
            "grocery",
            {"RECMART_DATA_DIR": str(data)},
            {"as_of": "1999-01-01", "recommendations_per_user": 50 + NEW_LISTS},
        )
        if returncode == 0:
            compare(folder / "recmart.duckdb", args.trials)
    return returncode
