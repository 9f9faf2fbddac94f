"""Hostile files of every table: each line is a row, part of a field, or rejected."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from helpers import environment
from scripts.common.dbt import Dbt

DOMAINS = ("custom", "dating", "grocery", "pings", "shoes", "streaming")
FILES_PER_TABLE = 11

TOO_FEW = "fewer fields than columns"
TOO_MANY = "more fields than columns"
UNCLOSED = "unclosed quote"


class Row(NamedTuple):
    """A record as it is to be read: the line it begins on, its fields, its fault."""

    line: int
    fields: list[str]
    problem: str | None


# A reader of its own: it goes from letter to letter and knows nothing of DuckDB.


def fields_at(text: str, start: int, delimiter: str) -> tuple[list[str], int] | None:
    """Return the fields of the record that starts here and where it ends.

    A field is quoted if it begins with a quote, and the next quote that is not doubled
    ends the field, be it on a later line. If that quote is on the same line, but does not
    end the field, all quotes are letters; else the record is not closed, and nothing is
    returned.
    """
    fields = []
    while True:
        place, is_quoted = start, False
        if text.startswith('"', start):
            place = start + 1
            while True:
                place = text.find('"', place) + 1
                if place == 0:
                    return None
                if not text.startswith('"', place):
                    break
                place += 1
            is_quoted = place == len(text) or text[place] in (delimiter, "\n")
            if not is_quoted and "\n" in text[start:place]:
                return None
        end = place
        while end < len(text) and text[end] not in (delimiter, "\n"):
            end += 1
        field = text[start:end]
        fields.append(field[1:-1].replace('""', '"') if is_quoted else field)
        if end == len(text) or text[end] == "\n":
            return fields, end
        start = end + 1


def read(text: str, delimiter: str, width: int) -> Iterator[Row]:
    """Yield all records of a text, lines counted from 1."""
    place, line = 0, 1
    while place < len(text):
        if text[place] == "\n":
            place, line = place + 1, line + 1
            continue
        problem = None
        if found := fields_at(text, place, delimiter):
            fields, end = found
            if len(fields) < width:
                problem = TOO_FEW
            elif any(fields[width:]):
                problem = TOO_MANY
        else:
            problem = UNCLOSED
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            fields = text[place:end].split(delimiter)
        yield Row(line, [*fields, *[""] * width][:width], problem)
        line += text.count("\n", place, end)
        place = end


WORDS = ["", "i1", " u 1 ", "Tea", "NA", "Björk", "5", "10.5", "x:y", "a'b", "%_", "\\N"]
FRAGMENTS = ['"', '""', '"x', 'x"', '"x"', '"x"y', '""x', ",", ";", "\\", '\\"', " "]


def hostile_text(draw: random.Random, columns: list[str], delimiter: str) -> str:
    """Return a table whose lines are good, long, short, quoted badly, or not at all."""
    # How bad a file is differs, from none that is bad to one that is nothing else.
    badness = draw.choice([0, 0, 0.02, 0.1, 0.5])

    def quoted(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    def good_field() -> str:
        value = draw.choice(WORDS)
        if draw.random() < 0.2:
            value += draw.choice([delimiter, '"', "\n", "\n\n", " x"]) + draw.choice(WORDS)
        needs_quotes = any(mark in value for mark in (delimiter, '"', "\n"))
        return quoted(value) if needs_quotes or draw.random() < 0.1 else value

    def field() -> str:
        if draw.random() >= badness:
            return good_field()
        return "".join(draw.choices(FRAGMENTS + WORDS, k=draw.randint(1, 3)))

    def line() -> str:
        fields = [field() for _ in columns]
        if draw.random() < badness:
            fields += [field() for _ in range(draw.randint(0, 2))]
            fields = fields[: draw.randint(1, len(fields))]
        return delimiter.join(fields)

    lines = [line() for _ in range(draw.randint(1, 60))]
    if draw.random() < 0.2:
        lines.insert(draw.randrange(len(lines)), "")
    names = [quoted(name) if draw.random() < 0.1 else name for name in columns]
    return "\n".join([delimiter.join(names), *lines]) + draw.choice(["\n", "", "\n\n"])




@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """dbt, to ask what a call of a macro becomes."""
    return Dbt(tmp_path_factory.mktemp("reading"))


def compiled(
    dbt: Dbt, folder: Path, *expressions: str, env: Mapping[str, str] | None = None
) -> list[str]:
    """Return what expressions become, in the environment of a user."""
    with environment(
        folder, {"RECMART_DATABASE": str(folder / "recmart.duckdb"), **(env or {})}
    ):
        return dbt.compiled(*expressions)


@pytest.fixture(scope="module")
def tables(
    dbt: Dbt, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], list[str]]:
    """The columns of each table of each domain."""
    told = compiled(
        dbt,
        tmp_path_factory.mktemp("tables"),
        *(f"recmart.{domain}_tables() | tojson" for domain in DOMAINS),
    )
    return {
        (domain, table): [
            column["name"] for column in said["columns"] if column["type"] != "rest"
        ]
        for domain, text in zip(DOMAINS, told, strict=True)
        for table, said in json.loads(text).items()
    }


def read_by_recmart(
    dbt: Dbt, folder: Path, files: list[tuple[str, str, Path]]
) -> list[tuple[str, list[tuple]]]:
    """Return, for each file of a table, the SQL that reads it and what comes of it."""
    reads = compiled(
        dbt,
        folder,
        *(
            f"recmart.read_files(['{path}'], recmart.{domain}_tables()['{table}'])"
            " if execute"
            for domain, table, path in files
        ),
    )
    with duckdb.connect() as connection:
        return [
            (sql, connection.execute(f"from ({sql}) order by row_number").fetchall())
            for sql in reads
        ]


def fields(row: tuple, places: list[int]) -> list[str]:
    """Return the columns of a table's row that come from its file."""
    return [value or "" for value in row[1 : len(places) + 1]]


def test_each_record_of_hostile_files_is_read_as_another_reader_reads_it(
    dbt: Dbt, tables: dict[tuple[str, str], list[str]], tmp_path: Path
) -> None:
    draw = random.Random(11)
    files, texts = [], []
    for domain, table in tables:
        for number in range(FILES_PER_TABLE):
            columns = [*tables[domain, table], "further"]
            draw.shuffle(columns)
            delimiter = draw.choice(",,;")
            text = hostile_text(draw, columns, delimiter)
            path = tmp_path / f"{domain}_{table}_{number}.csv"
            end = draw.choice(["\n", "\n", "\r\n"])
            path.write_bytes(text.replace("\n", end).encode())
            files.append((domain, table, path))
            texts.append((text, columns, delimiter))
    assert len({text for text, _, _ in texts}) > 200

    ways = set()
    for (domain, table, path), (text, columns, delimiter), (sql, came) in zip(
        files, texts, read_by_recmart(dbt, tmp_path, files), strict=True
    ):
        header, *expected = read(text, delimiter, len(columns))
        assert header.fields == columns
        places = [columns.index(name) for name in tables[domain, table]]
        ways.add("fields[" in sql)
        assert [
            # Which fields a record has that is not closed, nobody can say.
            (*row[:1], *row[-3:], *("" if row[-2] == UNCLOSED else fields(row, places)))
            for row in came
        ] == [
            (
                *(number, record.line, record.problem, len(expected)),
                *(
                    ""
                    if record.problem == UNCLOSED
                    else [record.fields[place] for place in places]
                ),
            )
            for number, record in enumerate(expected, start=1)
        ], path.name
    assert ways == {True, False}
