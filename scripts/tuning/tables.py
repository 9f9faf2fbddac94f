"""Tables of many builds in one file: what two builds have in common is made once.

A model's table is known by the SQL that makes it, in which the tables that it reads go
by their own names. So a build with another parameter makes what the parameter changes,
and of what follows from that only what comes out differently.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.memory import memory_limit

RELATION = re.compile(r'"\w+"\."\w+"\."(?P<model>\w+)"')
# Where a model of the materialization `table_by_block` is divided, and by what.
MARK = re.compile(
    r"true /\* block of (?P<column>[\w.]+)(?: in pairs of [^;]+)?; rows: .+? \*/"
)
# Of each model so many tables are kept: those that were asked for last.
KEPT = 12
BLOCKS = 64
# What weights may take where nobody says how much memory there is: the same on every
# machine whose builds may take as much, so that the same is tried.
MOST_WEIGHTS = "3GB"
# Blocks are taken together as long as that takes about so much CPU.
SECONDS_AT_ONCE = 1.0


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
        while len(kept) > KEPT:
            oldest = next(iter(kept))
            del kept[oldest]
            self.run(f"drop table {oldest}")
        return name

    def _make(self, model: str, sql: str) -> str:
        """Make a table of a model, unless there is one of the same rows."""
        self._made += 1
        name = f"tuning.{model}__{self._made}"
        blocks = BLOCKS if MARK.search(sql) else 1
        began = time.process_time()
        self.run(f"create table {name} as ({condition(sql, blocks, 0, 0)}\n)")
        # What takes little time takes little memory: as many blocks at once as may be.
        spent = max(time.process_time() - began, SECONDS_AT_ONCE / blocks)
        at_once = max(int(SECONDS_AT_ONCE / spent), 1)
        for first in range(1, blocks, at_once):
            last = min(first + at_once, blocks) - 1
            part = condition(sql, blocks, first, last)
            self.run(f"insert into {name} by name ({part}\n)")
        (contents,) = self.run(f"select count(*), sum(hash(t)) from {name} as t")
        kept = self._kept[model]
        for other, its_contents in kept.items():
            if contents == its_contents:
                self.run(f"drop table {name}")
                return other
        kept[name] = contents
        return name


def condition(sql: str, blocks: int, first: int, last: int) -> str:
    """Return the SQL of a model with some blocks' condition where it is divided."""
    return MARK.sub(rf"hash(\g<column>) % {blocks} between {first} and {last}", sql)


def of_asked(found: re.Match[str], asked: str) -> str:
    """Return the condition that leaves those who are asked, where it is by users."""
    column = found["column"]
    if column.split(".")[-1] != "user_id":
        return found[0]
    return f"({column} in (select user_id from {asked}) and {found[0]})"
