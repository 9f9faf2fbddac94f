"""Build the samples on a PostgreSQL server of this machine, and show what came."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scripts.common.commands import say
from scripts.engines.engine import make_parser, run_engine
from scripts.engines.server import Server

NORMALISED = ("users", "shoes", "interactions", "user_shoe_care", "environmental_data")
HEADING = """\
-- The normalised schema of shoes as PostgreSQL has it after a build. Written by
-- `make schema`; a test holds it to what is built.

CREATE SCHEMA shoes;

"""


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


def main(arguments: list[str]) -> int:
    """Start, build, show, stop."""
    parser = make_parser("postgres.py", "a PostgreSQL server, in a folder of its own,")
    parser.add_argument(
        "--schema",
        type=Path,
        metavar="FILE",
        help="write the normalised schema of shoes into a file",
    )
    asked = parser.parse_args(arguments)
    server = Server()

    def write_schema() -> None:
        if asked.schema:
            asked.schema.write_text(ddl(server), encoding="utf-8")
            say(f"wrote {asked.schema}")

    return run_engine(server, asked, write_schema)


def command() -> int:
    """Run the command with what the shell gives."""
    return main(sys.argv[1:])
