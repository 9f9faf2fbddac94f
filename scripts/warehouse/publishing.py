"""Build into a file of its own, and let readers see it when it is good.

Beside the link are numbered folders, one per build:

    recmart.duckdb -> recmart.duckdb.builds/000002/recmart.duckdb
    recmart.duckdb.builds/000002/private/recmart.duckdb

The first is a copy for readers (see `public_copy`), the second what dbt has built,
people's own files among it; the next build of a part goes on from there.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import duckdb

from scripts.common.commands import RecmartError
from scripts.common.dbt import run_dbt
from scripts.common.paths import ROOT
from scripts.warehouse.building import Build
from scripts.warehouse.numbering import home_of, next_home, numbers_of
from scripts.warehouse.public_copy import (
    copy_history,
    copy_public,
    domains_with_items,
    is_public,
)
from scripts.warehouse.warehouse import first_line

KEPT_BUILDS = 2
PRIVATE = "private"
# What was built but fell too far behind what is shown, until the next build is shown.
REFUSED = "refused"
# What makes a build one of a part.
SELECTING = {
    *("--select", "-s", "--models", "--model", "-m", "--exclude", "--selector"),
    *("--resource-type", "--resource-types"),
    *("--exclude-resource-type", "--exclude-resource-types"),
}


class PublishError(RecmartError):
    """Nothing was published; the message is one line that says why."""


class RefusedError(PublishError):
    """The build is whole, but what it would show falls behind what is shown."""


class Shelf:
    """The builds of one database: numbered folders, and the link that shows one.

    In its folder each file has the link's own name, as DuckDB names a database after
    its file. Each draft has a folder of its own, which dbt always sees under one name:
    under another it would read the whole project anew.
    """

    def __init__(self, link: Path) -> None:
        self.link = link
        self.folder = link.with_name(f"{link.name}.builds")
        self._draft = self.folder / "draft"

    def shows(self) -> int:
        """Return the number of the build that the link shows, 0 if it shows none."""
        home = self.link.resolve().parent
        is_of_shelf = self.link.is_symlink() and home.parent == self.folder.resolve()
        return int(home.name) if is_of_shelf and home.name.isdecimal() else 0

    @property
    def draft(self) -> Path:
        """The file to build, all of it."""
        return self._draft / PRIVATE / self.link.name

    @contextmanager
    def locked(self) -> Iterator[int]:
        """Let nobody else publish meanwhile; give the lock, to be handed on.

        Whoever has it open holds it, also a child whose parent was killed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise PublishError(
                    f"another build of {self.link} is under way: try again when it"
                    " has finished"
                ) from None
            self._sweep()
            try:
                yield lock.fileno()
            finally:
                self._sweep()

    def new_draft(self, is_part: bool) -> None:
        """Begin with what is shown, for a part of it; else with what adds up."""
        folder = Path(tempfile.mkdtemp(prefix="draft-", dir=self.folder))
        folder.chmod(0o755)
        self._draft.symlink_to(folder.name)
        self.draft.parent.mkdir(mode=0o700)
        if not self.link.is_file():
            return
        try:
            if not is_part:
                copy_history(self.link, self.draft)
                return
            # What was built by hand into the file that is shown is only there.
            private = self.link.resolve().parent / PRIVATE / self.link.name
            goes_on = private.is_file() and is_public(self.link)
            copy_database(private if goes_on else self.link.resolve(), self.draft)
        except duckdb.Error as error:
            raise PublishError(
                f"cannot read what is in {self.link}: end what uses it, or if it is"
                f" no database, move it away ({first_line(error)})"
            ) from error

    @property
    def refused(self) -> Path:
        """The file for readers of the build that was refused last."""
        return self.folder / REFUSED / self.link.name

    def publish_draft(self) -> Path:
        """Make the copy for readers, number both, turn the link, drop old builds."""
        self._copy_for_readers()
        return self._show(self._draft.resolve())

    def keep_refused(self) -> None:
        """Put the draft aside, to be looked at or to be shown all the same."""
        self._copy_for_readers()
        shutil.rmtree(self.refused.parent, ignore_errors=True)
        self._draft.resolve().rename(self.refused.parent)

    def publish_refused(self) -> Path:
        """Show what was refused."""
        if not self.refused.is_file():
            raise PublishError("no build was refused since the last that is shown")
        return self._show(self.refused.parent)

    def _copy_for_readers(self) -> None:
        """Make the copy for readers of the draft."""
        shown = self._draft / self.link.name
        copy_public(self.draft, shown)
        if not domains_with_items(shown):
            raise PublishError("the build has no recommendations to serve")

    def _show(self, folder: Path) -> Path:
        """Number a build, turn the link to it, drop what is older."""
        home = next_home(self.folder, self._numbers())
        folder.rename(home)
        new_link = self.folder / "link"
        new_link.symlink_to(Path(self.folder.name) / home.name / self.link.name)
        # What somebody who crashed left beside the link belongs to another file.
        self.link.with_name(f"{self.link.name}.wal").unlink(missing_ok=True)
        new_link.replace(self.link)
        shutil.rmtree(self.refused.parent, ignore_errors=True)
        for number in self._numbers()[:-KEPT_BUILDS]:
            shutil.rmtree(home_of(self.folder, number), ignore_errors=True)
        for number in self._numbers()[:-1]:
            private = home_of(self.folder, number) / PRIVATE
            shutil.rmtree(private, ignore_errors=True)
        return home

    def _sweep(self) -> None:
        """Remove what was never shown: failed, or left by somebody who was killed."""
        for name in ("draft", "link"):
            if (self.folder / name).is_symlink():
                (self.folder / name).unlink()
        for folder in self.folder.glob("draft*"):
            shutil.rmtree(folder, ignore_errors=True)
        if shown := self.shows():
            for number in self._numbers():
                if number > shown:
                    shutil.rmtree(home_of(self.folder, number), ignore_errors=True)

    def _numbers(self) -> list[int]:
        """Return the numbers of the builds that there are, or of which there is a rest.

        What holds anything else is somebody's own.
        """
        return numbers_of(
            self.folder,
            lambda home: all(
                path.name == PRIVATE or path.name.startswith(self.link.name)
                for path in home.iterdir()
            ),
        )


def copy_database(former: Path, draft: Path) -> None:
    """Copy a database, if nobody writes it, with what a crash left beside it."""
    with duckdb.connect(former, read_only=True):
        shutil.copyfile(former, draft)
        with suppress(FileNotFoundError):
            wal = f"{former.name}.wal"
            shutil.copyfile(former.with_name(wal), draft.with_name(f"{draft.name}.wal"))


def is_part(arguments: Sequence[str]) -> bool:
    """Say whether arguments of dbt leave out any of the models."""
    return any(
        argument.partition("=")[0] in SELECTING or re.match("-[sm][^-]", argument)
        for argument in arguments
    )


def target_folder(arguments: Sequence[str]) -> Path:
    """Return the folder that dbt writes to, which arguments may name.

    By default one of its own: dbt by hand, on another file, would have dbt read the
    whole project anew here, and the other way round.
    """
    named = Path(os.environ.get("DBT_TARGET_PATH", "target")) / "publish"
    for argument, following in pairwise([*arguments, ""]):
        name, _, value = argument.partition("=")
        if name == "--target-path":
            named = Path(value or following)
    return ROOT / named


def built_schemas(told: Path) -> set[str]:
    """Return the schemas to which a run of dbt has written, as it tells."""
    if not told.is_file():
        raise PublishError(f"dbt has not written {told}: let it")
    results = json.loads(told.read_text(encoding="utf-8"))
    return {
        result["relation_name"].split(".")[-2].strip('"')
        for result in results["results"]
        if result["status"] == "success" and result.get("relation_name")
    }


@contextmanager
def rewriting(link: Path) -> Iterator[None]:
    """Let something else than a build write the database that the environment names.

    Of one that was published that is a draft, which is shown at the end. Another is
    written as it stands.
    """
    shelf = Shelf(link.absolute())
    if not shelf.shows():
        yield
        return
    with shelf.locked():
        shelf.new_draft(is_part=True)
        former = os.environ.get("RECMART_DATABASE")
        os.environ["RECMART_DATABASE"] = str(shelf.draft)
        try:
            yield
        finally:
            if former is None:
                del os.environ["RECMART_DATABASE"]
            else:
                os.environ["RECMART_DATABASE"] = former
        shelf.publish_draft()


def publish_refused(link: Path) -> list[str]:
    """Show the build that was refused last; return in lines what was done."""
    shelf = Shelf(link.absolute())
    with shelf.locked():
        home = shelf.publish_refused()
    return [f"publish.py: {link} shows build {home.name}"]


def publish(
    link: Path,
    arguments: list[str],
    is_verbose: bool = False,
    compare: Callable[[Path, Path], list[str]] | None = None,
) -> list[str]:
    """Build, and show it if it is good; return in lines what was done.

    What is shown and the draft are compared: that tells, or raises `RefusedError`.
    """
    if link.is_dir():
        raise PublishError(f"{link} is a folder: name a file in RECMART_DATABASE")
    build = Build()
    shelf = Shelf(link.absolute())
    with shelf.locked() as lock:
        shelf.new_draft(is_part(arguments))
        # Data is tested, not code: that is for the project's own tests.
        folder = target_folder(arguments)
        told = folder / "run_results.json"
        if is_verbose:
            told.unlink(missing_ok=True)
        returncode = run_dbt(
            *("build", "--exclude-resource-type", "unit_test"),
            *("--target-path", str(folder)),
            *arguments,
            database=shelf.draft,
            holding=[lock],
            watch=None if is_verbose else build.watch,
        )
        build.tell()
        if returncode:
            raise PublishError(f"dbt build failed with exit code {returncode}")
        schemas = built_schemas(told) if is_verbose else build.schemas
        if not schemas & domains_with_items(shelf.draft):
            raise PublishError(
                "the build has no recommendations to serve: for a backtest or a part of"
                " the models, run `dbt build` itself"
            )
        compared = []
        if compare and link.is_file():
            try:
                compared = compare(link, shelf.draft)
            except RefusedError:
                shelf.keep_refused()
                raise
            except (Exception, KeyboardInterrupt) as error:
                # Such as a backtest that failed, of a build that took an hour.
                shelf.keep_refused()
                raise PublishError(
                    "the build could not be compared with what is shown"
                    f" ({first_line(error) or 'interrupted'}); show it all the same"
                    " with `scripts/publish.py --promote`"
                ) from error
        home = shelf.publish_draft()
    lines = [] if is_verbose else build.lines(link)
    return [*lines, *compared, f"publish.py: {link} shows build {home.name}"]
