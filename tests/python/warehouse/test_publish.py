"""Builds that readers do not notice: `scripts/publish.py`, the link, the server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import httpx
import pytest

from helpers import PATHS, ROOT, serving
from scripts.warehouse import Warehouse
from scripts.warehouse.publishing import Shelf

SCRIPT = ROOT / "scripts" / "publish.py"
LIKES = "ann tea, ann cup, ann pot, bob tea, bob cup, cat moon, dan cup, dan sun"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's custom domain alone, so that a build takes few seconds.

    A test is added that the data can make fail.
    """
    folder = tmp_path_factory.mktemp("project")
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("macros", "tests/generic"):
        shutil.copytree(ROOT / name, folder / name)
    for layer in ("staging", "intermediate", "marts", "serving"):
        models = Path("models", layer, "custom")
        shutil.copytree(ROOT / models, folder / models)
    (folder / "tests" / "assert_no_poison.sql").write_text(
        "select item_id from {{ ref('custom__item_popularity') }}"
        " where item_id like '%poison'",
        encoding="utf-8",
    )
    return folder


class Desk:
    """Where one person publishes: a database, interactions and the project."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder = folder
        self.project = project
        self.link = folder / "recmart.duckdb"
        self.builds = folder / "recmart.builds"

    def publish(self, number: int = 1, more: str = "", *arguments: str) -> str:
        """Publish a build whose items all begin with a number; return what was said."""
        data = self.folder / "interactions.csv"
        lines = [
            f"{user},{number}-{item}"
            for user, item in (pair.split() for pair in (LIKES + more).split(", "))
        ]
        data.write_text("\n".join(["user_id,item_id", *lines]), encoding="utf-8")
        done = subprocess.run(
            [
                *(sys.executable, SCRIPT, "--project-dir", self.project),
                *("--profiles-dir", self.project),
                *("--target-path", self.project / "target"),
                *("--log-path", self.project / "logs"),
                *("--select", "tag:custom"),
                # The other tests have been run on the samples; this saves a minute.
                *("--exclude", "test_type:generic"),
                *arguments,
            ],
            env={
                **PATHS,
                "HOME": str(self.folder),
                "RECMART_DATABASE": str(self.link),
                "RECMART_INTERACTIONS": str(data),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        said = done.stdout + done.stderr
        assert (done.returncode == 0) == ("shows build" in said), said
        return said.splitlines()[-1] if said else ""

    def shown(self) -> str:
        """Return the number that all items of the published build begin with."""
        with Warehouse(self.link) as warehouse:
            items = warehouse.popular("custom", 100)
        (number,) = {item["item_id"].split("-")[0] for item in items}
        return number


@pytest.fixture
def desk(tmp_path: Path, project: Path) -> Desk:
    """A place to publish at."""
    return Desk(tmp_path, project)


def test_readers_notice_no_build(desk: Desk, tmp_path: Path) -> None:
    """Requests all through four builds, the second of which fails."""
    assert desk.publish(0).endswith("shows build 000001")
    answers: list[tuple[str, str, set[str]]] = []
    stop = threading.Event()

    def ask(client: httpx.Client) -> None:
        while not stop.is_set():
            for query in (
                "/recommendations?domain=custom&user_id=ann&k=9",
                "/popular?domain=custom",
                "/history?domain=custom&user_id=ann",
            ):
                response = client.get(query)
                response.raise_for_status()
                ids = {item["item_id"] for item in response.json()["items"]}
                answers.append((query, response.headers["Recmart-Build"], ids))
            time.sleep(0.1)  # The builds want to get on, too.

    with (
        serving(desk.link, tmp_path / "log") as client,
        ThreadPoolExecutor(2) as pool,
    ):
        readers = [pool.submit(ask, client) for _ in range(2)]
        try:
            said = [
                desk.publish(number, ", eve poison" if number == 2 else "")
                for number in range(1, 5)
            ]
            seen = len(answers)
            while len(answers) < seen + 20 and not any(one.done() for one in readers):
                time.sleep(0.02)
        finally:
            stop.set()
        for reader in readers:
            reader.result()
        last = client.get("/popular?domain=custom").headers["Recmart-Build"]
    assert [("shows build" in one) for one in said] == [n != 2 for n in range(1, 5)]
    assert "failed" in said[1]
    assert "stays as it was" in said[1]
    assert last == "000004"  # The first, and three of four.
    numbers: dict[str, set[str]] = {}
    for _, build, ids in answers:
        numbers.setdefault(build, set()).update(one.split("-")[0] for one in ids)
        assert ids
    # Each build's answers are of its own data only; none is of the second.
    assert numbers == {
        f"{place:06d}": {str(number)}
        for place, number in enumerate((0, 1, 3, 4), start=1)
    }
    for query in {query for query, _, _ in answers}:
        lists = {(build, frozenset(ids)) for one, build, ids in answers if one == query}
        assert len(lists) == 4
    assert sorted(path.name for path in desk.builds.iterdir()) == [
        "000003",
        "000004",
        "lock",
    ]


def test_what_stands_there_is_replaced_only_by_a_good_build(desk: Desk) -> None:
    with duckdb.connect(desk.link) as connection:
        connection.execute("create schema evaluation")
        connection.execute("create table evaluation.runs as select 'run 1' as run_id")
        connection.execute("create table other as select 1 as a")
    assert "failed" in desk.publish(1, ", eve poison")
    assert desk.link.is_file()
    assert not desk.link.is_symlink()
    desk.publish(2)
    assert desk.link.is_symlink()
    assert not desk.link.readlink().is_absolute()
    assert desk.shown() == "2"
    with duckdb.connect(desk.link, read_only=True) as connection:
        kept = connection.execute("from evaluation.runs").fetchall()
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
    assert kept == [("run 1",)]
    assert ("other",) not in tables


def test_an_open_reader_keeps_its_build(desk: Desk) -> None:
    desk.publish(1)
    with Warehouse(desk.link) as reader:
        desk.publish(2)
        ids = {item["item_id"] for item in reader.popular("custom", 10)}
        assert {one.split("-")[0] for one in ids} == {"1"}
        assert desk.shown() == "2"
    # A backtest has nothing to serve.
    said = desk.publish(3, "", "--vars", "{as_of: '2025-01-01'}")
    assert "no recommendations to serve" in said
    assert desk.shown() == "2"


def test_two_at_once(desk: Desk, tmp_path: Path) -> None:
    with Shelf(desk.link).locked():
        said = desk.publish(1)
    assert "another build of" in said
    assert "is under way: try again" in said
    assert "is still missing" in said
    assert not desk.link.exists()


def test_a_locked_file_is_told(desk: Desk, by_hand: Callable[[Path], None]) -> None:
    by_hand(desk.link)
    with duckdb.connect(desk.link):
        said = desk.publish(1)
    assert "cannot read the evaluations in" in said
    assert said.count("\n") == 0
    assert not desk.link.is_symlink()


@pytest.fixture
def by_hand() -> Callable[[Path], None]:
    """A function that makes a database with one table."""

    def make(path: Path) -> None:
        with duckdb.connect(path) as connection:
            connection.execute("create table anything as select 1 as a")

    return make
