"""Compare the lists of two builds: DuckDB computes, here it is asked.

    comparison = compare(Path("old.duckdb"), Path("new.duckdb"))
    comparison.domains[0]["share_changed"]

Each file of SQL beside this one says what it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
from jinja2 import Environment

from scripts.common.commands import RecmartError
from scripts.common.memory import memory_limit
from scripts.common.paths import ROOT
from scripts.warehouse.public_copy import PRIVATE_SCHEMAS, literal
from scripts.warehouse.warehouse import first_line

Row = dict[str, Any]

# What people look at of a list.
K = 10
# So many tell whether both builds are of the same data.
USERS_OF_HISTORIES = 2_000
ITEMS_SHOWN = 5
# What is read of each domain; builds of all versions have the first.
READ = ("item_popularity", "lists", "user_profiles", "user_history")
HERE = Path(__file__).parent


class ComparisonError(RecmartError):
    """A file cannot be compared; the message is one line that says why."""


@dataclass
class Comparison:
    """What came of it: a row per domain, and what changed most."""

    domains: list[Row]
    backtests: dict[str, Row]
    # Which share of a domain's rows was rejected, where both have counted them.
    rejected: dict[str, Row]
    # By domain, of those with any change.
    movers: dict[str, list[Row]]
    readers: dict[str, list[Row]]
    sources: dict[str, list[Row]]


def compare(old: Path, new: Path, has_details: bool = True) -> Comparison:
    """Compare two builds; the details take as long again."""
    with both(old, new) as connection, telling_versions():
        domains = {build: domains_of(connection, build) for build in ("old", "new")}
        ask(connection, "tables")
        for file in ("load", "histories"):
            for build, names in domains.items():
                for domain in names:
                    ask(
                        connection,
                        file,
                        build=build,
                        domain=domain,
                        k=K,
                        users_of_histories=USERS_OF_HISTORIES,
                    )
        ask(connection, "changes")
        figures = ask(connection, "figures")
        changed = [row["domain"] for row in figures if row["users_changed"]]
        changed = changed if has_details else []
        return Comparison(
            figures,
            by_domain(connection, "backtests", "evaluation", "runs", "user_metrics"),
            by_domain(connection, "rejected", "quality", "row_counts"),
            {
                domain: ask(connection, "movers", domain=domain, items=ITEMS_SHOWN)
                for domain in changed
            },
            {domain: ask(connection, "readers", domain=domain) for domain in changed},
            {domain: ask(connection, "sources", domain=domain) for domain in changed},
        )


@contextmanager
def telling_versions() -> Iterator[None]:
    """Tell of columns that a build lacks in words."""
    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise ComparisonError(
            "the builds cannot be compared, as one was built by another version of"
            f" recmart: build it anew ({first_line(error)})"
        ) from error


@contextmanager
def both(old: Path, new: Path) -> Iterator[Any]:
    """Open two builds to be read, under the names old and new."""
    with duckdb.connect(config={"memory_limit": memory_limit()}) as connection:
        for name, path in {"old": old, "new": new}.items():
            if not path.is_file():
                raise ComparisonError(f"no database {path}")
            try:
                connection.execute(f"attach {literal(path)} as {name} (read_only)")
            except duckdb.Error as error:
                if "Could not set lock" in str(error):
                    raise ComparisonError(
                        f"{path} is being written: try again when that has finished"
                    ) from error
                raise ComparisonError(
                    f"cannot open {path}: it is corrupt, or not a valid database for"
                    " this version of DuckDB"
                ) from error
        yield connection


def domains_of(connection: Any, build: str) -> list[str]:
    """Return the domains of a build that have any items."""
    tables = connection.execute(
        """
        select schema_name, table_name from duckdb_tables()
        where database_name = $build
        union all
        select schema_name, view_name from duckdb_views()
        where database_name = $build and not internal
        """,
        {"build": build},
    ).fetchall()
    domains = sorted(
        schema
        for schema, table in tables
        if table == READ[0] and not PRIVATE_SCHEMAS.fullmatch(schema)
    )
    path = connection.execute(
        "select path from duckdb_databases() where database_name = $build",
        {"build": build},
    ).fetchone()[0]
    if not domains:
        raise ComparisonError(f"{path} holds no recommendations of recmart")
    for domain in domains:
        missing = [name for name in READ if (domain, name) not in tables]
        if missing:
            raise ComparisonError(
                f"{path} has no {domain}.{missing[0]}: it was built by another version"
                " of recmart; build it anew to compare it"
            )
    return [
        domain
        for domain in domains
        if connection.execute(
            "select exists(from query_table($table))",
            {"table": f"{build}.{domain}.item_popularity"},
        ).fetchone()[0]
    ]


def by_domain(connection: Any, file: str, schema: str, *tables: str) -> dict[str, Row]:
    """Return by domain what a file of SQL gives, where both builds have its tables."""
    found = connection.execute(
        """
        select count(*) from duckdb_tables()
        where
            schema_name = $schema
            and list_contains($tables, table_name)
            and database_name in ('old', 'new')
        """,
        {"schema": schema, "tables": list(tables)},
    ).fetchone()[0]
    if found < 2 * len(tables):
        return {}
    return {row["domain"]: row for row in ask(connection, file, k=K)}


def macro_of_dbt(name: str, **arguments: str) -> str:
    """Return the SQL of a macro for monitoring that calls no other, without dbt."""
    path = ROOT / "macros" / "monitoring" / f"{name}.sql"
    environment = Environment(extensions=["jinja2.ext.do"])  # noqa: S701 - it is SQL
    unchecked = SimpleNamespace(check_arguments=lambda *_: None)
    template = environment.from_string(path.read_text("utf-8"), {"recmart": unchecked})
    return getattr(template.module, name)(**arguments)


def ask(connection: Any, file: str, **parameters: object) -> list[Row]:
    """Run the statements of a file of SQL; return the rows of the last by column."""
    text = (HERE / f"{file}.sql").read_text(encoding="utf-8")
    if file == "changes":
        former, latter = (f"(from shown where build = '{b}')" for b in ("old", "new"))
        changes = macro_of_dbt("list_changes", former=former, latter=latter)
        text = text.replace("{list_changes}", changes)
    for statement in connection.extract_statements(text):
        named = {
            name: value
            for name, value in parameters.items()
            if name in statement.named_parameters
        }
        connection.execute(statement, named)
    names = [column[0] for column in connection.description]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
