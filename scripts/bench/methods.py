"""The methods that recmart's lists are held beside, and what of each is tuned.

Each takes the likes (users by items, 1 or nothing) and its parameters, and returns the
function that scores all items for some users.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import sparse

Scorer = Callable[[np.ndarray], np.ndarray]


def neighbours(kind: str) -> Callable[..., Scorer]:
    """Nearest neighbours of implicit: Cosine, TFIDF or BM25."""

    def fit(likes: sparse.csr_matrix, **parameters: float) -> Scorer:
        from implicit import nearest_neighbours

        model = getattr(nearest_neighbours, f"{kind}Recommender")(**parameters)
        model.fit(likes.astype(np.float64), show_progress=False)
        return lambda users: (likes[users] @ model.similarity).toarray()

    return fit


def factors(kind: str) -> Callable[..., Scorer]:
    """Factor models of implicit: ALS or BPR, on one thread and seeded."""

    def fit(likes: sparse.csr_matrix, **parameters: float) -> Scorer:
        from implicit.cpu.als import AlternatingLeastSquares
        from implicit.cpu.bpr import BayesianPersonalizedRanking

        model = {"ALS": AlternatingLeastSquares, "BPR": BayesianPersonalizedRanking}[
            kind
        ](num_threads=1, random_state=0, **parameters)
        model.fit(likes, show_progress=False)
        return lambda users: model.user_factors[users] @ model.item_factors.T

    return fit


def autoencoder(
    likes: sparse.csr_matrix,
    regularization: float,
    dropout: float = 0,
    relaxation: float = 0,
) -> Scorer:
    """The linear autoencoders that have a closed form.

    EASE (Steck 2019); with dropout EDLAE (Steck 2020), whose penalty of an item grows
    with how many like it; with relaxation too RDLAE (Moon et al. 2023), where an item
    may say something of itself. With G = X'X, the penalty L = p / (1 - p) · diag G + λ
    and C = (G + diag L)⁻¹ the weights are -C · (L + ((1 - ξ) / diag C - L) ·
    [1 - L · diag C > ξ]). What they say of an item's own likers does not matter here,
    as those never get it. X C = (X L⁻¹ X' + I)⁻¹ X L⁻¹ (Woodbury), so that users are
    inverted where they are fewer than items.
    """
    ratings = likes.toarray().astype(np.float64)
    penalty = dropout / (1 - dropout) * ratings.sum(axis=0) + regularization
    if len(ratings) < len(penalty):
        scaled = ratings / penalty
        kernel = scaled @ ratings.T
        kernel[np.diag_indices_from(kernel)] += 1
        projected = np.linalg.solve(kernel, scaled)
    else:
        gram = ratings.T @ ratings
        gram[np.diag_indices_from(gram)] += penalty
        projected = np.linalg.solve(gram, ratings.T).T
    diagonal = (1 - (ratings * projected).sum(axis=0)) / penalty
    is_kept = 1 - penalty * diagonal > relaxation
    weights = np.where(is_kept, (1 - relaxation) / diagonal, penalty)
    return lambda users: -projected[users] * weights


def random_walk(
    likes: sparse.csr_matrix, neighbours: int, exponent: float, popularity: float
) -> Scorer:
    """RP3β (Paudel et al. 2017): three steps of a walk, divided by popularity."""
    counts = [
        np.maximum(np.asarray(likes.sum(axis=axis)).ravel(), 1) for axis in (0, 1)
    ]
    items, users = (sparse.diags(count**-exponent) for count in counts)
    steps = (items @ likes.T @ users @ likes).tocsr()
    steps = (steps @ sparse.diags(counts[0] ** -popularity)).tocsr()
    steps.setdiag(0)
    for row in range(steps.shape[0]):
        part = slice(steps.indptr[row], steps.indptr[row + 1])
        values = steps.data[part]
        if len(values) > neighbours:
            values[np.argsort(-values, kind="stable")[neighbours:]] = 0
    steps.eliminate_zeros()
    return lambda users: (likes[users] @ steps).toarray()


def ials(
    likes: sparse.csr_matrix,
    factors: int,
    regularization: float,
    unobserved: float,
    iterations: int,
) -> Scorer:
    """Implicit ALS as Rendle et al. 2021 tune it.

    In "Revisiting the Performance of iALS on Item Recommendation Benchmarks": a row's
    penalty is λ (likes + a · width), vectors start at a spread of .1 / √factors.
    iALS++ comes to the same sums in parts of a vector.
    """
    draw = np.random.default_rng(0)
    spread_of_start = 0.1 / np.sqrt(factors)
    vectors = [draw.normal(0, spread_of_start, (size, factors)) for size in likes.shape]
    for _ in range(iterations):
        for side, rows in enumerate((likes.tocsr(), likes.T.tocsr())):
            others = vectors[1 - side]
            squares = np.einsum("ij,ik->ijk", others, others).reshape(len(others), -1)
            penalty = regularization * (np.diff(rows.indptr) + unobserved * len(others))
            systems = (rows @ squares).reshape(-1, factors, factors)
            systems += unobserved * others.T @ others
            systems[:, range(factors), range(factors)] += penalty[:, np.newaxis]
            vectors[side] = np.linalg.solve(systems, (rows @ others)[..., np.newaxis])
            vectors[side] = vectors[side][..., 0]
    return lambda users: vectors[0][users] @ vectors[1].T


def pure_svd(likes: sparse.csr_matrix, **parameters: int) -> Scorer:
    """PureSVD of RecTools, which numbers users and items for itself."""
    import pandas as pd
    from rectools import dataset, models

    cells = likes.tocoo()
    rows = {"user_id": cells.row, "item_id": cells.col, "weight": 1.0}
    rows["datetime"] = pd.Timestamp("2000-01-01")
    data = dataset.Dataset.construct(pd.DataFrame(rows))
    model = models.PureSVDModel(**parameters).fit(data)
    user_vectors = np.zeros((likes.shape[0], model.user_factors.shape[1]))
    item_vectors = np.zeros((likes.shape[1], model.item_factors.shape[1]))
    user_vectors[np.asarray(data.user_id_map.external_ids)] = model.user_factors
    item_vectors[np.asarray(data.item_id_map.external_ids)] = model.item_factors
    return lambda users: user_vectors[users] @ item_vectors.T


def popular(likes: sparse.csr_matrix) -> Scorer:
    """Everybody gets what most users like."""
    counts = np.asarray(likes.sum(axis=0))
    return lambda users: np.repeat(counts, len(users), axis=0)


TRIALS = 20


def spread(low: float, high: float, count: int) -> list[float]:
    """Numbers whose ratios are alike, three digits each."""
    return [float(f"{number:.3g}") for number in np.geomspace(low, high, count)]


NEIGHBOURS = [int(number) for number in spread(5, 2000, TRIALS)]
MODELS: dict[str, tuple[Callable[..., Scorer], dict[str, list]]] = {
    "popular": (popular, {}),
    "implicit cosine": (neighbours("Cosine"), {"K": NEIGHBOURS}),
    "implicit TF-IDF": (neighbours("TFIDF"), {"K": NEIGHBOURS}),
    "implicit BM25": (
        neighbours("BM25"),
        {"K": NEIGHBOURS, "K1": spread(0.1, 20, 12), "B": [0, 0.1, 0.2, 0.4, 0.6, 0.8]},
    ),
    "implicit ALS": (
        factors("ALS"),
        {
            "factors": [8, 16, 32, 64, 128],
            "regularization": spread(0.001, 100, 11),
            "alpha": spread(0.5, 50, 9),
            "iterations": [5, 10, 15, 30],
        },
    ),
    "implicit BPR": (
        factors("BPR"),
        {
            "factors": [8, 16, 32, 64, 128],
            "learning_rate": spread(0.003, 0.3, 9),
            "regularization": spread(0.0001, 0.1, 7),
            "iterations": [30, 100, 300],
        },
    ),
    "RecTools PureSVD": (
        pure_svd,
        {"factors": sorted({int(number) for number in spread(1, 300, 27)})},
    ),
    "EASE": (autoencoder, {"regularization": spread(3, 10000, TRIALS)}),
    "EDLAE": (
        autoencoder,
        {"regularization": spread(1, 3000, 9), "dropout": [0.1, 0.2, 0.3, 0.5, 0.7]},
    ),
    "RDLAE": (
        autoencoder,
        {
            "regularization": spread(1, 3000, 9),
            "dropout": [0.1, 0.2, 0.3, 0.5, 0.7],
            "relaxation": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
        },
    ),
    "RP3beta": (
        random_walk,
        {
            "neighbours": NEIGHBOURS,
            "exponent": [0.4, 0.6, 0.8, 1, 1.2, 1.5],
            "popularity": [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8],
        },
    ),
    "iALS": (
        ials,
        {
            "factors": [8, 16, 32, 64],
            "regularization": spread(0.0003, 0.3, 10),
            "unobserved": spread(0.003, 1, 9),
            "iterations": [8, 16],
        },
    ),
}
