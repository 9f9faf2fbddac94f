"""An engine that runs on this machine for a while: start, build, show, stop.

    with Server() as engine:
        engine.build(folder, select=["tag:streaming"])
        engine.show(folder)

What stands here is the same for all of them; what each is stands in a file of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, NoReturn, Self

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, RecmartError, say
from scripts.common.dbt import run_dbt
from scripts.common.paths import database_path
from scripts.warehouse.building import Build

DOMAINS = ("custom", "dating", "grocery", "pings", "shoes", "streaming")
LENGTH = 5


class Engine(ABC):
    """An engine from `with` to its end."""

    # As people call it, and as dbt's profile does.
    name: ClassVar[str]
    target: ClassVar[str]
    # The names by which it is found, and what they are here.
    environment: Mapping[str, str]

    @abstractmethod
    def start(self) -> None:
        """Start it, and wait until it answers."""

    @abstractmethod
    def stop(self) -> None:
        """End what runs of it, however far it came."""

    @abstractmethod
    def connect(self) -> Any:
        """Connect to it, by Python's DB-API."""

    def __enter__(self) -> Self:
        """Start it, or leave nothing."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    def build(
        self,
        folder: Path,
        select: Sequence[str] = (),
        exclude: Sequence[str] = (),
        *arguments: str,
        watch: Callable[[Iterable[str]], None] | None = None,
    ) -> int:
        """Run `dbt build` on it, which writes into a folder; return its exit code.

        Without unit tests: each is about one statement's logic, which is the same.
        """
        return run_dbt(
            *("build", "--target", self.target, "--write-json"),
            *("--exclude", "resource_type:unit_test", *exclude),
            *(("--select", *select) if select else ()),
            *arguments,
            database=database_path(),
            folder=folder,
            env={**os.environ, **self.environment},
            watch=watch,
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        connection = self.connect()
        try:
            cursor = connection.cursor()
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]
        finally:
            connection.close()

    def show(self, folder: Path) -> None:
        """Print a popular list and a user's, of what a build into the folder made.

        Of all domains streaming's; else of each that was built and has users.
        """
        built = domains_with_lists(folder)
        for domain in ["streaming"] if "streaming" in built else built:
            popular = self.rows(
                f"select item_id, title from {domain}.item_popularity"
                f" where rank <= {LENGTH} order by rank"
            )
            recommended = self.rows(
                f"select user_id, item_id, title, reason from {domain}.recommendations"
                f" where rank <= {LENGTH} and user_id = ("
                f"select min(user_id) from {domain}.recommendations) order by rank"
            )
            if not recommended:
                say(f"{domain} has no users")
                continue
            print(f"Top {LENGTH} Popular Items of {domain}, from {self.name}:")
            for place, (item_id, title) in enumerate(popular, 1):
                print(f"{place}. {item_id} - {title}")
            user = recommended[0][0]
            print(f"Recommendations for user {user} of {domain}, from {self.name}:")
            for place, (_, item_id, title, reason) in enumerate(recommended, 1):
                print(f"{place}. {item_id} - {title} ({reason})")


def domains_with_lists(folder: Path) -> list[str]:
    """Return the domains of which the last build into a folder made lists."""
    results = json.loads((folder / "target" / "run_results.json").read_text())
    made = {result["unique_id"] for result in results["results"]}
    return [
        domain
        for domain in DOMAINS
        if made
        >= {
            f"model.recmart.{domain}__item_popularity",
            f"model.recmart.{domain}__recommendations",
        }
    ]


def make_parser(prog: str, what: str) -> Parser:
    """Describe the command line that all have."""
    parser = Parser(
        prog=prog,
        description=f"Start {what} on this machine, build the samples on it, show a"
        " popular list and a user's, and stop it.",
    )
    parser.add_argument(
        "--select",
        nargs="+",
        metavar="NODES",
        default=[],
        help="what dbt is to build (default: everything)",
    )
    parser.add_argument(
        "--keep-running",
        action="store_true",
        help="leave it running until Ctrl-C, for a client of one's own",
    )
    return parser


def run_engine(
    engine: Engine,
    asked: argparse.Namespace,
    after: Callable[[], None] = lambda: None,
) -> int:
    """Start, build, do what is left, show, stop; return the exit code."""
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, interrupt)
    began = time.monotonic()
    say(f"starting {engine.name}")
    with tempfile.TemporaryDirectory(prefix="recmart_") as temporary, engine:
        where = " ".join(
            f"{name}={value}" for name, value in engine.environment.items()
        )
        say(f"{engine.name} answers after {time.monotonic() - began:.0f} s: {where}")
        folder = Path(temporary)
        build = Build()
        # As `dbt build` does; to exclude anything says to dbt what else is left out.
        rest = () if asked.select else ("path:models/evaluation",)
        returncode = engine.build(folder, asked.select, rest, watch=build.watch)
        build.tell()
        if returncode:
            raise RecmartError(f"dbt build failed with exit code {returncode}")
        say(f"built after {time.monotonic() - began:.0f} s")
        after()
        engine.show(folder)
        if asked.keep_running:
            say(f"{where} until Ctrl-C")
            signal.pause()
    return DONE


def interrupt(number: int, frame: object) -> NoReturn:
    """Treat the end of the terminal or of `make` as Ctrl-C, so that it ends, too."""
    raise KeyboardInterrupt


def missing(package: str, extra: str) -> RecmartError:
    """Say which extra brings what is missing."""
    return RecmartError(f"there is no {package} here: pip install 'recmart[{extra}]'")
