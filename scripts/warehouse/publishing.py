"""Build the warehouse anew and let readers see it when it is good: `make build`.

Every build goes into a file of its own. If all went well, all tests too, the link
`warehouse/recmart.duckdb` (or what RECMART_DATABASE names) is turned to it at one
stroke; if not, the link goes on showing the last good file. Who reads the former file
keeps it until done. The last two builds stay. What is said after the command goes to
`dbt build`:

    python scripts/publish.py --select tag:custom --vars '{custom_min_weight: 3.5}'
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from scripts.common.commands import RecmartError
from scripts.common.dbt import run_dbt
from scripts.warehouse.warehouse import Warehouse

KEPT_BUILDS = 2
# As in profiles.yml, for what is in the file before dbt opens it.
STORAGE = {"storage_compatibility_version": "v1.2.0"}


class PublishError(RecmartError):
    """Nothing was published; the message is one line that says why."""


class Shelf:
    """The builds of one database: numbered folders, and the link that shows one.

    In its folder each build has the link's own name, as DuckDB names a database after
    its file. It comes to be under one name always: dbt reads the project anew where the
    path differs from the last one's.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self.folder = link.with_suffix(".builds")
        self.draft = self.folder / "draft" / link.name

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let nobody else publish meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise PublishError(
                    f"another build of {self.link} is under way: try again when it"
                    " has finished"
                ) from None
            yield

    def new_draft(self) -> None:
        """Begin with an empty folder and the results of evaluations so far."""
        shutil.rmtree(self.draft.parent, ignore_errors=True)
        self.draft.parent.mkdir()
        if self.link.is_file():
            keep_evaluations(self.link, self.draft)

    def publish_draft(self) -> Path:
        """Number the draft, turn the link to it, drop old builds."""
        numbers = [0, *self._numbers()]
        home = self.folder / f"{max(numbers) + 1:06d}"
        self.draft.parent.rename(home)
        new_link = self.folder / "link"
        new_link.unlink(missing_ok=True)
        new_link.symlink_to(Path(self.folder.name) / home.name / self.link.name)
        # What somebody who crashed left beside the link belongs to another file.
        self.link.with_name(f"{self.link.name}.wal").unlink(missing_ok=True)
        new_link.replace(self.link)
        for number in sorted(self._numbers())[:-KEPT_BUILDS]:
            shutil.rmtree(self.folder / f"{number:06d}", ignore_errors=True)
        return home

    def drop_draft(self) -> None:
        """Remove what failed."""
        shutil.rmtree(self.draft.parent, ignore_errors=True)

    def _numbers(self) -> list[int]:
        """Return the numbers of the builds that there are."""
        return [int(path.name) for path in self.folder.glob("[0-9]*[0-9]")]


def keep_evaluations(former: Path, draft: Path) -> None:
    """Copy the schema `evaluation` to a new file: those results are no build's own."""
    try:
        with duckdb.connect(draft, config=STORAGE) as connection:
            connection.execute(f"attach {literal(former)} as former (read_only)")
            tables = connection.execute(
                "select table_name from duckdb_tables() where database_name = 'former'"
                " and schema_name = 'evaluation' order by table_name"
            ).fetchall()
            for (table,) in tables:
                name = '"' + table.replace('"', '""') + '"'
                connection.execute("create schema if not exists evaluation")
                connection.execute(
                    f"create table evaluation.{name} as from former.evaluation.{name}"
                )
    except duckdb.Error as error:
        raise PublishError(
            f"cannot read the evaluations in {former}, which may be in use or no"
            f" database ({str(error).splitlines()[0]})"
        ) from error


def literal(path: Path) -> str:
    """Write a path as a text of SQL; `attach` takes no parameters."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"


def is_servable(database: Path) -> bool:
    """Say whether a build holds any domain."""
    if not database.is_file():
        return False
    with Warehouse(database) as warehouse:
        return bool(warehouse.domains())


def publish(link: Path, arguments: list[str]) -> str:
    """Build, and show it if it is good; return what was done."""
    shelf = Shelf(link.absolute())
    with shelf.locked():
        try:
            shelf.new_draft()
            # Data is tested, not code: that is for the project's own tests.
            command = ("build", "--exclude-resource-type", "unit_test", *arguments)
            returncode = run_dbt(*command, database=shelf.draft)
            if returncode:
                raise PublishError(f"dbt build failed with exit code {returncode}")
            if not is_servable(shelf.draft):
                raise PublishError(
                    "the build has no recommendations to serve: for a backtest or a"
                    " part of the models, run `dbt build` itself"
                )
            home = shelf.publish_draft()
        finally:
            shelf.drop_draft()
    return f"{link} shows build {home.name}"
