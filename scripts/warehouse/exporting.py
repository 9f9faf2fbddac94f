"""The marts as files: a folder that is there is whole, and says what is in it.

    manifest.json                          per table its file, rows, columns, checksum
    streaming/recommendations.parquet      ...

On a shelf that many machines read there is a folder per export, and one small file that
names the newest. Whoever has read that file reads files that nobody writes any more:

    latest.json                            the manifest of 000002, its name in `export`
    000001/ 000002/                        as above

What is exported are the models of `models/marts`, `models/quality`, `models/semantic`,
`models/monitoring` and `models/evaluation` that the warehouse has: none of them holds
personal data.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.commands import RecmartError, progress
from scripts.common.paths import ROOT
from scripts.warehouse.numbering import NUMBER, home_of, next_home, numbers_of
from scripts.warehouse.public_copy import literal, quoted
from scripts.warehouse.warehouse import Warehouse

MANIFEST = "manifest.json"
LATEST = "latest.json"
LOCK = ".lock"
KEPT_EXPORTS = 2
ROOMS = ("marts", "quality", "semantic", "monitoring", "evaluation")
COPIED = {
    "parquet": "format parquet, compression zstd",
    "csv": "format csv, header",
}
FORMATS = (*COPIED, "xlsx")
# A sheet of Excel has no more, the header included.
ROWS_OF_SHEET = 1_048_576
ROWS_AT_ONCE = 10_000


# Others can work it out, too: seven hexadecimal digits of MD5.
PART_OF_USER = "cast('0x' || left(md5(user_id), 7) as bigint) % {parts} as part"


class Export(Warehouse):
    """A warehouse that also writes its marts into files."""

    def write(
        self, folder: Path, kind: str, domains: Collection[str] = (), parts: int = 1
    ) -> int:
        """Write the marts, of all domains or of some; return how many.

        What is written replaces a former export, and nothing else. Tables of users are
        divided into parts, a folder each.
        """
        if folder.exists() and not is_replaceable(folder):
            raise RecmartError(
                f"--to: {folder} is there and no export (it has no {MANIFEST}): name"
                " another folder"
            )
        if not folder.absolute().parent.is_dir():
            raise RecmartError(f"--to: no folder {folder.parent}")
        # A link stays where it is: what it leads to is replaced.
        folder = folder.resolve()
        draft = folder.with_name(f".{folder.name}.{os.getpid()}")
        former = folder.with_name(f".{folder.name}.{os.getpid()}.former")
        try:
            written = self._fill(draft, kind, domains, parts)
            if folder.exists():
                folder.rename(former)
            draft.rename(folder)
        finally:
            if former.exists() and not folder.exists():
                former.rename(folder)
            for left in (draft, former):
                shutil.rmtree(left, ignore_errors=True)
        return len(written["tables"])

    def publish(
        self,
        shelf: Path,
        kind: str,
        domains: Collection[str] = (),
        parts: int = 1,
        kept: int = KEPT_EXPORTS,
    ) -> tuple[Path, int]:
        """Add an export to a shelf; return its folder and how many tables it has.

        Readers see it whole or not at all: it is there before `latest.json` names it.
        The last ones stay for who is still reading them.
        """
        with locked(shelf):
            for left in shelf.iterdir():
                if re.fullmatch(rf"\.{NUMBER}", left.name):
                    shutil.rmtree(left, ignore_errors=True)
            numbers = numbers_of(shelf, lambda home: (home / MANIFEST).is_file())
            home = next_home(shelf, numbers)
            draft = shelf / f".{home.name}"
            try:
                written = self._fill(draft, kind, domains, parts)
                draft.rename(home)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            write_whole(shelf / LATEST, {"export": home.name, **written})
            for number in [*numbers, int(home.name)][: -max(kept, 1)]:
                # The next export removes what is left of it if this one is killed.
                former = home_of(shelf, number)
                dropped = former.rename(shelf / f".{former.name}")
                shutil.rmtree(dropped, ignore_errors=True)
        return home, len(written["tables"])

    def _fill(
        self, draft: Path, kind: str, domains: Collection[str], parts: int
    ) -> dict[str, Any]:
        """Write the marts and what there is to say of them into a new folder."""
        for domain in domains:
            self._check(domain)
        marts = [
            (schema, table)
            for schema, table in self._marts()
            if not domains or schema in domains
        ]
        if not marts:
            raise RecmartError(f"{self.path} has no marts yet: run `make build`")
        try:
            draft.mkdir()
            tables = [
                self._write_table(draft, schema, table, kind, parts)
                for schema, table in progress(marts, "Marts")
            ]
        except duckdb.Error as error:
            raise RecmartError(f"cannot write {draft}: {error}") from error
        written = self._manifest(kind, tables)
        write_whole(draft / MANIFEST, written)
        return written

    def _marts(self) -> list[tuple[str, str]]:
        """Return schema and name of the marts that there are."""
        named = {
            tuple(path.stem.split("__", 1))
            for room in ROOMS
            for path in (ROOT / "models" / room).rglob("*__*.sql")
            if not path.stem.startswith("int_")
        }
        there = self._rows(
            "select table_schema, table_name from information_schema.tables"
            " where table_catalog = current_database() order by all"
        )
        return [mart for mart in there if mart in named]

    def _write_table(
        self, draft: Path, schema: str, table: str, kind: str, parts: int
    ) -> dict[str, Any]:
        """Write a table in the order of its columns; return what the manifest says."""
        (draft / schema).mkdir(exist_ok=True)
        path = draft / schema / f"{table}.{kind}"
        # The names are those of files of the project.
        ordered = f"select * from {quoted(schema)}.{quoted(table)} order by all"
        is_divided = parts > 1 and "user_id" in self._column_names(schema, table)
        if is_divided:
            path = path.with_suffix("")
            self._rows(
                f"copy (select *, {PART_OF_USER.format(parts=parts)} from ({ordered}))"
                f" to {literal(path)} ({COPIED[kind]}, partition_by (part))"
            )
        elif kind in COPIED:
            self._rows(f"copy ({ordered}) to {literal(path)} ({COPIED[kind]})")
        else:
            write_sheet(path, f"{schema}.{table}", *self._read(ordered))
        ((rows,),) = self._rows(
            f"select count(*) from {quoted(schema)}.{quoted(table)}"
        )
        columns = self._records(
            """
            select column_name as name, data_type as type, comment as description
            from duckdb_columns()
            where
                database_name = current_database()
                and schema_name = $schema
                and table_name = $table
            order by column_index
            """,
            {"schema": schema, "table": table},
        )
        return {
            "table": f"{schema}.{table}",
            "file": f"{schema}/{path.name}",
            "rows": rows,
            **(
                {
                    "parts": [
                        {
                            "file": file.relative_to(draft).as_posix(),
                            "sha256": checksum(file),
                        }
                        for file in sorted(path.rglob(f"*.{kind}"))
                    ]
                }
                if is_divided
                else {"sha256": checksum(path)}
            ),
            "columns": [
                {name: value for name, value in column.items() if value is not None}
                for column in columns
            ],
        }

    def _column_names(self, schema: str, table: str) -> set[str]:
        """Return the columns of a table."""
        return {
            name
            for (name,) in self._rows(
                "select column_name from information_schema.columns"
                " where table_catalog = current_database()"
                " and table_schema = $schema and table_name = $table",
                {"schema": schema, "table": table},
            )
        }

    def _read(self, sql: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the names of the columns of a query, and its rows one by one."""
        cursor = self._cursor().execute(sql)

        def rows() -> Iterator[tuple[Any, ...]]:
            while found := cursor.fetchmany(ROWS_AT_ONCE):
                yield from found

        return [column[0] for column in cursor.description], rows()

    def _manifest(self, kind: str, tables: list[dict[str, Any]]) -> dict[str, Any]:
        """Say which build this is, up to when it knows, and what is in it."""
        home = self.path.resolve().parent
        latest = {
            domain: self._rows(
                "select max(occurred_at) from query_table($domain || '.user_history')",
                {"domain": domain},
            )[0][0]
            for domain in self.domains()
        }
        return {
            "warehouse": self.path.name,
            "build": home.name if home.name.isdecimal() else None,
            "format": kind,
            "duckdb": duckdb.__version__,
            "latest_events": {
                domain: moment.isoformat()
                for domain, moment in latest.items()
                if moment
            },
            "tables": tables,
        }


def is_replaceable(folder: Path) -> bool:
    """Say whether a folder is an export, or empty."""
    return folder.is_dir() and (
        (folder / MANIFEST).is_file() or not any(folder.iterdir())
    )


@contextmanager
def locked(shelf: Path) -> Iterator[None]:
    """Let nobody else publish on a shelf meanwhile."""
    if shelf.exists() and not (
        (shelf / LATEST).is_file()
        or all(
            path.name.isdecimal() or path.name.startswith(".")
            for path in shelf.iterdir()
        )
    ):
        raise RecmartError(
            f"--to: {shelf} is there and no shelf of exports (it has no {LATEST}): name"
            " another folder"
        )
    if not shelf.absolute().parent.is_dir():
        raise RecmartError(f"--to: no folder {shelf.parent}")
    shelf.mkdir(exist_ok=True)
    with (shelf / LOCK).open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RecmartError(
                f"somebody else publishes to {shelf}: try again when that has finished"
            ) from None
        yield


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Write a file that is never seen in part."""
    draft = path.with_name(f".{path.name}")
    draft.write_text(f"{json.dumps(content, indent=2)}\n", encoding="utf-8")
    draft.replace(path)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sheet(
    path: Path, table: str, names: list[str], rows: Iterator[tuple[Any, ...]]
) -> None:
    """Write a workbook of one sheet; no text in it is taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table)[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        written = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value))
        written.data_type = "s"
        return written

    sheet.append(names)
    for number, row in enumerate(rows, 2):
        if number > ROWS_OF_SHEET:
            raise RecmartError(
                f"{table} has more rows than a sheet of Excel ({ROWS_OF_SHEET - 1:,}):"
                " export it as Parquet or CSV"
            )
        sheet.append([cell(value) for value in row])
    book.save(path)
