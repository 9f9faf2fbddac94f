"""Do the job of a build with a library, in a process of its own.

From a file of interactions to popularity, 50 similar items per item and 10 items per
user, as three Parquet files. `scripts/benchmark.py --peers` runs it in an environment
of `libraries.txt`; the last line printed is JSON: seconds, CPU seconds and peak bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import sparse

from scripts.bench.usage import Usage

SIMILAR, LISTED, BATCH = 50, 10, 2000
Lists = tuple[np.ndarray, np.ndarray]


def best(scores: np.ndarray, count: int) -> Lists:
    """Return the places and values of each row's largest, the largest first."""
    count = min(count, scores.shape[1])
    places = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    values = np.take_along_axis(scores, places, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return tuple(np.take_along_axis(part, order, axis=1) for part in (places, values))


def in_batches(rows: int, score: Callable[[slice], np.ndarray], count: int) -> Lists:
    """Rank what scores say of all rows, without laying all of them out at once."""
    found = [
        best(score(slice(start, start + BATCH)), count)
        for start in range(0, rows, BATCH)
    ]
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))


def barred(scores: np.ndarray, seen: sparse.csr_matrix) -> np.ndarray:
    """Score what a user knows below everything."""
    scores[seen.nonzero()] = -np.inf
    return scores


def laid_out(frame: pd.DataFrame, key: str, item: str, shape: tuple[int, int]) -> Lists:
    """Lay out rows that are in the order of their ranks; -1 stands for no item."""
    places, values = np.full(shape, -1), np.zeros(shape)
    at = frame[key].to_numpy(), frame.groupby(key).cumcount().to_numpy()
    places[at], values[at] = frame[item].to_numpy(), frame["score"].to_numpy()
    return places, values


def implicit_model(model: object, likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """Fit a model of implicit and ask it for both kinds of lists."""
    model.fit(likes, show_progress=False)
    similar = model.similar_items(np.arange(likes.shape[1]), N=SIMILAR)
    return similar, model.recommend(np.arange(likes.shape[0]), likes, N=LISTED)


def implicit_cosine(likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """Cosine by implicit, 50 neighbours."""
    from implicit.nearest_neighbours import CosineRecommender

    return implicit_model(CosineRecommender(K=SIMILAR), likes)


def implicit_als(likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """Alternating least squares by implicit (Hu et al. 2008).

    Of 36 settings these served size S best: .126 NDCG@10, and .118 with the library's
    own 64 factors.
    """
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=16, regularization=3, alpha=5, random_state=0
    )
    return implicit_model(model, likes)


def ease(likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """EASE (Steck 2019) in NumPy, λ = 500: an inverse of items by items."""
    gram = (likes.T @ likes).toarray().astype(np.float32)
    gram[np.diag_indices_from(gram)] += 500
    weights = np.linalg.inv(gram)
    weights /= -np.diag(weights)
    np.fill_diagonal(weights, 0)
    similar = in_batches(len(weights), lambda rows: weights[rows].copy(), SIMILAR)
    return similar, in_batches(
        likes.shape[0], lambda rows: barred(likes[rows] @ weights, likes[rows]), LISTED
    )


def rectools_item_knn(likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """RecTools' nearest neighbours (TF-IDF), which rank in pandas."""
    from implicit.nearest_neighbours import TFIDFRecommender
    from rectools import dataset, models

    cells = likes.tocoo()
    rows = {"user_id": cells.row, "item_id": cells.col, "weight": 1.0}
    rows["datetime"] = pd.Timestamp("2000-01-01")
    data = dataset.Dataset.construct(pd.DataFrame(rows))
    model = models.ImplicitItemKNNWrapperModel(TFIDFRecommender(K=SIMILAR)).fit(data)
    users, items = (np.arange(size) for size in likes.shape)
    similar = model.recommend_to_items(items, data, k=SIMILAR)
    recommended = model.recommend(users, data, k=LISTED, filter_viewed=True)
    return (
        laid_out(similar, "target_item_id", "item_id", (len(items), SIMILAR)),
        laid_out(recommended, "user_id", "item_id", (len(users), LISTED)),
    )


def pandas_only(likes: sparse.csr_matrix) -> tuple[Lists, Lists]:
    """What a data engineer writes: a self-merge for pairs, a merge for scores."""
    cells = likes.tocoo()
    rows = pd.DataFrame({"user": cells.row, "item": cells.col})
    counts = rows.groupby("item").size()
    pairs = rows.merge(rows, on="user", suffixes=("", "_other"))
    pairs = pairs[pairs["item"] != pairs["item_other"]]
    pairs = pairs.groupby(["item", "item_other"]).size().rename("common").reset_index()
    norms = np.sqrt(
        counts.loc[pairs["item"]].to_numpy()
        * counts.loc[pairs["item_other"]].to_numpy()
    )
    pairs["score"] = pairs["common"] / norms
    pairs = pairs.sort_values(["item", "score"], ascending=[True, False])
    pairs = pairs.groupby("item").head(SIMILAR)
    scores = rows.merge(pairs, on="item").groupby(["user", "item_other"])["score"].sum()
    scores = scores.reset_index().merge(
        rows.rename(columns={"item": "item_other"}).assign(known=True),
        on=["user", "item_other"],
        how="left",
    )
    scores = scores[scores["known"].isna()]
    scores = scores.sort_values(["user", "score"], ascending=[True, False])
    scores = scores.groupby("user").head(LISTED)

    users, items = likes.shape
    return (
        laid_out(pairs, "item", "item_other", (items, SIMILAR)),
        laid_out(scores, "user", "item_other", (users, LISTED)),
    )


METHODS = {
    "implicit cosine": implicit_cosine,
    "implicit ALS": implicit_als,
    "EASE in NumPy": ease,
    "RecTools item KNN": rectools_item_knn,
    "pandas": pandas_only,
}


def table(key: str, keys: np.ndarray, names: np.ndarray, lists: Lists) -> pd.DataFrame:
    """Lay lists out, one row per place."""
    places, values = lists
    frame = pd.DataFrame(
        {
            key: np.repeat(keys, places.shape[1]),
            "rank": np.tile(np.arange(1, places.shape[1] + 1), len(places)),
            "item_id": names[np.maximum(places, 0).ravel()],
            "score": values.ravel(),
        }
    )
    return frame[(places.ravel() >= 0) & np.isfinite(frame["score"].to_numpy())]


def main() -> int:
    """Read, fit, write, say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("--interactions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    start = time.monotonic()
    if args.interactions.suffix == ".parquet":
        rows = duckdb.read_parquet(str(args.interactions)).df()
    else:
        rows = pd.read_csv(args.interactions)
    users, items = (rows[name].astype("category") for name in ("user_id", "item_id"))
    likes = sparse.csr_matrix(
        (
            np.ones(len(rows), dtype=np.float32),
            (users.cat.codes.to_numpy(), items.cat.codes.to_numpy()),
        )
    )
    likes.data[:] = 1
    names = items.cat.categories.to_numpy()
    similar, recommended = METHODS[args.method](likes)
    popularity = rows.groupby("item_id")["user_id"].nunique().rename("users")
    tables = {
        "popularity": popularity.sort_values(ascending=False).reset_index(),
        "similar": table("to_item_id", names, names, similar),
        "lists": table("user_id", users.cat.categories.to_numpy(), names, recommended),
    }
    for name, frame in tables.items():
        duckdb.from_df(frame).write_parquet(str(args.out / f"{name}.parquet"))
    figures = {"seconds": time.monotonic() - start} | asdict(Usage.own())
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
