"""Build the samples on a PostgreSQL server of this machine, and show what came."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, FAILED, RecmartError, say
from scripts.common.dbt import run_dbt
from scripts.common.paths import database_path
from scripts.engines.server import Server

# DuckDB's dialect, and about each statement's logic, which is the same.
NOT_ON_POSTGRES = ("--exclude", "resource_type:unit_test", "resource_type:test")
NORMALISED = ("users", "shoes", "interactions", "user_shoe_care", "environmental_data")
HEADING = """\
-- The normalised schema of shoes as PostgreSQL has it after a build. Written by
-- `make schema`; a test holds it to what is built.

CREATE SCHEMA shoes;

"""
LIST = """
    select rank, item_id, title, reason from streaming.recommendations
    where user_id = 'u1' and rank <= 5
    order by rank
"""


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = Parser(
        prog="postgres.py",
        description="Start a PostgreSQL server on this machine, in a folder of its own,"
        " build the samples on it, show a list, and stop it.",
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
        help="leave the server running until Ctrl-C, for a client of one's own",
    )
    parser.add_argument(
        "--schema",
        type=Path,
        metavar="FILE",
        help="write the normalised schema of shoes into a file",
    )
    return parser.parse_args(arguments)


def build(server: Server, folder: Path, select: list[str], *arguments: str) -> int:
    """Run `dbt build` on a server and return its exit code."""
    return run_dbt(
        "build",
        *("--target", "postgres", *NOT_ON_POSTGRES),
        *(("--select", *select) if select else ()),
        *arguments,
        database=database_path(),
        folder=folder,
        env={**os.environ, **server.environment},
    )


def ddl(server: Server) -> str:
    """Return the normalised schema of shoes as the server has it.

    Without what differs from server to server, and without names that dbt makes up.
    """
    tables = [f"--table=shoes.{table}" for table in NORMALISED]
    dumped = server.output(
        *("pg_dump", "--schema-only", "--no-owner", "--no-privileges"),
        *("--no-comments", *tables),
    )
    # Notes and settings are lines of their own; a statement ends with the line.
    text = re.sub(r"^(--|SET |SELECT |\\).*\n", "", dumped, flags=re.M)
    statements = [each.strip() for each in re.split(r"(?<=;)\n", text) if each.strip()]
    named = [
        re.sub(r'INDEX "?\w{32}"? ', "INDEX ", each).replace("__dbt_tmp", "")
        for each in statements
    ]
    # Indexes come in the order of their names.
    others = [each for each in named if not each.startswith("CREATE INDEX")]
    indexes = sorted(each for each in named if each.startswith("CREATE INDEX"))
    return HEADING + "\n\n".join([*others, *indexes]) + "\n"


def connect(environment: dict[str, str]) -> Any:
    """Connect to a server that is where the names of libpq say."""
    try:
        import psycopg2
    except ImportError:
        raise RecmartError(
            "there is no psycopg2 here: pip install 'recmart[postgres]'"
        ) from None
    return psycopg2.connect(
        host=environment.get("PGHOST", "localhost"),
        port=environment.get("PGPORT", "5432"),
        user=environment.get("PGUSER", "recmart"),
        password=environment.get("PGPASSWORD", ""),
        dbname=environment.get("PGDATABASE", "recmart"),
    )


def interrupt(number: int, frame: object) -> NoReturn:
    """Treat the end of the terminal or of `make` as Ctrl-C, so that it ends, too."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Start, build, show, stop."""
    asked = read_arguments(arguments)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, interrupt)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="recmart_") as folder, Server() as server:
        say(f"PostgreSQL answers in {server.folder}")
        if build(server, Path(folder), asked.select):
            return FAILED
        say(f"built after {time.monotonic() - began:.0f} s")
        if asked.schema:
            asked.schema.write_text(ddl(server), encoding="utf-8")
            say(f"wrote {asked.schema}")
        if not asked.select:
            show(server)
        if asked.keep_running:
            say(f"PGHOST={server.folder} PGUSER=recmart until Ctrl-C")
            signal.pause()
    return DONE


def show(server: Server) -> None:
    """Print a viewer's list."""
    with connect(server.environment) as connection, connection.cursor() as cursor:
        cursor.execute(LIST)
        rows = cursor.fetchall()
    if not rows:
        raise RecmartError("the build on PostgreSQL has no list of the viewer u1")
    print("Recommendations for user u1, from PostgreSQL:")
    for rank, item_id, title, reason in rows:
        print(f"{rank}. {item_id} - {title} ({reason})")


def command() -> int:
    """Run the command with what the shell gives."""
    return main(sys.argv[1:])
