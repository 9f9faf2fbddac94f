"""Hostile files of every table: each line is a row, part of a field, or rejected."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

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


WORDS = [
    "",
    "i1",
    " u 1 ",
    "Tea",
    "NA",
    "Björk",
    "5",
    "10.5",
    "x:y",
    "a'b",
    "%_",
    "\\N",
]
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
            value += draw.choice([delimiter, '"', "\n", "\n\n", " x"]) + draw.choice(
                WORDS
            )
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
def tables(sql_of: Callable[[str], str]) -> dict[tuple[str, str], list[str]]:
    """The columns of each table of each domain."""
    columns = {}
    for domain in DOMAINS:
        told = sql_of(
            f"{{% for t in recmart.{domain}_tables().values() %}}{{{{ t.table }}}} "
            "{{ t.columns | rejectattr('type', 'equalto', 'rest')"
            " | map(attribute='name') | join(' ') }}\n{% endfor %}"
        )
        for line in told.split("\n"):
            if line.strip():
                table, *names = line.split()
                columns[domain, table] = names
    return columns
