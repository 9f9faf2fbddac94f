"""What another ranking would have earned: by hand, and where the truth is known."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pytest

HALVES = "case when substr(md5(user_id), 1, 1) < '8' then 0 else 1 end"
CALLS = {
    "by_hand": """recmart.off_policy_estimates(
        log='log', policies='policies', names=['p', 'q'], prior=0, least_effective=1
    )""",
    "estimates": "recmart.off_policy_estimates('log', 'policies', names=['p'])",
    "modelled": "recmart.modelled_propensities('shown', ['segment'], prior=2)",
}


@pytest.fixture(scope="module")
def sql(sql_of: Callable[[str], str]) -> dict[str, str]:
    """The SQL of each call, on tables of the test's own."""
    return {name: sql_of(call) for name, call in CALLS.items()}


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@pytest.fixture
def asked(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> Callable[..., dict]:
    """A function that gives the estimates by hand, of a log that it is told."""
    (first,), (second,) = (
        connection.execute(
            f"select min(user_id) from ("
            f"select 'u' || i as user_id from range(99) as t (i)) where {HALVES} = ?",
            [half],
        ).fetchone()
        for half in (0, 1)
    )

    def ask(*rows: tuple) -> dict[tuple[str, str], tuple]:
        connection.execute(
            "create or replace table log"
            " (user_id text, item_id text, reward double, propensity double)"
        )
        for who, *values in rows:
            user = {"a": first, "b": second}[who]
            connection.execute("insert into log values (?, ?, ?, ?)", [user, *values])
        connection.execute(
            """
            create or replace table policies as
            select * from (values ('p', ?, 'y', 1), ('p', ?, 'y', 1), ('q', ?, 'z', 1))
                as shown (policy, user_id, item_id, probability)
            """,
            [first, second, first],
        )
        found = connection.execute(sql["by_hand"]).fetchall()
        return {(policy, estimator): rest for policy, estimator, *rest in found}

    return ask


def test_estimates_by_hand(asked: Callable[..., dict]) -> None:
    """Of two users each is shown x with probability ½ and y with ¼; p shows y alone.

    So y weighs 4. IPS: 4 of 4 impressions; the users' sums 0 and 4 are 2 from their
    share. SNIPS: 4 of the weights' 8. What is expected of an item is what the other
    user gave, so a: 1 + 1 + 4 · (0 - 1), b: 0 + 0 + 4 · (1 - 0). Kish: 8² / 2 · 4² = 2.
    """
    found = asked(
        *(("a", "x", 1, 0.5), ("a", "y", 0, 0.25)),
        *(("b", "x", 0, 0.5), ("b", "y", 1, 0.25)),
    )
    z = 1.959963984540054
    for estimator, value, error in (
        *(("ips", 1, 1), ("snips", 0.5, 0.5), ("doubly_robust", 0.5, 1.5)),
    ):
        assert found["p", estimator] == pytest.approx(
            [value, value - z * error, value + z * error, 4, 2, 2, 2, None]
        )
        assert found["q", estimator] == [
            *(None, None, None, 4, 2, None, 0),
            "no overlap: nothing that it shows was logged",
        ]
    assert found["logged", "mean"] == [0.5, 0.5, 0.5, 4, 2, 4, 1, None]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "nothing was logged"),
        ([("a", "y", 1, 0.5)], "one user is no sample"),
        (
            [("a", "y", 1, 0.5), ("b", "y", 1, None)],
            "propensities are missing or not above 0",
        ),
        (
            [("a", "y", 1, 0.5), ("b", "y", 1, 0)],
            "propensities are missing or not above 0",
        ),
    ],
)
def test_what_means_nothing_is_no_number(
    asked: Callable[..., dict], rows: list[tuple], reason: str
) -> None:
    for estimator in ("ips", "snips", "doubly_robust"):
        value, lower, upper, *_, why = asked(*rows)["p", estimator]
        assert (value, lower, upper, why) == (None, None, None, reason)


def test_propensities_are_shares_of_what_was_shown(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """Half of all is x: two of three, and none of one, drawn towards it by two more."""
    connection.execute(
        "create table shown as select * from (values ('s', 'x'), ('s', 'x'),"
        " ('s', 'y'), ('t', 'y')) as rows (segment, item_id)"
    )
    found = connection.execute(
        f"select distinct segment, item_id, propensity from ({sql['modelled']})"
        " order by all"
    ).fetchall()
    assert found == [("s", "x", 0.6), ("s", "y", 0.4), ("t", "y", 2 / 3)]


def load(
    connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, np.ndarray]
) -> None:
    """Make a table of columns."""
    connection.register("given", columns)
    connection.execute(f"create or replace table {table} as from given")
    connection.unregister("given")


def test_intervals_cover_the_truth(
    sql: dict[str, str], connection: duckdb.DuckDBPyConnection
) -> None:
    """Eighty logs of a world whose rewards are known, one policy never run in it."""
    rng = np.random.default_rng(11)
    users, shown, items = 300, 5, 8
    segment = np.arange(users) % 2
    chance = rng.uniform(0.05, 0.6, (2, items))
    logging = rng.dirichlet(np.full(items, 2.0), 2) * 0.8 + 0.2 / items
    target = rng.dirichlet(np.full(items, 0.7), 2)
    truth = (target * chance).sum(axis=1).mean()
    names = [f"u{user}" for user in range(users)]
    policies = {
        "policy": np.full(users * items, "p"),
        "user_id": np.repeat(names, items),
        "item_id": np.tile([f"i{item}" for item in range(items)], users),
        "probability": target[segment].ravel(),
    }
    load(connection, "policies", policies)
    found: dict[str, list[tuple[float, float, float]]] = {}
    for number in range(80):
        item = np.array(
            [rng.choice(items, shown, p=logging[one]) for one in segment]
        ).ravel()
        of = np.repeat(segment, shown)
        log = {
            "user_id": np.repeat(names, shown),
            "item_id": np.char.add("i", item.astype(str)),
            "segment": of,
            "reward": (rng.random(users * shown) < chance[of, item]).astype(float),
            "propensity": logging[of, item],
        }
        load(connection, "log", log)
        rows = connection.execute(sql["estimates"]).fetchall()
        if number < 40:
            del log["propensity"]
            load(connection, "shown", log)
            connection.execute(f"create or replace table log as {sql['modelled']}")
            modelled = connection.execute(sql["estimates"]).fetchall()
            rows += [("modelled", *row) for row in modelled]
        for *name, value, lower, upper, _, _, _, _, reason in rows:
            assert reason is None
            found.setdefault(" ".join(name), []).append((value, lower, upper))
    errors = {}
    for name, rows in found.items():
        value, lower, upper = np.array(rows).T
        covered = ((lower <= truth) & (truth <= upper)).mean()
        bias = value.mean() - truth
        errors[name] = np.sqrt(((value - truth) ** 2).mean())
        if "logged" in name:
            # What was shown earns something else, and is sure of it.
            assert covered < 0.05
            continue
        assert covered >= 0.89, name
        assert abs(bias) < 3 * value.std() / len(value) ** 0.5, name
    assert errors["p snips"] < errors["p ips"]
    assert errors["p doubly_robust"] < errors["p ips"]
