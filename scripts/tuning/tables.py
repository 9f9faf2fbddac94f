"""Tables of many builds in one file: what two builds have in common is made once.

A model's table is known by the SQL that makes it, in which the tables that it reads go
by their own names. So a build with another parameter makes what the parameter changes,
and of what follows from that only what comes out differently.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from math import ceil, isfinite
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.memory import memory_limit

RELATION = re.compile(r'"\w+"\."\w+"\."(?P<model>\w+)"')
# Where a model of the materialization `table_by_block` is divided, and by what, as the
# macro `mark_of_block` has it; and how many of its rows a build makes at once.
MARK = re.compile(
    "true /[*] block of (?P<column>[^;]+?)(?: in pairs of (?P<pairs_of>[^;]+))?;"
    " rows: (?P<rows>.+?) [*]/"
)
ROWS_AT_ONCE = 16_000_000
# A CTE that a build works out wherever it is read, as written out it takes memory.
INLINED = re.compile(r"\b(?P<name>\w+) as not materialized \(")
# Of each model so many tables are kept, those that were asked for last: more of those
# that have few rows.
KEPT, KEPT_OF_SMALL, SMALL = 12, 60, 1_000_000
# What weights may take where nobody says how much memory there is: the same on every
# machine whose builds may take as much, so that the same is tried.
MOST_WEIGHTS = "3GB"


class Tables:
    """The tables of all builds of one domain's past."""

    def __init__(self, database: Path) -> None:
        """Open the file that dbt has read the data into."""
        self.connection = duckdb.connect(str(database))
        self.run("set memory_limit = $memory", memory=memory_limit())
        # What a build of this machine may take, and of that what weights may.
        ((self.limit, most),) = self.run(
            """
            select
                parse_formatted_bytes(current_setting('memory_limit')),
                parse_formatted_bytes($most)
            """,
            most=MOST_WEIGHTS,
        )
        is_named = "RECMART_MEMORY_LIMIT" in os.environ
        self.memory = self.limit if is_named else min(self.limit, most)
        self.run("set timezone = 'UTC'")
        self.run("create schema tuning")
        self._made = 0
        # The table by its SQL; its contents by table, the latest last, for each model.
        self._known: dict[str, str] = {}
        self._kept: dict[str, dict[str, tuple]] = {}

    def run(self, sql: str, **parameters: Any) -> list[tuple]:
        """Run a statement and return its rows."""
        return self.connection.execute(sql, parameters).fetchall()

    def table(
        self, relation: str, compiled: Mapping[str, str], asked: str | None = None
    ) -> str:
        """Return the name of a relation's table in a build, made if it is new.

        `compiled` is the SQL of the build's models, by relation; what is in none of
        them is there already. Where a model goes by users, only those are built that
        the table `asked` names.
        """
        if relation not in compiled:
            return relation
        sql = RELATION.sub(
            lambda found: self.table(found[0], compiled, asked), compiled[relation]
        )
        if asked:
            sql = MARK.sub(lambda found: of_asked(found, asked), sql)
        model = RELATION.fullmatch(relation)["model"]
        kept = self._kept.setdefault(model, {})
        if self._known.get(sql) not in kept:
            self._known[sql] = self._make(model, sql)
        name = self._known[sql]
        kept[name] = kept.pop(name)
        rows = max(count for count, _ in kept.values())
        while len(kept) > (KEPT if rows > SMALL else KEPT_OF_SMALL):
            oldest = next(iter(kept))
            del kept[oldest]
            self.run(f"drop table {oldest}")
        return name

    def _make(self, model: str, sql: str) -> str:
        """Make a table of a model, unless there is one of the same rows."""
        self._made += 1
        name = f"tuning.{model}__{self._made}"
        blocks = self._blocks(sql)
        for block in range(blocks):
            part = written_out(of_block(sql, block, blocks))
            if block == 0:
                self.run(f"create table {name} as ({part}\n)")
            else:
                self.run(f"insert into {name} by name ({part}\n)")
        (contents,) = self.run(f"select count(*), sum(hash(t)) from {name} as t")
        kept = self._kept[model]
        for other, its_contents in kept.items():
            if contents == its_contents:
                self.run(f"drop table {name}")
                return other
        kept[name] = contents
        return name

    def _blocks(self, sql: str) -> int:
        """Return in how many blocks a model is built."""
        mark = MARK.search(sql)
        if not mark:
            return 1
        ((rows,),) = self.run(f"select cast({mark['rows']} as double)")
        # Of an empty table a mean is no number.
        return max(ceil(rows / ROWS_AT_ONCE), 1) if rows and isfinite(rows) else 1


def of_block(sql: str, block: int, blocks: int) -> str:
    """Return the SQL of a model with the condition of a block where it is divided."""
    if blocks == 1:
        return sql
    # As in `sql_of_block`, whose condition DuckDB estimates best in these words.
    condition = rf"hash(\g<column>) % {blocks} is not distinct from {block}"
    return MARK.sub(condition, sql)


def written_out(sql: str) -> str:
    """Return SQL that works out nothing twice: time is dearer in trials than memory."""
    for name in INLINED.findall(sql):
        if len(re.findall(rf"\b(?:from|join) {name}\b", sql)) > 1:
            sql = sql.replace(f"{name} as not materialized", f"{name} as materialized")
    return sql


def of_asked(found: re.Match[str], asked: str) -> str:
    """Return the condition that leaves those who are asked, where it is by users."""
    column = found["column"]
    if column.split(".")[-1] != "user_id":
        return found[0]
    return f"({column} in (select user_id from {asked}) and {found[0]})"
