"""The file that readers get: a copy of a build without what is nobody's business.

A build holds the samples and files of people, and a hundred tables that are read once.
The copy holds what people, table macros and the app read. It is written anew: a file
from which something was dropped still has it between its blocks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.memory import memory_limit

# As in profiles.yml.
STORAGE = {"storage_compatibility_version": "v1.2.0"}
THREADS = "2"

# Rows as they came, personal values among them; and rows that tests found.
PRIVATE_SCHEMAS = re.compile(
    r"(sample|raw|staging)|backtest_.*|.*_(sample|raw|staging|dbt_test__audit)",
    re.IGNORECASE,
)
# Of these only what views and table macros read.
INNER_SCHEMAS = ("intermediate",)
# No model of ours goes there, only table macros.
FOREIGN_SCHEMAS = ("main",)
# Results of evaluations; what the builds before have shown.
ADDING_UP = ("evaluation", "monitoring")
# What dbt leaves when it is killed.
LEFT_OVER = re.compile(r".*__dbt_(tmp|backup).*", re.DOTALL)


def copy_public(build: Path, copy: Path) -> None:
    """Write a new file with what a build has for readers."""
    with attached(build, copy) as connection:
        connection.execute("begin")
        connection.execute("copy from database build to readers (schema)")
        for schema in schemas(connection):
            if PRIVATE_SCHEMAS.fullmatch(schema):
                connection.execute(f"drop schema readers.{quoted(schema)} cascade")
        drop_unread(connection)
        for schema, table in tables(connection, "readers"):
            name = f"{quoted(schema)}.{quoted(table)}"
            connection.execute(f"insert into readers.{name} from build.{name}")
        connection.execute("commit")


def copy_history(build: Path, copy: Path) -> None:
    """Copy to a new file what adds up over builds, and is no build's own."""
    with attached(build, copy) as connection:
        for schema, table in tables(connection, "build"):
            if schema in ADDING_UP:
                connection.execute(f"create schema if not exists readers.{schema}")
                connection.execute(
                    f"create table readers.{schema}.{quoted(table)}"
                    f" as from build.{schema}.{quoted(table)}"
                )


def is_public(database: Path) -> bool:
    """Say whether a file holds nothing that readers may not have."""
    with attached(database) as connection:
        return not any(
            PRIVATE_SCHEMAS.fullmatch(schema)
            for schema, _ in tables(connection, "build")
        )


def domains_with_items(database: Path) -> set[str]:
    """Return the domains of a build that have anything to recommend."""
    if not database.is_file():
        return set()
    with attached(database) as connection:
        return {
            schema
            for schema, table in tables(connection, "build")
            if table == "item_popularity"
            and not PRIVATE_SCHEMAS.fullmatch(schema)
            and connection.execute(
                f"select exists(from build.{quoted(schema)}.item_popularity)"
            ).fetchone()[0]
        }


@contextmanager
def attached(build: Path, copy: Path | None = None) -> Iterator[Any]:
    """Open a build to be read, and a copy to be written, under these names.

    In memory, as a file may have a name that one of its schemas has.
    """
    settings = {
        "memory_limit": memory_limit(),
        "threads": os.environ.get("RECMART_THREADS", THREADS),
    }
    with duckdb.connect(config={**STORAGE, **settings}) as connection:
        connection.execute(f"attach {literal(build)} as build (read_only)")
        if copy:
            spill = copy.with_name(f"{copy.name}.tmp")
            connection.execute(f"set temp_directory = {literal(spill)}")
            connection.execute(
                f"attach {literal(copy)} as readers"
                f" (storage_version '{STORAGE['storage_compatibility_version']}')"
            )
        yield connection


def drop_unread(connection: Any) -> None:
    """Drop what no view and no table macro of the copy reads, of the inner schemas."""
    definitions = connection.execute(
        """
        select macro_definition from duckdb_functions()
        where database_name = 'readers' and not internal
        union all
        select sql from duckdb_views()
        where
            database_name = 'readers'
            and not internal
            and not list_contains($inner, schema_name)
        """,
        {"inner": list(INNER_SCHEMAS)},
    ).fetchall()
    read = {word for (text,) in definitions for word in re.findall(r"\w+", text)}
    relations = connection.execute(
        """
        select 'view', schema_name, view_name from duckdb_views()
        where database_name = 'readers' and not internal
        union all
        select 'table', schema_name, table_name from duckdb_tables()
        where database_name = 'readers'
        """
    ).fetchall()
    for kind, schema, name in relations:
        if (
            schema in FOREIGN_SCHEMAS
            or LEFT_OVER.fullmatch(name)
            or (schema in INNER_SCHEMAS and name not in read)
        ):
            connection.execute(f"drop {kind} readers.{quoted(schema)}.{quoted(name)}")


def schemas(connection: Any) -> list[str]:
    """Return the schemas of the copy."""
    found = connection.execute(
        "select schema_name from duckdb_schemas()"
        " where database_name = 'readers' and not internal order by schema_name"
    ).fetchall()
    return [name for (name,) in found]


def tables(connection: Any, database: str) -> list[tuple[str, str]]:
    """Return schema and name of each table, what foreign keys refer to before these."""
    return connection.execute(
        """
        select schema_name, table_name
        from duckdb_tables() as tables
        where database_name = $database
        order by
            exists(
                from duckdb_constraints() as keys
                where
                    keys.table_oid = tables.table_oid
                    and keys.database_name = tables.database_name
                    and keys.constraint_type = 'FOREIGN KEY'
            ),
            schema_name,
            table_name
        """,
        {"database": database},
    ).fetchall()


def quoted(name: str) -> str:
    """Write a name as SQL does."""
    return '"' + name.replace('"', '""') + '"'


def literal(path: Path) -> str:
    """Write a path as a text of SQL; `attach` takes no parameters."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"
