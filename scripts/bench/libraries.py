"""Hold recmart's lists beside those of tuned libraries."""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
from scipy import sparse

from scripts.bench.methods import MODELS, TRIALS, Scorer
from scripts.bench.usage import Usage
from scripts.common.arguments import Parser

Metrics = dict[str, np.ndarray]


@dataclass
class Cut:
    """What is known before a moment, and what is asked for after it."""

    users: list[str]
    items: list[str]
    likes: sparse.csr_matrix
    seen: sparse.csr_matrix
    relevant: sparse.csr_matrix

    @property
    def judges(self) -> np.ndarray:
        """The users with anything to find."""
        return np.flatnonzero(np.diff(self.relevant.indptr))

    @property
    def known(self) -> np.ndarray:
        """Of the judges, which have training history."""
        return np.diff(self.likes.indptr)[self.judges] > 0


def read_interactions(args: argparse.Namespace) -> dict[str, np.ndarray]:
    """Read users, items, seconds and likes, oldest first."""
    table = duckdb.read_parquet if args.interactions.suffix == ".parquet" else None
    relation = (table or duckdb.read_csv)(str(args.interactions))
    for column in (args.user, args.item, args.time, args.weight):
        if column is not None and column not in relation.columns:
            sys.exit(
                f"{args.interactions} has no column {column}; it has"
                f" {', '.join(relation.columns)}."
            )
    column = {name: duckdb.ColumnExpression(name) for name in relation.columns}
    at = column[args.time]
    if str(relation.select(args.time).types[0]).startswith(("TIMESTAMP", "DATE")):
        at = duckdb.FunctionExpression("epoch", at)
    weight = column[args.weight] if args.weight else duckdb.ConstantExpression(1)
    rows = relation.select(
        column[args.user].cast("varchar").alias("user"),
        column[args.item].cast("varchar").alias("item"),
        at.cast("double").alias("seconds"),
        weight.cast("double").alias("weight"),
    )
    rows = rows.order('seconds, "user", item, weight').fetchnumpy()
    if args.min_weight is None:
        rows["is_liked"] = np.ones(len(rows["weight"]), dtype=bool)
    else:
        rows["is_liked"] = rows["weight"] >= args.min_weight
    return {name: np.asarray(values) for name, values in rows.items()}


def cut_at(rows: dict[str, np.ndarray], cut: str) -> tuple[dict, dict]:
    """Part off a fifth: the newest of all or of each user, or any of each user.

    What happened in one second stays together.
    """
    _, group = np.unique(rows["user"], return_inverse=True)
    if cut == "time":
        group = np.zeros_like(group)
    order_by = rows["seconds"]
    if cut == "sample":
        order_by = np.random.default_rng(0).random(len(order_by))
    order = np.lexsort((order_by, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    border = order_by[order][starts + (0.8 * sizes).astype(int)]
    before = order_by < border[group]
    return tuple(
        {name: values[part] for name, values in rows.items()}
        for part in (before, ~before)
    )


def write_training(path: Path, rows: dict[str, np.ndarray]) -> None:
    """Write what is known before a cut, as recmart reads it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["user_id", "item_id", "timestamp", "weight"])
        columns = (rows[name] for name in ("user", "item", "seconds", "weight"))
        for user, item, seconds, weight in zip(*columns, strict=True):
            writer.writerow([user, item, int(seconds), weight])


def make_cut(before: dict[str, np.ndarray], after: dict[str, np.ndarray]) -> Cut:
    """Number users and items (the most popular first) and lay out the matrices."""
    users, user_of = np.unique(
        np.concatenate([before["user"], after["user"]]), return_inverse=True
    )
    likers = before["is_liked"]
    names, counts = np.unique(before["item"][likers], return_counts=True)
    items = names[np.lexsort((names, -counts))]
    number = {item: place for place, item in enumerate(items)}

    def matrix(
        rows: dict[str, np.ndarray], rows_users: np.ndarray, chosen: np.ndarray
    ) -> sparse.csr_matrix:
        pairs = {
            (user, number[item])
            for user, item in zip(rows_users[chosen], rows["item"][chosen], strict=True)
            if item in number
        }
        places = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        ones = np.ones(len(places), dtype=np.float32)
        shape = (len(users), len(items))
        return sparse.csr_matrix((ones, (places[:, 0], places[:, 1])), shape=shape)

    first, second = user_of[: len(likers)], user_of[len(likers) :]
    seen = matrix(before, first, np.ones(len(likers), dtype=bool))
    later = matrix(after, second, after["is_liked"])
    relevant = (later - later.multiply(seen)).tocsr()
    relevant.eliminate_zeros()
    likes = matrix(before, first, likers)
    return Cut(list(users), list(items), likes, seen, relevant)


def lists_of(cut: Cut, score: Scorer, k: int, batch: int = 1000) -> np.ndarray:
    """Rank all items for the judges; those without history get the popular ones."""
    popularity = -np.arange(len(cut.items), dtype=np.float64)
    lists = []
    for start in range(0, len(cut.judges), batch):
        users = cut.judges[start : start + batch]
        scores = np.asarray(score(users), dtype=np.float64)
        scores[~cut.known[start : start + batch]] = popularity
        scores[cut.seen[users].toarray() > 0] = -np.inf
        lists.append(np.argsort(-scores, axis=1, kind="stable")[:, :k])
    return np.concatenate(lists)


def given_lists(cut: Cut, rows: list[tuple[str, str, int]], k: int) -> np.ndarray:
    """Lay out lists that were made elsewhere; -1 stands for no item."""
    number = {item: place for place, item in enumerate(cut.items)}
    place = {cut.users[user]: judge for judge, user in enumerate(cut.judges)}
    lists = lists_of(cut, lambda users: np.zeros((len(users), len(cut.items))), k)
    with_list = {place[user] for user, _, _ in rows if user in place}
    lists[sorted(with_list)] = -1
    for user, item, rank in rows:
        if user in place and rank <= k:
            lists[place[user], rank - 1] = number.get(item, -1)
    return lists


def metrics_of(cut: Cut, lists: np.ndarray) -> Metrics:
    """Score lists, one value per judge."""
    k = lists.shape[1]
    relevant = cut.relevant[cut.judges].toarray() > 0
    hits = np.take_along_axis(relevant, np.maximum(lists, 0), axis=1) & (lists >= 0)
    discounts = 1 / np.log2(np.arange(2, k + 2))
    total = relevant.sum(axis=1)
    ideal = np.cumsum(discounts)[np.minimum(total, k) - 1]
    return {
        f"recall@{k}": hits.sum(axis=1) / total,
        f"NDCG@{k}": (hits * discounts).sum(axis=1) / ideal,
    }


@dataclass
class Tuned:
    """What a method gives with what serves the validation best, and what it took."""

    trials: int
    parameters: dict[str, float]
    validation: Metrics
    test: Metrics
    usage: Usage


def tuned(name: str, validation: Cut, test: Cut, k: int, trials: int) -> Tuned:
    """Try a method's parameters on the validation and score the best on the test."""
    fit, grid = MODELS[name]
    tried = []
    for parameters in trials_of(grid, trials):
        lists = lists_of(validation, fit(validation.likes, **parameters), k)
        found = metrics_of(validation, lists)
        tried.append((found[f"NDCG@{k}"][validation.known].mean(), parameters, found))
    _, parameters, found = max(tried, key=lambda one: one[0])
    lists = lists_of(test, fit(test.likes, **parameters), k)
    return Tuned(len(tried), parameters, found, metrics_of(test, lists), Usage.own())


def trials_of(grid: dict[str, list], count: int) -> Iterator[dict]:
    """The whole of a small grid, or seeded random points of a large one."""
    points = [
        dict(zip(grid, values, strict=True)) for values in product(*grid.values())
    ]
    if len(grid) > 1 and len(points) > count:
        chosen = np.random.default_rng(0).choice(len(points), count, replace=False)
        points = [points[place] for place in chosen]
    yield from points


def interval(values: np.ndarray) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean over users."""
    draws = np.random.default_rng(0).integers(len(values), size=(2000, len(values)))
    return tuple(np.quantile(values[draws].mean(axis=1), [0.025, 0.975]))


def paired_p(differences: np.ndarray) -> float:
    """How often signs thrown at random make a mean difference as large."""
    signs = np.random.default_rng(0).choice([-1, 1], size=(9999, len(differences)))
    flipped = np.abs((signs * differences).mean(axis=1))
    size = abs(differences.mean()) * (1 - 1e-12)
    return (1 + int((flipped >= size).sum())) / 10000


def table_of(title: str, cut: Cut, results: dict[str, Metrics], known: bool) -> None:
    """Print one table; p compares the first row with each other."""
    chosen = cut.known if known else np.ones(len(cut.judges), dtype=bool)
    who = "users with training history" if known else "all users"
    print(f"\n{title}, {int(chosen.sum()):,} {who}")
    ours = next(iter(results))
    for name, metrics in results.items():
        cells = []
        for metric, values in metrics.items():
            low, high = interval(values[chosen])
            cells.append(
                f"{metric} {values[chosen].mean():.4f} [{low:.4f}, {high:.4f}]"
            )
            if name != ours:
                differences = (results[ours][metric] - values)[chosen]
                cells[-1] += f" p={paired_p(differences):.4f}"
        print(f"  {name:18} {'  '.join(cells)}")


def read_lists(path: Path, table: str) -> list[tuple[str, str, int]]:
    """Read user, item and rank from a table of a warehouse."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return (
            connection.table(table)
            .select("cast(user_id as varchar), cast(item_id as varchar), rank")
            .fetchall()
        )


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = Parser(
        description="Compare recmart with tuned libraries on one file of interactions."
    )
    parser.add_argument("--interactions", type=Path, required=True)
    parser.add_argument("--user", default="user_id", help="its column of users")
    parser.add_argument("--item", default="item_id", help="its column of items")
    parser.add_argument("--time", default="timestamp", help="its column of times")
    parser.add_argument("--weight", help="its column of weights, such as ratings")
    parser.add_argument("--min-weight", type=float, help="from which on liked")
    parser.add_argument("--cut", choices=["time", "user", "sample"], default="time")
    parser.add_argument("--write", type=Path, help="folder for the training files")
    parser.add_argument("--k", type=int, default=20, help="length of the lists")
    parser.add_argument("--trials", type=int, default=TRIALS, help="per random search")
    parser.add_argument("--models", nargs="*", choices=list(MODELS), default=MODELS)
    parser.add_argument("--database", type=Path, help="warehouse as of the test cut")
    parser.add_argument("--validation-database", type=Path)
    parser.add_argument("--table", default="custom.recommendations")
    parser.add_argument("--lists", type=Path, help="CSV of user_id, item_id, rank")
    args = parser.parse_args()
    if args.min_weight is not None and args.weight is None:
        parser.error("--min-weight needs --weight.")
    return args


def main() -> int:
    """Cut, tune on the validation, score on the test."""
    args = parse()
    rows = read_interactions(args)
    before, after = cut_at(rows, args.cut)
    test = make_cut(before, after)
    earlier, later = cut_at(before, args.cut)
    validation = make_cut(earlier, later)
    if args.write is not None:
        args.write.mkdir(parents=True, exist_ok=True)
        write_training(args.write / "test.csv", before)
        write_training(args.write / "validation.csv", earlier)
    for name, cut in (("validation", validation), ("test", test)):
        print(
            f"{name}: {cut.likes.nnz:,} likes of {len(cut.items):,}"
            f" items; {len(cut.judges):,} users with anything to find,"
            f" {int(cut.known.sum()):,} of them with history",
            flush=True,
        )
    results: dict[str, dict[str, Metrics]] = {"validation": {}, "test": {}}
    own = [("validation", validation, args.validation_database)]
    own.append(("test", test, args.database))
    for name, cut, path in own:
        if path is not None:
            lists = given_lists(cut, read_lists(path, args.table), args.k)
            results[name]["recmart"] = metrics_of(cut, lists)
    if args.lists is not None:
        given = duckdb.read_csv(str(args.lists), all_varchar=True)
        given = given.select("user_id, item_id, cast(rank as integer)").fetchall()
        results["test"]["given lists"] = metrics_of(
            test, given_lists(test, given, args.k)
        )
    spawn = multiprocessing.get_context("spawn")
    for name in args.models:
        # A process of its own for each, so that its memory is its own.
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            asked = process.submit(tuned, name, validation, test, args.k, args.trials)
            found = asked.result()
        results["validation"][name] = found.validation
        results["test"][name] = found.test
        print(
            f"{name}: {found.trials} trials, {found.usage.cpu_seconds:.0f} s of CPU,"
            f" {found.usage.peak_bytes / 2**20:.0f} MB,"
            f" best on validation {found.parameters}",
            flush=True,
        )
    for name, cut in (("validation", validation), ("test", test)):
        for known in (True, False):
            table_of(name, cut, results[name], known)
    return 0
