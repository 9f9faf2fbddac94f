"""Builds that readers do not notice: `scripts/publish.py`, the link, the server."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import httpx
import pytest
import yaml

from helpers import PATHS, ROOT, published_here, serving
from scripts.warehouse import Warehouse
from scripts.warehouse.publishing import Shelf

SCRIPT = ROOT / "scripts" / "publish.py"
LIKES = "ann tea, ann cup, ann pot, bob tea, bob cup, cat moon, dan cup, dan sun"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's custom domain alone, so that a build takes few seconds.

    Two tests are added that the data can make fail, and warn.
    """
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "profiles.yml", folder)
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))
    settings["vars"]["parameters"] = {"custom": {}}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), "utf-8")
    for name in ("macros", "tests/generic"):
        shutil.copytree(ROOT / name, folder / name)
    for layer in ("staging", "intermediate", "marts", "serving"):
        models = Path("models", layer, "custom")
        shutil.copytree(ROOT / models, folder / models)
    shutil.copy(ROOT / "models" / "columns.md", folder / "models")
    (folder / "models" / "monitoring").mkdir()
    for name in ("builds", "shown_lists"):
        model = Path("models", "monitoring", f"monitoring__{name}.sql")
        shutil.copy(ROOT / model, folder / model)
    (folder / "tests" / "assert_no_poison.sql").write_text(
        "select item_id from {{ ref('custom__item_popularity') }}"
        " where item_id like '%poison'",
        encoding="utf-8",
    )
    (folder / "tests" / "assert_nothing_is_bitter.sql").write_text(
        "{{ config(severity='warn') }}"
        " select item_id from {{ ref('custom__item_popularity') }}"
        " where item_id like '%bitter'",
        encoding="utf-8",
    )
    return folder


class Desk:
    """Where one person publishes: a database, interactions and the project."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder = folder
        self.project = project
        self.link = folder / "recmart.duckdb"
        self.builds = folder / "recmart.duckdb.builds"

    def publish(self, number: int = 1, more: str | None = "", *arguments: str) -> str:
        """Publish a build whose items all begin with a number; return what was said.

        Where there is to be nothing (None), the file has no rows.
        """
        return self.publish_loudly(number, more, *arguments).splitlines()[-1]

    def publish_loudly(
        self, number: int = 1, more: str | None = "", *arguments: str
    ) -> str:
        """Publish such a build; return all that was said.

        In this process, as dbt alone takes longer to begin in one of its own than to
        build so little.
        """
        command, env = self._order(number, more, *arguments)
        return self._checked(*published_here(command, self.folder, env))

    def publish_apart(self, number: int = 1, *arguments: str) -> str:
        """Publish as people do, in a process of its own that has dbt in another."""
        publisher = self.start(number, "", *arguments)
        said, _ = publisher.communicate(timeout=300)
        return self._checked(publisher.returncode, said).splitlines()[-1]

    def _checked(self, returncode: int, said: str) -> str:
        assert (returncode == 0) == ("shows build" in said), said
        return said

    def start(self, number: int, more: str = "", *arguments: str) -> subprocess.Popen:
        """Begin to publish such a build, as leader of a group of processes."""
        command, env = self._order(number, more, *arguments)
        return subprocess.Popen(
            [sys.executable, SCRIPT, *command],
            env={**PATHS, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def _order(
        self, number: int, more: str | None, *arguments: str
    ) -> tuple[list[str], dict[str, str]]:
        """Write the interactions; return what to publish, and in which environment."""
        data = self.folder / f"interactions_{number}.csv"
        likes = [] if more is None else (LIKES + more).split(", ")
        lines = [
            f"{user},{number}-{item},{' '.join(day)}"
            for user, item, *day in (like.split() for like in likes)
        ]
        head = "user_id,item_id,timestamp"
        data.write_text("\n".join([head, *lines]), encoding="utf-8")
        command = [
            *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
            *("--target-path", str(self.project / "target")),
            *("--log-path", str(self.project / "logs")),
            *("--select", "tag:custom"),
            # The other tests have been run on the samples; this saves a minute.
            *("--exclude", "test_type:generic"),
            *arguments,
        ]
        return command, {
            "HOME": str(self.folder),
            "RECMART_DATABASE": str(self.link),
            "RECMART_INTERACTIONS": str(data),
        }

    def wait_for_lock(self) -> None:
        """Wait until nobody publishes any more."""
        with (self.builds / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

    def left(self) -> list[str]:
        """Return what there is beside the builds that were shown."""
        return [path.name for path in self.builds.iterdir() if path.name != "lock"]

    def shown(self) -> str:
        """Return the number that all items of the published build begin with."""
        with Warehouse(self.link) as warehouse:
            items = warehouse.popular("custom", 100)
        (number,) = {item["item_id"].split("-")[0] for item in items}
        return number


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    """Where to publish, always the same: for another dbt reads the project anew."""
    folder = project.with_name(f"{project.name}_desk")
    folder.mkdir()
    yield Desk(folder, project)
    shutil.rmtree(folder)


def test_readers_notice_no_build(desk: Desk, tmp_path: Path) -> None:
    """Requests all through three builds, the second of which fails."""
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
            time.sleep(0.3)  # The builds want to get on, too.

    with (
        serving(desk.link, tmp_path / "log") as client,
        ThreadPoolExecutor(2) as pool,
    ):
        readers = [pool.submit(ask, client) for _ in range(2)]
        try:
            said = [
                desk.publish(number, ", eve poison" if number == 2 else "")
                for number in range(1, 4)
            ]
            seen = len(answers)
            while len(answers) < seen + 20 and not any(one.done() for one in readers):
                time.sleep(0.02)
        finally:
            stop.set()
        for reader in readers:
            reader.result()
        last = client.get("/popular?domain=custom").headers["Recmart-Build"]
    assert [("shows build" in one) for one in said] == [n != 2 for n in range(1, 4)]
    assert "failed" in said[1]
    assert "stays as it was" in said[1]
    assert last == "000003"  # The first, and two of three.
    numbers: dict[str, set[str]] = {}
    for _, build, ids in answers:
        numbers.setdefault(build, set()).update(one.split("-")[0] for one in ids)
        assert ids
    # Each build's answers are of its own data only; none is of the second.
    assert numbers == {
        f"{place:06d}": {str(number)} for place, number in enumerate((0, 1, 3), start=1)
    }
    for query in {query for query, _, _ in answers}:
        lists = {(build, frozenset(ids)) for one, build, ids in answers if one == query}
        assert len(lists) == 3
    assert sorted(path.name for path in desk.builds.iterdir()) == [
        "000002",
        "000003",
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
    # Of the runs the backtest cannot tell when they were: what was built is kept.
    said = desk.publish(2, "", "--backtest", "custom")
    assert "could not be compared with what is shown (Binder Error: " in said
    assert not desk.link.is_symlink()
    assert desk.publish(2, "", "--promote").endswith("shows build 000001")
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
        desk.publish_apart(2)
        ids = {item["item_id"] for item in reader.popular("custom", 10)}
        assert {one.split("-")[0] for one in ids} == {"1"}
        assert desk.shown() == "2"
    # A backtest has nothing to serve. With other vars dbt would read the rest anew.
    apart = "--target-path", str(desk.folder / "target")
    said = desk.publish(3, "", *apart, "--vars", "{as_of: '2025-01-01'}")
    assert "no recommendations to serve" in said
    assert desk.shown() == "2"


def test_lists_that_fall_are_put_aside(desk: Desk) -> None:
    """Of six users two are missing: of a third of the users the lists."""
    said = desk.publish_loudly(1, ", eve tea, eve cup, fay sun, fay bitter")
    assert said.count("warning of test") == 1
    assert (
        "publish.py: warning of test assert_nothing_is_bitter: 1 row,"
        " by assert_nothing_is_bitter.sql\n"
    ) in said
    said = desk.publish(1)
    assert "the build falls behind what is shown; look at" in said
    assert said.endswith("recmart.duckdb stays as it was")
    assert sorted(desk.left()) == ["000001", "refused"]
    with Warehouse(desk.link) as warehouse:
        assert warehouse.recommend("custom", "eve", 1).items
    assert desk.publish(1, "", "--promote").endswith("shows build 000002")
    with Warehouse(desk.link) as warehouse:
        assert "custom" in warehouse.domains()
        assert warehouse.frame("from custom.user_profiles").shape[0] == 4
    assert sorted(desk.left()) == ["000001", "000002"]
    assert "no build was refused" in desk.publish(1, "", "--promote")


def test_two_at_once(desk: Desk, tmp_path: Path) -> None:
    with Shelf(desk.link).locked():
        said = desk.publish_apart(1)
    assert "another build of" in said
    assert "is under way: try again" in said
    assert "is still missing" in said
    assert not desk.link.exists()


def test_folders_of_others_stay(tmp_path: Path) -> None:
    link = tmp_path / "recmart.duckdb"
    shelf = Shelf(link)
    for number in ("000001", "000002", "000003", "refused"):
        (shelf.folder / number).mkdir(parents=True)
        (shelf.folder / number / link.name).touch()
    link.symlink_to(shelf.folder / "000002" / link.name)
    others = ["000004", "20251231", "2025-12-31"]
    for other in others:
        (shelf.folder / other).mkdir()
        (shelf.folder / other / "mine").touch()
    with shelf.locked():  # What is later than what is shown was never shown.
        assert shelf.publish_refused().name == "000003"
        (shelf.folder / "refused").mkdir()
        (shelf.folder / "refused" / link.name).touch()
        assert shelf.publish_refused().name == "000005"
    assert {path.name for path in shelf.folder.iterdir()} == {
        *("000003", "000005", "lock", *others)
    }


def test_a_locked_file_is_told(desk: Desk, by_hand: Callable[[Path], None]) -> None:
    by_hand(desk.link)
    with duckdb.connect(desk.link):
        said = desk.publish_apart(1)
    assert "cannot read what is in" in said
    assert "move it away" in said
    assert said.count("\n") == 0
    assert not desk.link.is_symlink()


@pytest.fixture
def by_hand() -> Callable[[Path], None]:
    """A function that makes a database with one table."""

    def make(path: Path) -> None:
        with duckdb.connect(path) as connection:
            connection.execute("create table anything as select 1 as a")

    return make


def test_a_killed_publisher_leaves_its_lock_to_dbt(desk: Desk) -> None:
    desk.publish(1)
    publisher = desk.start(2)
    built = desk.builds / "draft" / "private" / "recmart.duckdb"
    while not is_locked(built):  # By dbt, which has begun.
        assert publisher.poll() is None
        time.sleep(0.02)
    children = Path(f"/proc/{publisher.pid}/task/{publisher.pid}/children")
    (dbt,) = map(int, children.read_text().split())
    os.kill(dbt, signal.SIGSTOP)  # So that it lives long enough.
    publisher.kill()
    publisher.wait()
    assert "is under way: try again" in desk.publish_apart(3)
    assert desk.shown() == "1"
    os.kill(dbt, signal.SIGCONT)
    desk.wait_for_lock()
    assert desk.publish(4).endswith("shows build 000002")
    assert desk.shown() == "4"
    assert sorted(desk.left()) == ["000001", "000002"]
    assert not (desk.builds / "000001" / "private").exists()


def is_locked(database: Path) -> bool:
    """Say whether another process has a database open for writing.

    Asked of the system: who opened it to see would bar the other meanwhile.
    """
    if not database.exists():
        return False
    flock = "hhqqi"
    with database.open("rb") as file:
        asked = struct.pack(flock, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
        found = fcntl.fcntl(file, fcntl.F_GETLK, asked)
    return struct.unpack(flock, found)[0] != fcntl.F_UNLCK


def test_killed_at_random_moments(desk: Desk) -> None:
    """By `make torture`, fifty times: readers see whole builds, nothing is left."""
    chance = random.Random(11)  # noqa: S311 - the same moments each time
    began = time.monotonic()
    desk.publish_apart(1)
    seconds = time.monotonic() - began
    shown = 1
    for number in range(2, 2 + int(os.environ.get("RECMART_TEST_KILLS", "5"))):
        publisher = desk.start(number)
        time.sleep(chance.uniform(0, seconds))
        if chance.random() < 0.5:
            publisher.kill()
        else:
            os.killpg(publisher.pid, signal.SIGKILL)
        publisher.wait()
        # Of one build only; of this one if it was finished.
        assert int(desk.shown()) in {shown, number}
        shown = int(desk.shown())
        desk.wait_for_lock()
        assert int(desk.shown()) == shown
    desk.publish(1000)
    assert desk.shown() == "1000"
    assert len(desk.left()) <= 2
    assert all(name.isdecimal() for name in desk.left())


def test_a_part_leaves_the_rest_as_it_was(desk: Desk) -> None:
    """Also what is only in the file that is shown; and no empty build is shown."""
    with duckdb.connect(desk.link) as connection:
        connection.execute("create schema tea")
        connection.execute("create table tea.item_popularity as select 'x' as item_id")
        connection.execute("create schema staging")
        connection.execute("create table staging.people as select 'Ann' as first_name")
        connection.execute("create schema quality")
        connection.execute(
            "create table quality.row_counts as"
            " select 'tea' as domain, 5 as rejected_rows"
        )
    assert desk.publish(1).endswith("shows build 000001")
    # From the second on from the build's own file, not the one that is shown.
    assert desk.publish(2).endswith("shows build 000002")
    with duckdb.connect(desk.link, read_only=True) as connection:
        assert connection.execute("from tea.item_popularity").fetchall() == [("x",)]
        assert connection.execute("from quality.row_counts").fetchall() == [("tea", 5)]
        schemas = connection.execute(
            "select distinct schema_name from duckdb_tables() where not internal"
        ).fetchall()
    assert ("staging",) not in schemas
    private = desk.link.resolve().parent / "private"
    assert private.stat().st_mode & 0o777 == 0o700
    with duckdb.connect(private / "recmart.duckdb", read_only=True) as connection:
        assert connection.execute("from staging.people").fetchall() == [("Ann",)]
    assert "no recommendations to serve" in desk.publish(3, None)
    assert desk.shown() == "2"
    # A file of the same stem is another database.
    other = Desk(desk.folder, desk.project)
    other.link = desk.folder / "recmart.db"
    other.publish(7)
    assert (other.shown(), desk.shown()) == ("7", "2")


def test_what_was_shown_is_remembered(desk: Desk) -> None:
    """Lists have all that a user does not know, so they can be told by hand.

    The second build's data is without eve, of whom nothing stays. Of those who had a
    list in both, ann keeps 2 of 2 (sun and moon), bob 2 of 3, as pot goes for jar; cat
    4 of 5, dan 3 of 4 and gus 4 of 5, to whose lists jar comes. Between the builds bob
    likes pot, which he was shown, ann jar, which she was not; fay had no list.
    """
    first = ", gus cup 2025-01-01, eve tea 2025-01-01"
    second = ", gus cup 2025-01-01, bob pot 2025-01-02, ann jar 2025-01-02"
    second += ", fay tea 2025-01-03"
    builds = """
        select
            build_id, build_number, users_with_list, items_shown, users_compared,
            users_changed, round(overlap, 9), new_items, active_users, hit_users,
            hit_rate
        from monitoring.builds order by build_number
    """
    logged = """
        select build_number, count(distinct user_id), count_if(user_id = 'eve')
        from monitoring.shown_lists group by all order by all
    """
    nothing = (None,) * 4
    overlap = round((1 + 2 / 3 + 4 / 5 + 3 / 4 + 4 / 5) / 5, 9)
    one = ("custom/2025-01-01 00:00:00", 1)
    two = ("custom/2025-01-03 00:00:00", 2, 6, 6, 5, 4, overlap, 4 / 5)
    desk.publish(1, first)
    with duckdb.connect(desk.link, read_only=True) as connection:
        assert connection.execute(builds).fetchall() == [
            (*one, 6, 5, *nothing, *nothing[:3])
        ]
        assert connection.execute(logged).fetchall() == [(1, 6, 4)]
    desk.publish(1, second)
    shown = [(*one, 5, 5, *nothing, 2, 1, 0.5), (*two, *nothing[:3])]
    with duckdb.connect(desk.link, read_only=True) as connection:
        assert connection.execute(builds).fetchall() == shown
        assert connection.execute(logged).fetchall() == [(1, 5, 0), (2, 6, 0)]
    # The same again is no other build. What lists are forgotten leave their figures.
    desk.publish(1, second, "--vars", "{logged_builds: 1}")
    with duckdb.connect(desk.link, read_only=True) as connection:
        assert connection.execute(builds).fetchall() == shown
        assert connection.execute(logged).fetchall() == [(2, 6, 0)]
