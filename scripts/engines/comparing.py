"""Hold what engines made of the same input against what DuckDB made of it.

    with compared(database) as comparison:
        differences = comparison.of(connection, ["streaming"])

Any connection of Python's DB-API will do: psycopg2's, pyhive's. Ids, ranks, counts and
texts must be the same, doubles within a billionth of each other; the log-likelihood
ratio, a small difference of large numbers, within a millionth.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from rich.console import Console
from rich.table import Table

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, FAILED, RecmartError
from scripts.common.paths import database_path
from scripts.engines import cluster, server
from scripts.engines.engine import DOMAINS

SCHEMAS = (*DOMAINS, "activity", "quality", "evaluation")
RELATIVE = 1e-9
ABSOLUTE = {"log_likelihood_ratio": 1e-6}
# Of what is nothing but rounding there is no share.
NOTHING = 1e-12


@dataclass
class Difference:
    """What one mart is on another engine."""

    mart: str
    rows: int
    other_rows: int
    unmatched: int
    apart: dict[str, float]
    error: str = ""

    @property
    def is_equal(self) -> bool:
        """Whether it is the same."""
        return not (self.unmatched or self.apart or self.error)

    def __str__(self) -> str:
        """Say in a few words what differs."""
        if self.is_equal:
            return "equal"
        if self.error:
            return self.error
        told = [f"{name} by {amount:.1e}" for name, amount in self.apart.items()]
        if self.unmatched:
            told.insert(0, f"{self.unmatched} rows ({self.rows} and {self.other_rows})")
        return ", ".join(told)


class Comparison:
    """Marts in a DuckDB file, which other engines' marts are held against."""

    def __init__(self, ours: duckdb.DuckDBPyConnection) -> None:
        self.ours = ours

    def marts(self, schemas: Sequence[str] = SCHEMAS) -> dict[str, dict[str, str]]:
        """Return the columns of each table, with their types, but for nested ones."""
        found: dict[str, dict[str, str]] = {}
        for mart, column, kind in self.ours.execute(
            """
            select
                columns.table_schema || '.' || columns.table_name as mart,
                columns.column_name,
                columns.data_type
            from information_schema.columns as columns
            where
                columns.table_catalog = 'ours'
                and list_contains($schemas, columns.table_schema)
                and not regexp_matches(columns.data_type, '^MAP|\\[\\]$')
            order by mart, columns.ordinal_position
            """,
            {"schemas": list(schemas)},
        ).fetchall():
            found.setdefault(mart, {})[column] = kind
        return found

    def of(
        self,
        connection: Any,
        schemas: Sequence[str] = SCHEMAS,
        without: Sequence[str] = (),
    ) -> list[Difference]:
        """Compare all marts, but for some columns, with those on a connection."""
        return [
            self.of_mart(
                mart,
                {name: kind for name, kind in columns.items() if name not in without},
                connection,
            )
            for mart, columns in self.marts(schemas).items()
        ]

    def of_mart(
        self, mart: str, columns: dict[str, str], connection: Any
    ) -> Difference:
        """Compare one mart."""
        cursor = connection.cursor()
        try:
            cursor.execute(f"select {', '.join(columns)} from {mart}")
        except Exception as error:
            # Spark has no transactions.
            with suppress(Exception):
                connection.rollback()
            return Difference(mart, 0, 0, 0, {}, what_is_wrong(error))
        frame = pd.DataFrame(cursor.fetchall(), columns=list(columns), dtype=object)
        self.ours.register("other_rows", frame)
        exact = [name for name, kind in columns.items() if kind != "DOUBLE"]
        measured = [name for name in columns if name not in exact]
        numbered = (
            "select *, row_number() over (partition by {exact} order by {measured})"
            " as place from {rows}"
        )
        casts = ", ".join(f'cast("{n}" as {k}) as "{n}"' for n, k in columns.items())
        gaps = [
            f"""max(
                case
                    when (a."{name}" is null) != (b."{name}" is null)
                        then cast('infinity' as double)
                    when abs(a."{name}" - b."{name}") > greatest(
                        {ABSOLUTE.get(name, NOTHING)},
                        {RELATIVE} * greatest(abs(a."{name}"), abs(b."{name}"))
                    ) then abs(a."{name}" - b."{name}")
                end
            ) filter (a.place is not null and b.place is not null) as "{name}" """
            for name in measured
        ]
        keys = [f'a."{name}" is not distinct from b."{name}"' for name in exact]
        named = {
            "exact": ", ".join(f'"{name}"' for name in exact) or "true",
            "measured": ", ".join(f'"{name}"' for name in measured) or "true",
        }
        ((rows, other_rows, matched, *amounts),) = self.ours.execute(
            f"""
            with
            a as ({numbered.format(rows=f"ours.{mart}", **named)}),
            b as ({numbered.format(rows=f"(select {casts} from other_rows)", **named)})
            select
                count(a.place),
                count(b.place),
                count(*) filter (a.place is not null and b.place is not null)
                {"".join(", " + gap for gap in gaps)}
            from a full outer join b on {" and ".join([*keys, "a.place = b.place"])}
            """
        ).fetchall()
        self.ours.unregister("other_rows")
        return Difference(
            mart,
            rows,
            other_rows,
            rows + other_rows - 2 * matched,
            {
                name: amount
                for name, amount in zip(measured, amounts, strict=True)
                if amount is not None
            },
        )


def what_is_wrong(error: Exception) -> str:
    """Return what an engine says; Spark gives it with all that it was called by."""
    status = getattr(error.args[0] if error.args else None, "status", None)
    return str(getattr(status, "errorMessage", error)).split("\n")[0]


@contextmanager
def compared(database: Path) -> Iterator[Comparison]:
    """Open a DuckDB file to hold others against."""
    with duckdb.connect() as ours:
        ours.execute("set TimeZone = 'UTC'")
        path = str(database).replace("'", "''")
        ours.execute(f"attach '{path}' as ours (read_only)")
        yield Comparison(ours)


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = Parser(
        prog="compare_engines.py",
        description="Compare all marts of the DuckDB warehouse with those that other"
        " engines made of the same input.",
    )
    parser.add_argument(
        "engines", nargs="+", choices=("postgres", "spark"), help="which engines"
    )
    parser.add_argument(
        "--schema", nargs="+", default=SCHEMAS, choices=SCHEMAS, help="which schemas"
    )
    return parser.parse_args(arguments)


def connection_of(engine: str) -> Any:
    """Connect to an engine where the environment says that it is."""
    connect = {"postgres": server.connect, "spark": cluster.connect}
    return connect[engine](os.environ)


def main(arguments: list[str]) -> int:
    """Print a table, a line per mart; fail if anything differs."""
    asked = read_arguments(arguments)
    database = database_path()
    if not database.exists():
        raise RecmartError(f"there is no warehouse {database}: make build")
    table = Table("mart", "rows", *asked.engines, box=None)
    with compared(database) as comparison:
        found = {
            engine: comparison.of(connection_of(engine), asked.schema)
            for engine in asked.engines
        }
    for differences in zip(*found.values(), strict=True):
        rows = f"{differences[0].rows:,}"
        table.add_row(differences[0].mart, rows, *map(str, differences))
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    are_equal = all(each.is_equal for them in found.values() for each in them)
    return DONE if are_equal else FAILED


def command() -> int:
    """Run the command with what the shell gives."""
    return main(sys.argv[1:])
