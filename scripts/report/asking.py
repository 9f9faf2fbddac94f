"""What the report asks: the queries of its folder, on a database that is only read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.warehouse.warehouse import Warehouse

QUERIES = Path(__file__).with_name("queries")

Row = dict[str, Any]


class Questions(Warehouse):
    """A warehouse that also answers the report's queries."""

    def ask(self, query: str, **parameters: object) -> list[Row]:
        """Return what a query of the folder finds."""
        sql = (QUERIES / f"{query}.sql").read_text(encoding="utf-8")
        return self._records(sql, parameters or None)

    def one(self, query: str, **parameters: object) -> Row:
        """Return the only row of a query, or nothing of nothing."""
        found = self.ask(query, **parameters)
        return found[0] if found else {}

    def has(self, *relations: str) -> bool:
        """Say whether the warehouse has all of these tables or views, with rows."""
        there = {
            f"{schema}.{name}"
            for schema, name in self._rows(
                "select table_schema, table_name from information_schema.tables"
            )
        }
        return all(
            relation in there
            and self._rows(
                "select exists(from query_table($name))", {"name": relation}
            )[0][0]
            for relation in relations
        )
