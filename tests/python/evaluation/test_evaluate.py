"""scripts/evaluate.py from files to marts; and no build sees the future."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from helpers import PATHS, ROOT, environment
from scripts.common import commands
from scripts.common.dbt import Dbt, DbtError
from scripts.evaluation.evaluating import Evaluation, main

START = datetime(2025, 6, 1)
AS_OF = "2025-06-23 23:59:59"

Row = dict[str, str]


def rows(database: Path, query: str, **parameters: str) -> list[tuple]:
    """Return what a query finds in a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def write_csv(path: Path, table: list[Row]) -> Path:
    """Write rows as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return path


def read_csv(path: Path) -> list[Row]:
    """Read the rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def make_interactions() -> list[Row]:
    """Two tastes over thirty days: users of even number like items of even number."""
    rng = random.Random(5)  # noqa: S311
    return [
        {
            "user_id": f"u{user}",
            "item_id": f"i{2 * rng.randrange(20) + (user + (rng.random() < 0.1)) % 2}",
            "timestamp": (START + timedelta(days=30 * rng.random())).isoformat(),
        }
        for user in range(60)
        for _ in range(15)
    ]


@dataclass
class Done:
    """What a command ended with."""

    returncode: int
    stdout: str
    stderr: str
    database: Path


@pytest.fixture(scope="module")
def evaluate(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    """A function that runs scripts/evaluate.py on a database of this module's own.

    It runs in this process, which reads the project once; or `apart`, as users run it.
    """
    database = tmp_path_factory.mktemp("evaluate") / "deep" / "recmart.duckdb"
    home = database.parent.parent
    script = str(ROOT / "scripts" / "evaluate.py")

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, apart: bool = False
    ) -> Done:
        settings = {"RECMART_DATABASE": str(database), **(env or {})}
        if apart:
            done = subprocess.run(
                [sys.executable, script, *arguments],
                cwd=home,
                env={**PATHS, "HOME": str(home), "LC_ALL": "C.UTF-8", **settings},
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
            )
            return Done(done.returncode, done.stdout, done.stderr, database)
        out, err = StringIO(), StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            environment(home, settings),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            patch.chdir(home)
            patch.setattr("sys.argv", [script, *arguments])
            code = commands.run(main)
        return Done(code, out.getvalue(), err.getvalue(), database)

    return run


def test_backtests_add_up_and_replace_themselves(
    evaluate: Callable, tmp_path: Path
) -> None:
    # One row of another year moves no cutoff.
    stray = {"user_id": "u0", "item_id": "i0", "timestamp": "2029-01-01T00:00:00"}
    interactions = write_csv(tmp_path / "events.csv", [*make_interactions(), stray])
    env = {"RECMART_INTERACTIONS": str(interactions)}
    first = evaluate("--domain", "custom", "--cutoffs", "2", "--horizon", "5", env=env)
    assert first.returncode == 0, first.stderr
    assert "building as of 2025-06-" in first.stderr
    lines = first.stdout.splitlines()
    assert lines[0].startswith("custom: 2 cutoffs, the 5 days after each held out; ")
    assert lines[2].split() == [
        *("metric", "personal", "95", "%", "interval", "popular", "difference", "p"),
    ]
    assert [line.split()[0] for line in lines[3:9]] == [
        *("recall@5", "recall@10", "recall@20"),
        *("hit_rate@5", "hit_rate@10", "hit_rate@20"),
    ]
    runs = rows(
        first.database,
        "select run_id, as_of, horizon_days, holdout, users, parameters"
        " from evaluation.runs order by as_of",
    )
    latest = max(row["timestamp"] for row in make_interactions())
    assert [(as_of, days, kind) for _, as_of, days, kind, _, _ in runs] == [
        (datetime.fromisoformat(latest) - timedelta(days=days), 5, "as_of")
        for days in (10, 5)
    ]
    for run_id, _, _, _, users, parameters in runs:
        assert run_id in first.stdout
        settings = json.loads(parameters)
        assert settings["RECMART_INTERACTIONS"] == "events.csv"
        assert settings["vars"]["recommendations_per_user"] == 20
        assert settings["parameters"]["weights"]["repeat"] == 1
        # The metrics over all users are the means of those of the users.
        assert rows(
            first.database,
            f"""
            select metrics.users, round(avg(user_metrics.ndcg - metrics.value), 12)
            from evaluation.metrics
            inner join evaluation.user_metrics
                on metrics.run_id = user_metrics.run_id and metrics.k = user_metrics.k
            where
                metrics.run_id = '{run_id}'
                and metrics.segment_type = 'all'
                and metrics.metric = 'ndcg'
                and user_metrics.list_name = 'recommendations'
            group by metrics.users
            """,
        ) == [(users, 0.0)]

    # What is shown is the mean of both runs.
    assert rows(
        first.database,
        """
        with of_runs as (
            select metric, k, avg(value) as value, avg(p_value) as p_value
            from evaluation.metrics
            where segment_type = 'all'
            group by all
        )
        select
            run_id,
            cutoffs,
            count(*),
            max(abs(averages.value - of_runs.value)) < 1e-14,
            max(abs(averages.p_value - least(1, 2 * of_runs.p_value))) < 1e-14
        from evaluation.averages
        inner join of_runs using (metric, k)
        where cutoffs = 2
        group by all
        """,
    ) == [(runs[1][0], 2, 3 * 13, True, True)]

    def contents() -> Counter:
        return Counter(
            row
            for table in ("runs", "user_metrics", "metrics")
            for row in rows(
                first.database, f"select to_json(t) from evaluation.{table} t"
            )
        )

    before = contents()
    again = evaluate(
        *("--domain", "custom", "--cutoffs", "1", "--horizon", "5", "--json"), env=env
    )
    assert again.returncode == 0, again.stderr
    assert contents() == before
    assert set(
        rows(first.database, "select run_id, cutoffs from evaluation.averages")
    ) == {(runs[0][0], 1), (runs[1][0], 1), (runs[1][0], 2)}
    answer = json.loads(again.stdout)
    assert [run["run_id"] for run in answer["runs"]] == [runs[1][0]]
    recall = next(
        row for row in answer["average"] if (row["metric"], row["k"]) == ("recall", 10)
    )
    assert recall["lower"] < recall["value"] < recall["upper"]
    assert recall["value"] > recall["popular_value"]
    assert recall["difference"] == pytest.approx(
        recall["value"] - recall["popular_value"], abs=1e-12
    )
    # The live schemas are left alone.
    assert rows(
        first.database,
        "select distinct schema_name from duckdb_tables() where not"
        " starts_with(schema_name, 'backtest_') order by all",
    ) == [("evaluation",)]


def test_a_file_of_held_out_interactions(evaluate: Callable, tmp_path: Path) -> None:
    """R counts what training does not know and leaves out what it bars.

    What the shop hides is in no list, popular ones too, and is asked for all the same.
    """
    cut = (START + timedelta(days=22)).isoformat()
    table = make_interactions()
    train = [row for row in table if row["timestamp"] < cut]
    test = [row for row in table if row["timestamp"] >= cut]
    test += [
        {"user_id": "u1", "item_id": "never seen", "timestamp": ""},
        {"user_id": "stranger", "item_id": "i1", "timestamp": ""},
    ]
    ((favourite, _),) = Counter(row["item_id"] for row in train).most_common(1)
    hidden = [{"item_id": favourite, "hide": "true"}]
    env = {
        "RECMART_INTERACTIONS": str(write_csv(tmp_path / "train.csv", train)),
        "RECMART_HOLDOUT": str(write_csv(tmp_path / "test.csv", test)),
        "RECMART_MERCHANDISING": str(write_csv(tmp_path / "shop.csv", hidden)),
    }
    done = evaluate(
        *("--domain", "custom", "--json"),
        *("--vars", "{evaluation_cutoffs: [5, 30]}"),
        env=env,
        apart=True,
    )
    assert done.returncode == 0, done.stderr
    (run,) = json.loads(done.stdout)["runs"]
    assert (run["holdout"], run["as_of"], run["horizon_days"]) == ("file", None, None)
    assert run["parameters"]["RECMART_HOLDOUT"] == "test.csv"
    # Lists are of 20: what is longer is left out.
    assert {row["k"] for row in run["metrics"]} == {5}

    known = {(row["user_id"], row["item_id"]) for row in train}
    relevant = defaultdict(set)
    for row in test:
        if (row["user_id"], row["item_id"]) not in known:
            relevant[row["user_id"]].add(row["item_id"])
    assert {"u1", "stranger"} <= relevant.keys()
    assert any(favourite in items for items in relevant.values())
    listed = rows(
        done.database,
        "select list_name, max(rank), count(*) filter (item_id = $hidden)"
        " from intermediate.int_evaluation__lists group by all order by all",
        hidden=favourite,
    )
    assert listed == [
        ("popular", 20, 0),
        ("recommendations", 20, 0),
    ]
    lists = defaultdict(set)
    for user, item in rows(
        done.database,
        "select user_id, item_id from custom.recommendations where rank <= 5",
    ):
        lists[user].add(item)
    expected = sum(
        len(items & lists[user]) / len(items) for user, items in relevant.items()
    ) / len(relevant)
    (recall,) = (
        row
        for row in run["metrics"]
        if (row["segment_type"], row["metric"]) == ("all", "recall")
    )
    assert recall["users"] == len(relevant)
    assert recall["value"] == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(
    ("name", "is_held_out"),
    [("HOLDOUT/part.csv", True), ("Holdout.csv", True), ("holdout.md", False)],
)
def test_a_file_is_held_out_where_the_build_reads_it(
    name: str, is_held_out: bool, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "custom" / name
    file.parent.mkdir(parents=True)
    file.write_text("user_id,item_id\nu1,i1\n")
    env = {
        "RECMART_DATA_DIR": str(tmp_path / "data"),
        "RECMART_DATABASE": str(tmp_path / "recmart.duckdb"),
    }
    with environment(tmp_path, env):
        evaluation = Evaluation("custom", {}, tmp_path)
        assert evaluation.has_holdout_file() == is_held_out


def test_what_cannot_be_evaluated(evaluate: Callable, tmp_path: Path) -> None:
    def complaint(*arguments: str, **how: object) -> str:
        done = evaluate(*arguments, **how)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        return done.stderr.splitlines()[-1]

    assert "invalid choice: 'cheese'" in complaint(*("--domain", "cheese"), apart=True)
    assert "'0' is not a whole number from 1 up" in complaint(
        *("--domain", "custom", "--cutoffs", "0"), apart=True
    )
    untimed = [
        {"user_id": row["user_id"], "item_id": row["item_id"]}
        for row in make_interactions()
    ]
    env = {"RECMART_INTERACTIONS": str(write_csv(tmp_path / "untimed.csv", untimed))}
    assert "name a file of held-out interactions in RECMART_HOLDOUT" in complaint(
        "--domain", "custom", env=env
    )
    timed = write_csv(tmp_path / "timed.csv", make_interactions())
    assert "ask for fewer --cutoffs" in complaint(
        *("--domain", "custom", "--cutoffs", "9"),
        env={"RECMART_INTERACTIONS": str(timed)},
    )
    assert "no such file" in complaint(
        *("--domain", "custom"), env={"RECMART_INTERACTIONS": "nowhere.csv"}
    )
    assert "nothing is said of dating. --vars replaces a var as a whole" in complaint(
        *("--domain", "custom", "--vars", "{evaluation: {custom: {category: genre}}}"),
        env={"RECMART_INTERACTIONS": str(timed)},
    )
    database = tmp_path / "held" / "recmart.duckdb"
    database.parent.mkdir()
    with holding(database) as holder:
        told = complaint(
            *("--domain", "custom"),
            env={
                "RECMART_INTERACTIONS": str(timed),
                "RECMART_DATABASE": str(database),
            },
        )
    assert f"{database} is in use by process {holder}" in told
    assert "name another file in RECMART_DATABASE" in told


def test_a_category_that_there_is_not_is_named(warehouse: Path, tmp_path: Path) -> None:
    dbt = Dbt(tmp_path)
    settings = {"RECMART_DATABASE": str(warehouse), "RECMART_READ_ONLY": "1"}
    with environment(tmp_path, settings):
        manifest = dbt.manifest()
        with pytest.raises(DbtError, match="category 'colour' of custom is no column"):
            dbt.compiled(
                "recmart.evaluated_category('custom', ref('int_custom__items'))",
                manifest=manifest,
                recmart_evaluation={"custom": {"category": "colour"}},
            )
        # A date, as YAML reads it, is no number and no text.
        (told,) = dbt.compiled(
            "recmart.evaluation_run('custom') | tojson",
            manifest=manifest,
            today=date(2025, 5, 1),
            recmart_evaluation={"custom": {"category": "colour"}},
        )
        run = json.loads(told)
        assert "custom_min_weight" in run["parameters"]
        assert json.loads(run["parameters"])["vars"]["today"] == "2025-05-01"


@contextmanager
def holding(database: Path) -> Iterator[int]:
    """Let another process have a database open; its number."""
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]);"
        " print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        yield holder.pid


def scrambled(table: list[Row], columns: list[str]) -> list[Row]:
    """Return the rows with everything after the moment changed, and much added."""
    rng = random.Random(3)  # noqa: S311
    past, future = [], []
    for row in table:
        is_past = row["timestamp"].replace("T", " ") <= AS_OF
        (past if is_past else future).append(row)
    assert len(future) > 100
    values = {column: [row[column] for row in table] for column in columns}
    changed = [
        row | {column: rng.choice(values[column]) for column in columns}
        for row in future
        for _ in range(3)
    ]
    changed += [row | {"user_id": "nobody yet"} for row in future[:50]]
    mixed = past + changed
    rng.shuffle(mixed)
    return mixed


def test_what_comes_later_changes_no_list(tmp_path: Path, dbt_build: Callable) -> None:
    """All events after `as_of` are others, and yet the lists are the same."""
    original, later_changed = tmp_path / "original", tmp_path / "later_changed"
    copytree(ROOT / "seeds" / "streaming", original / "streaming")
    events_file = next((original / "streaming").glob("*events.csv"))
    events_file.rename(original / "streaming" / "events.csv")
    for name in ("users", "items"):
        file = next((original / "streaming").glob(f"*{name}.csv"))
        file.rename(original / "streaming" / f"{name}.csv")
    events = read_csv(original / "streaming" / "events.csv")
    clean = [
        row
        for row in events
        if row["timestamp"][10:11] == "T" and len(row["timestamp"]) == 19
    ]
    write_csv(original / "streaming" / "events.csv", clean)
    custom = [
        {
            "user_id": row["user_id"],
            "item_id": row["item_id"],
            "timestamp": row["timestamp"],
            "weight": row["watch_seconds"],
            "basket_id": row["timestamp"][:10],
        }
        for row in clean
    ]
    write_csv(original / "custom" / "interactions.csv", custom)
    copytree(original, later_changed)
    write_csv(
        later_changed / "streaming" / "events.csv",
        scrambled(clean, ["user_id", "item_id", "event_type", "watch_seconds"]),
    )
    write_csv(
        later_changed / "custom" / "interactions.csv",
        scrambled(custom, ["user_id", "item_id", "weight"]),
    )

    lists = []
    for folder in (original, later_changed):
        code, output, database = dbt_build(
            folder,
            select="tag:streaming tag:custom"
            " int_evaluation__holdout,resource_type:model",
            env={"RECMART_DATA_DIR": str(folder)},
            vars={"as_of": AS_OF},
            without=("test", "unit_test"),
        )
        assert code == 0, output
        lists.append(
            {
                table: rows(database, f"select * from backtest_{table} order by all")
                for table in (
                    "streaming.recommendations",
                    "custom.recommendations",
                    "intermediate.int_evaluation__holdout",
                )
            }
        )
    before, after = lists
    for domain in ("streaming", "custom"):
        assert len(before[f"{domain}.recommendations"]) > 5000
        assert before[f"{domain}.recommendations"] == after[f"{domain}.recommendations"]
    holdout = "intermediate.int_evaluation__holdout"
    assert before[holdout] != after[holdout]
