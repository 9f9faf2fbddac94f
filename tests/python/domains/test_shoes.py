"""The shoes domain: its two scores against the libraries, its schema, its services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds
from sklearn.feature_extraction.text import TfidfVectorizer

# --------------------------------------------------------------------------------------
# Helpers
# --------------------------------------------------------------------------------------


def write_shoes(folder: Path, users: str, shoes: str, interactions: str) -> dict:
    """Lay three files where dbt looks for them; return the setting that says so."""
    (folder / "shoes").mkdir(parents=True)
    for name, text in [
        ("users", "user_id,age,gender,primary_usage\n" + users),
        (
            "shoes",
            "shoe_id,brand,model,type,material,color,care_instructions,lifespan_days\n"
            + shoes,
        ),
        ("interactions", "user_id,shoe_id,interaction_type,timestamp\n" + interactions),
    ]:
        (folder / "shoes" / f"{name}.csv").write_text(text, encoding="utf-8")
    return {"RECMART_DATA_DIR": str(folder)}


def sparse(dense: np.ndarray, connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Write the cells that are not 0 to a table."""
    connection.execute(
        f"create table {name} (row_id integer, column_id integer, value double)"
    )
    connection.executemany(
        f"insert into {name} values (?, ?, ?)",
        [
            (int(i), int(j), float(dense[i, j]))
            for i, j in zip(*dense.nonzero(), strict=True)
        ],
    )


def random_matrix(kind: str) -> np.ndarray:
    """Matrices that are hard in different ways."""
    rng = np.random.default_rng(7)
    if kind == "sparse counts":
        return rng.poisson(0.15, (200, 60)).astype(float)
    if kind == "dense noise":
        return rng.normal(size=(80, 40))
    if kind == "steep":
        left, _ = np.linalg.qr(rng.normal(size=(70, 50)))
        right, _ = np.linalg.qr(rng.normal(size=(50, 50)))
        return left @ np.diag(100 * 0.8 ** np.arange(50)) @ right
    if kind == "low rank":
        return rng.normal(size=(60, 5)) @ rng.normal(size=(5, 30))
    if kind == "equal singular values":
        left, _ = np.linalg.qr(rng.normal(size=(50, 30)))
        return left * np.repeat([9.0, 5.0, 1.0], 10)
    raise ValueError(kind)


# --------------------------------------------------------------------------------------
# Truncated SVD
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "rank"),
    [
        ("sparse counts", 6),
        ("dense noise", 4),
        ("steep", 8),
        ("low rank", 5),
        ("equal singular values", 10),
    ],
)
def test_truncated_svd_equals_scipy(
    kind: str, rank: int, sql_of: Callable[[str], str]
) -> None:
    matrix = random_matrix(kind)
    _, expected_values, expected_vectors = svds(csr_matrix(matrix), k=rank)
    with duckdb.connect() as connection:
        sparse(matrix, connection, "entries")
        rows = connection.execute(
            sql_of(
                f"recmart.leading_eigenvectors('entries', rank={rank}, iterations=40)"
            )
        ).fetchall()
    vectors = np.zeros((matrix.shape[1], rank))
    eigenvalues = np.zeros(rank)
    for component, eigenvalue, row_id, value in rows:
        vectors[row_id, component - 1] = value
        eigenvalues[component - 1] = eigenvalue
    assert np.sqrt(eigenvalues) == pytest.approx(
        sorted(expected_values)[::-1], abs=1e-6
    )
    assert np.abs(vectors.T @ vectors - np.eye(rank)).max() < 1e-9
    expected_scores = matrix @ expected_vectors.T @ expected_vectors
    assert np.abs(matrix @ vectors @ vectors.T - expected_scores).max() < 1e-6


def test_eigenvalues_may_be_negative_and_fewer_than_asked_for(
    sql_of: Callable[[str], str],
) -> None:
    """Two pairs of columns have the products 3 and 4; the diagonal is left out."""
    matrix = np.array([[3**0.5, 3**0.5, 0, 0], [0, 0, 2, 2]])
    eigenvectors = "recmart.leading_eigenvectors('cells', rank=5, is_hollow=true)"
    with duckdb.connect() as connection:
        sparse(matrix, connection, "cells")
        rows = connection.execute(sql_of(eigenvectors)).fetchall()
        connection.execute("delete from cells")
        assert not connection.execute(sql_of(eigenvectors)).fetchall()
    found = {component: eigenvalue for component, eigenvalue, _, _ in rows}
    assert sorted([found[1], found[2]]) == pytest.approx([-4, 4])
    assert sorted([found[3], found[4]]) == pytest.approx([-3, 3])
    assert len(found) == 4


def test_the_sample_is_scored_as_scipy_scores_it(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        cells = connection.execute(
            "select user_id, item_id, interest"
            " from intermediate.int_shoes__user_item_matrix"
        ).fetchall()
        factors = connection.execute(
            "select component, max(eigenvalue)"
            " from intermediate.int_shoes__item_factors"
            " group by component order by component"
        ).fetchall()
        scores = connection.execute(
            "select user_id, item_id, score"
            " from intermediate.int_shoes__collaborative_candidates"
        ).fetchall()
        owned = set(
            connection.execute(
                "select user_id, item_id from intermediate.int_shoes__exclusions"
            ).fetchall()
        )
    users = {user: n for n, user in enumerate(sorted({row[0] for row in cells}))}
    items = {item: n for n, item in enumerate(sorted({row[1] for row in cells}))}
    matrix = np.zeros((len(users), len(items)))
    for user, item, value in cells:
        matrix[users[user], items[item]] = value
    _, values, vectors = svds(csr_matrix(matrix), k=len(factors))
    assert [np.sqrt(value) for _, value in factors] == pytest.approx(
        sorted(values)[::-1], abs=1e-6
    )
    # Interest enters relative to the customer's strongest, in whole units of 2^-10.
    relative = np.round(2**10 * matrix / matrix.max(axis=1, keepdims=True)) / 2**10
    # Of two shoes that nobody likes together neither speaks for the other.
    together = (matrix > 0).T.astype(int) @ (matrix > 0)
    products = np.where(together > 0, vectors.T @ vectors, 0)
    expected = relative @ products
    # What the rounding of each interest to 2^-10 could have made is no score.
    rounding = (matrix > 0) @ np.abs(products) / 2**10
    found = {(user, item): score for user, item, score in scores}
    # Only what is positive and not owned is a candidate, at most 200 per customer.
    for user, n in users.items():
        for item, m in items.items():
            if (user, item) in found:
                assert found[user, item] == pytest.approx(expected[n, m], abs=1e-6)
            else:
                floor = 1e-6 + rounding[n, m]
                assert (user, item) in owned or expected[n, m] < floor
    assert len(found) > 10_000


# --------------------------------------------------------------------------------------
# TF-IDF
# --------------------------------------------------------------------------------------

TEXTS = [
    "Norrvik Cairn 2 hiking boot nubuck brown",
    "norrvik NORRVIK norrvik sandal",
    "Halden & Pike, Stride-3: running/running shoe (knit)",
    "a b c 1 2 x",
    "",
    "trail_shoe 42 b2 été Über straße",
    "shoe shoe shoe shoe",
    "it's o'clock",
    "running shoe knit",
]


def test_tf_idf_equals_scikit_learn(sql_of: Callable[[str], str]) -> None:
    vectorizer = TfidfVectorizer()
    expected = vectorizer.fit_transform(TEXTS)
    with duckdb.connect() as connection:
        connection.execute(
            "create table documents (document_id integer, description varchar)"
        )
        connection.executemany(
            "insert into documents values (?, ?)", list(enumerate(TEXTS))
        )
        connection.execute(
            "create table weights as " + sql_of("recmart.tf_idf('documents')")
        )
        weights = connection.execute("from weights").fetchall()
        connection.execute(
            "create table items as select document_id as item_id, description as title"
            " from documents"
        )
        cosines = connection.execute(
            sql_of("recmart.cosine_similarity('weights', 'items', neighbours=100)")
        ).fetchall()
    found = {(document, term): weight for document, term, weight in weights}
    terms = vectorizer.get_feature_names_out()
    rows, columns = expected.nonzero()
    wanted = {
        (int(i), terms[j]): expected[i, j] for i, j in zip(rows, columns, strict=True)
    }
    assert found == pytest.approx(wanted, abs=1e-9)
    similarity = (expected @ expected.T).toarray()
    pairs = {(item, other): cosine for item, other, _, _, _, cosine in cosines}
    assert pairs == pytest.approx(
        {
            (i, j): similarity[i, j]
            for i in range(len(TEXTS))
            for j in range(len(TEXTS))
            if i != j and similarity[i, j] > 0
        },
        abs=1e-9,
    )


def test_the_sample_is_as_alike_as_scikit_learn_says(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        shoes = connection.execute(
            "select item_id, concat_ws(' ', brand, model, type, material, color)"
            " from intermediate.int_shoes__items order by item_id"
        ).fetchall()
        rows = connection.execute(
            "select item_id, similar_item_id, cosine from shoes.content_similarity"
        ).fetchall()
    vectors = TfidfVectorizer().fit_transform([text for _, text in shoes])
    similarity = (vectors @ vectors.T).toarray()
    number = {shoe: n for n, (shoe, _) in enumerate(shoes)}
    assert rows
    for shoe, other, cosine in rows:
        expected = similarity[number[shoe], number[other]]
        assert cosine == pytest.approx(expected, abs=1e-9)


# --------------------------------------------------------------------------------------
# The schema
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("insert into shoes.users (user_id) values ('u1')", "primary key"),
        ("insert into shoes.users (gender) values ('female')", "NOT NULL"),
        ("insert into shoes.shoes (shoe_id) values ('s1')", "primary key"),
        (
            "insert into shoes.shoes (shoe_id, lifespan_days) values ('new', -1)",
            "CHECK",
        ),
        (
            "insert into shoes.interactions values ('nobody', 's1', 'view', now())",
            "foreign key",
        ),
        (
            "insert into shoes.interactions values ('u1', 'nothing', 'view', now())",
            "foreign key",
        ),
        (
            "insert into shoes.interactions values ('u1', 's1', 'lick', now())",
            "CHECK",
        ),
        (
            "insert into shoes.interactions from shoes.interactions limit 1",
            "primary key",
        ),
        ("delete from shoes.users where user_id = 'u1'", "foreign key"),
    ],
)
def test_the_schema_is_in_force(
    warehouse: Path, tmp_path: Path, statement: str, refusal: str
) -> None:
    database = tmp_path / "copy.duckdb"
    database.write_bytes(warehouse.read_bytes())
    with (
        duckdb.connect(str(database)) as connection,
        pytest.raises(duckdb.ConstraintException, match=f"(?i){refusal}"),
    ):
        connection.execute(statement)


def test_the_look_ups_have_indexes(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        indexes = connection.execute(
            "select table_name, expressions from duckdb_indexes()"
            " where schema_name = 'shoes'"
        ).fetchall()
    found = {(table, columns.strip("[]'\"")) for table, columns in indexes}
    assert found == {
        (table, column)
        for table in ("interactions", "user_shoe_care", "environmental_data")
        for column in ("user_id", "shoe_id")
    }


# --------------------------------------------------------------------------------------
# Cold starts, and the same file built again with other data
# --------------------------------------------------------------------------------------

USERS = "ann,30,female,hiking\nben,40,male,running\nnew,25,f,Running\n"
SHOES = """\
boot,Alta,Peak,hiking boot,leather,brown,Wax it.,100
boot2,Alta,Crest,hiking boot,leather,black,Wax it.,100
run,Bolt,Dash,running shoe,mesh,white,,50
fresh,Bolt,Zoom,running shoe,mesh,white,,
"""
EVENTS = """\
ann,boot,view,2025-01-01 10:00:00
ann,boot,purchase,2025-01-01 10:05:00
ben,run,purchase,2025-03-01 10:00:00
ben,boot,view,2025-03-31 10:00:00
"""


def test_cold_users_and_cold_shoes(
    build_warehouse: Callable[..., tuple[int, str, Path]], tmp_path: Path
) -> None:
    """And one file through all states: data, a backtest, other data, no events."""
    env = write_shoes(tmp_path / "data", USERS, SHOES, EVENTS)
    returncode, output, database = build_warehouse("tag:shoes", env)
    assert returncode == 0, output
    with duckdb.connect(str(database), read_only=True) as connection:
        lists = connection.execute(
            "select user_id, item_id, source, reason from shoes.recommendations"
            " order by user_id, rank"
        ).fetchall()
        replacements = connection.execute(
            "select user_id, worn_item_id, days_left, item_id"
            " from shoes.replacement_suggestions where rank = 1 order by user_id"
        ).fetchall()
        notices = connection.execute(
            "select user_id, item_id, notice_date::varchar, is_due"
            " from shoes.care_notices"
        ).fetchall()
    by_user: dict[str, list] = {}
    for user, *rest in lists:
        by_user.setdefault(user, []).append(rest)
    # A new customer sees the whole catalogue, what others like first.
    assert [row[0] for row in by_user["new"]][:2] == ["boot", "run"]
    assert len(by_user["new"]) == 4
    assert {row[1] for row in by_user["new"]} == {"popular"}
    # A new shoe comes through its likeness to what Ben bought.
    assert [
        "fresh",
        "content",
        "similar in style to Bolt Dash, which you bought",
    ] in by_user["ben"]
    assert "run" not in [row[0] for row in by_user["ben"]]
    # The boot of 100 days is 88.997 days old, the running shoe of 50 is 30 days old.
    assert replacements == [("ann", "boot", 11, "boot2"), ("ben", "run", 20, "fresh")]
    assert notices == [("ann", "boot", "2025-01-31", True)]

    # As of a day between: one purchase is in sight. Then Ann is gone, and her boot.
    others = [
        "".join(
            line for line in table.splitlines(True) if not gone & set(line.split(","))
        )
        for table, gone in [
            (USERS, {"ann"}),
            (SHOES, {"boot"}),
            (EVENTS, {"ann", "boot"}),
        ]
    ]
    other_env = write_shoes(tmp_path / "other", *others)
    for env_again, variables in [(env, {"as_of": "2025-02-01"}), (other_env, {})]:
        returncode, output, _ = build_warehouse("tag:shoes", env_again, variables)
        assert returncode == 0, output
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(
            "select user_id, is_due from backtest_shoes.care_notices"
        ).fetchall() == [("ann", True)]
        assert connection.execute(
            "select user_id, shoe_id from shoes.interactions"
        ).fetchall() == [("ben", "run")]
    returncode, output, _ = build_warehouse(
        "tag:shoes", write_shoes(tmp_path / "none", USERS, SHOES, "")
    )
    assert returncode == 0, output
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(
            "select build_id, users_with_list from monitoring.builds"
            " where domain = 'shoes' order by build_number"
        ).fetchall() == [
            # Ann is gone from both; then she is back.
            ("shoes/2025-03-31 10:00:00", 2),
            ("shoes/2025-03-01 10:00:00", 2),
            ("shoes/0 events, 3 users, 4 items", 3),
        ]


# --------------------------------------------------------------------------------------
# Few customers: the rank of the matrix is that of the data
# --------------------------------------------------------------------------------------

FEW_USERS = "".join(f"u{number},30,female,running\n" for number in range(1, 6))
FEW_SHOES = "".join(
    f"s{number},Brand{number},Model{number},kind{number},stuff{number},hue{number},,\n"
    for number in range(1, 9)
)
# Who had what: u1 and u2 share s1, u3 and u4 share s4; s8 is u5's alone.
FEW_EVENTS = {
    "u1": ("s1", "s2"),
    "u2": ("s1", "s3"),
    "u3": ("s4", "s5"),
    "u4": ("s4", "s6", "s7"),
    "u5": ("s8",),
}


def test_what_nobody_shares_is_no_taste(
    build_warehouse: Callable[..., tuple[int, str, Path]], tmp_path: Path
) -> None:
    """The matrix is 5 by 8, of rank 5: u1 can be told s3, u2 s2, u3 s6 and s7, u4 s5.

    All that is later than the year 2099 is one view, which neither ages the others nor
    makes a notice due; as of a day long after it, all are.
    """
    events = "".join(
        f"{user},{shoe},view,2025-01-0{number} 10:00:00\n"
        for user, shoes in FEW_EVENTS.items()
        for number, shoe in enumerate(shoes, 1)
    )
    bought = "u1,s1,purchase,2025-01-05 10:00:00\n"
    env = write_shoes(
        tmp_path / "data",
        FEW_USERS,
        FEW_SHOES.replace("hue1,,", "hue1,Wax it.,"),
        events + bought + "u5,s8,view,2099-01-01 10:00:00\n",
    )
    returncode, output, database = build_warehouse("tag:shoes", env)
    assert returncode == 0, output
    due = "select notice_date::varchar, is_due from shoes.care_notices"
    with duckdb.connect(str(database), read_only=True) as connection:
        ((components,),) = connection.execute(
            "select max(component) from intermediate.int_shoes__item_factors"
        ).fetchall()
        told = connection.execute(
            "select user_id, item_id from shoes.recommendations"
            " where reason like 'chosen by those who like %'"
        ).fetchall()
        notices = connection.execute(due).fetchall()
        rejected = connection.execute(
            "select reason from quality.rejected_rows where domain = 'shoes'"
        ).fetchall()
    assert components <= 5
    assert set(told) <= {
        *(("u1", "s3"), ("u2", "s2"), ("u3", "s6"), ("u3", "s7"), ("u4", "s5")),
    }
    assert notices == [("2025-02-04", False)]
    assert rejected == [("timestamp is implausibly late",)]

    returncode, output, _ = build_warehouse(
        "+shoes__care_notices,tag:shoes", env, {"today": "2025-02-04"}
    )
    assert returncode == 0, output
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(due).fetchall() == [("2025-02-04", True)]
