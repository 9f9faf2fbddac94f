"""Lists for many users at once, into a CSV or a Parquet file.

What the build has listed is copied by DuckDB in one statement; only lists that are
longer than the build's, or filtered, are made one by one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from scripts.common.commands import RecmartError, progress
from scripts.warehouse.asking import UnavailableError, clean, many_ids
from scripts.warehouse.warehouse import Warehouse

WRITTEN = {
    ".csv": "format csv, header",
    ".parquet": "format parquet",
}
ROWS_AT_ONCE = 20_000
# How a frame with gaps writes a whole number.
WHOLE = re.compile(r"-?[0-9]+\.0+")
COLUMNS = "user_id, rank, item_id, title, score, source, reason, fallback_used"


def users_of(file: str) -> list[str]:
    """Read who is asked for: an id per line, or the column user_id of a table.

    `-` is what comes in at standard input.
    """
    path = Path(file)
    if file != "-" and not path.is_file():
        raise RecmartError(f"--users: no file {file}")
    if path.suffix.lower() == ".parquet":
        users = column_of(path)
    else:
        try:
            read = sys.stdin.buffer.read() if file == "-" else path.read_bytes()
            text = read.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RecmartError(f"--users: {file} is not UTF-8") from error
        users = first_column(text)
    found = many_ids(list(users))
    if not found:
        raise RecmartError(f"--users: no user in {file}")
    # As at intake, where all that there are have to be written so.
    if all(WHOLE.fullmatch(one) for one in found):
        return [one.partition(".")[0] for one in found]
    return found


def first_column(text: str) -> Iterator[str]:
    """Return the column user_id, or else the first one, of lines with or without it."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    lines = text.splitlines()
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        # A quote that nothing closes is a letter, and takes no other line with it.
        rows = [fields_of(line, delimiter) for line in lines]
    place = 0
    for number, row in enumerate(rows):
        names = [clean(name).lower() for name in row]
        if number == 0 and "user_id" in names:
            place = names.index("user_id")
        elif len(row) > place:
            yield row[place]


def fields_of(line: str, delimiter: str) -> list[str]:
    """Return the fields of one line, whose quotes are letters if they do not fit."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return line.split(delimiter)


def column_of(path: Path) -> list[str]:
    """Return the column user_id, or else the only one, of a Parquet file."""
    try:
        with duckdb.connect() as connection:
            table = connection.from_parquet(str(path))
            named = [name for name in table.columns if name.lower() == "user_id"]
            if not named and len(table.columns) != 1:
                raise RecmartError(
                    f"--users: {path} has no column user_id, but"
                    f" {', '.join(table.columns)}"
                )
            (name,) = named[:1] or table.columns
            ids = duckdb.ColumnExpression(name).cast("varchar")
            return [one for (one,) in table.select(ids).fetchall() if one is not None]
    except duckdb.Error as error:
        raise RecmartError(f"--users: cannot read {path}: {error}") from error


class Bulk(Warehouse):
    """A warehouse that also writes the lists of many users into a file."""

    def write_lists(
        self, file: str, domain: str, users: Iterable[str] | None, **asked: Any
    ) -> tuple[int, int]:
        """Write the lists of users, or of all; return how many rows and users."""
        path = Path(file)
        if path.suffix.lower() not in WRITTEN:
            raise RecmartError(f"--out: {file} ends neither in .csv nor in .parquet")
        if not path.absolute().parent.is_dir():
            raise RecmartError(f"--out: no folder {path.parent}")
        self._name_users(domain, users)
        self._copy_lists(domain, **asked)
        self._add_lists(domain, **asked)
        return self._write(path)

    def _name_users(self, domain: str, users: Iterable[str] | None) -> None:
        """Note who is asked for, in order, and whom the build knows a history of."""
        self._check(domain)
        self._run(
            "create or replace temp table asked_users (place bigint, user_id varchar)"
        )
        if users is None:
            self._run(
                """
                insert into asked_users
                select row_number() over (order by user_id), user_id
                from query_table($domain || '.user_profiles')
                """,
                {"domain": domain},
            )
        else:
            self._run(
                """
                insert into asked_users
                select generate_subscripts($users, 1), unnest($users)
                """,
                {"users": list(users)},
            )

    def _copy_lists(self, domain: str, **asked: Any) -> None:
        """Take from the build what answers as it is: no filter, and long enough.

        A list that is shorter than others of the build is all there is.
        """
        part = self._asked(domain, **{k: v for k, v in asked.items() if k != "items"})
        self._run(
            """
            create or replace temp table answers (
                user_id varchar, rank bigint, item_id varchar, title varchar,
                score double, source varchar, reason varchar, fallback_used boolean
            )
            """
        )
        self._run("create or replace temp table answered (user_id varchar)")
        if part["filters"] or part["most_per"] or asked.get("items"):
            return
        self._run(
            """
            insert into answered
            select lists.user_id
            from query_table($domain || '.lists') as lists
            inner join asked_users on lists.user_id = asked_users.user_id
            group by lists.user_id
            having
                count(*) < (
                    select max(rank) from query_table($domain || '.lists')
                )
                or count(*) filter (
                    where not list_contains(cast($exclude as varchar[]), lists.item_id)
                ) >= $k + $offset
            """,
            {"domain": domain, **without(part, "filters", "most_per")},
        )
        self._run(
            """
            insert into answers
            with

            listed as (

                select
                    lists.* exclude (rank),
                    row_number() over (
                        partition by lists.user_id order by lists.rank
                    ) as rank
                from query_table($domain || '.lists') as lists
                inner join answered on lists.user_id = answered.user_id
                where not list_contains(cast($exclude as varchar[]), lists.item_id)

            ),

            with_history as (

                select user_id from query_table($domain || '.user_history')
                where rank = 1

            )

            select
                user_id,
                rank,
                item_id,
                title,
                score,
                source,
                reason,
                user_id not in (select user_id from with_history) as fallback_used
            from listed
            where rank > $offset and rank <= $offset + $k
            """,
            {"domain": domain, **without(part, "filters", "most_per")},
        )

    def _add_lists(self, domain: str, **asked: Any) -> None:
        """Make the lists that the build has not, one for all whom it does not know."""
        missing = self._rows(
            """
            select
                asked_users.user_id,
                profiles.user_id is not null as is_known
            from asked_users
            left join query_table($domain || '.user_profiles') as profiles
                on asked_users.user_id = profiles.user_id
            where asked_users.user_id not in (select user_id from answered)
            order by asked_users.place
            """,
            {"domain": domain},
        )
        first = asked.get("offset", 0) + 1
        of_strangers = None
        rows: list[tuple[Any, ...]] = []
        for user_id, is_known in progress(missing, "Lists on the spot"):
            if is_known or of_strangers is None:
                found = self.recommend(domain, user_id, **asked)
                of_strangers = of_strangers if is_known else found
            else:
                found = of_strangers
            rows += [
                (
                    *(user_id, rank, item["item_id"], item["title"], item["score"]),
                    *(item["source"], item["reason"], found.fallback_used),
                )
                for rank, item in enumerate(found.items, first)
            ]
            if len(rows) > ROWS_AT_ONCE:
                self._keep(rows)
                rows = []
        self._keep(rows)

    def _keep(self, rows: list[tuple[Any, ...]]) -> None:
        """Put rows beside those that the build has."""
        if rows:
            columns = ", ".join("unnest(?)" for _ in rows[0])
            values = [list(column) for column in zip(*rows, strict=True)]
            self._cursor().execute(f"insert into answers select {columns}", values)

    def _write(self, path: Path) -> tuple[int, int]:
        """Write what was found, in the order in which the users were named."""
        target = str(path).replace("'", "''")
        try:
            self._cursor().execute(
                f"""
                copy (
                    select {", ".join(f"answers.{c}" for c in COLUMNS.split(", "))}
                    from answers
                    inner join asked_users on answers.user_id = asked_users.user_id
                    where answers.rank is not null
                    order by asked_users.place, answers.rank
                ) to '{target}' ({WRITTEN[path.suffix.lower()]})
                """
            )
        except duckdb.Error as error:
            raise UnavailableError(f"cannot write {path}: {error}") from error
        ((rows, users),) = self._rows(
            """
            select count(rank), count(distinct user_id) filter (where rank is not null)
            from answers
            """
        )
        return rows, users

    def _run(self, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Run a statement on the tables of this connection."""
        self._rows(sql, parameters)


def without(part: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return all but some."""
    return {key: value for key, value in part.items() if key not in names}
