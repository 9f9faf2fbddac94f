"""Hostile files of every table: each line is a row, part of a field, or rejected."""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from ast import literal_eval
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow
import pyarrow.parquet
import pytest

from helpers import environment
from scripts.common.dbt import Dbt, DbtError, project_vars

DOMAINS = ("custom", "dating", "grocery", "pings", "shoes", "streaming")
FILES_PER_TABLE = 11

TOO_FEW = "fewer fields than columns"
TOO_MANY = "more fields than columns"
UNCLOSED = "unclosed quote"
AGAIN = "the header line again"


class Row(NamedTuple):
    """A record as it is to be read: the line it begins on, its fields, its fault."""

    line: int
    fields: list[str]
    problem: str | None


# A reader of its own: it goes from letter to letter and knows nothing of DuckDB.


def fields_at(text: str, start: int, delimiter: str) -> tuple[list[str], int] | None:
    """Return the fields of the record that starts here and where it ends.

    A field is quoted if it begins with a quote, and the next quote that is not doubled
    ends the field, be it on a later line. If that quote is on the same line, but does
    not end the field, all quotes are letters; else the record is not closed, and
    nothing is returned.
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
    marks = [delimiter, '"', " x", *draw.choice([[], ["\n", "\n\n"]])]

    def quoted(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    def good_field() -> str:
        value = draw.choice(WORDS)
        if draw.random() < 0.2:
            value += draw.choice(marks) + draw.choice(WORDS)
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
    dbt: Dbt,
    folder: Path,
    *expressions: str,
    env: Mapping[str, str] | None = None,
    variables: Mapping[str, object] | None = None,
) -> list[str]:
    """Return what expressions become, in the environment of a user."""
    with environment(
        folder, {"RECMART_DATABASE": str(folder / "recmart.duckdb"), **(env or {})}
    ):
        return dbt.compiled(*expressions, **(variables or {}))


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
    dbt: Dbt,
    folder: Path,
    files: list[tuple[str, str, Path]],
    env: Mapping[str, str] | None = None,
) -> list[tuple[str, list[tuple]]]:
    """Return, for each file of a table, the SQL that reads it and what comes of it."""
    reads = compiled(
        dbt,
        folder,
        *(
            f"recmart.read_files(recmart.files_of_path('{path}'),"
            f" recmart.{domain}_tables()['{table}']) if execute"
            for domain, table, path in files
        ),
        env=env,
    )
    with duckdb.connect() as connection:
        return [
            (sql, connection.execute(f"from ({sql}) order by row_number").fetchall())
            for sql in reads
        ]


# Files of interactions as people have them, and what there is to be read: user, item,
# weight and what speaks against the record.
CASES: dict[str, tuple[bytes, list[tuple]]] = {
    "letters after a quoted field.csv": (
        b'user_id,item_id\nu1,"Odd" band\nu2,"x"y\nu2,"x"z\nu3,TV 50" size',
        [
            ("u1", '"Odd" band', None, None),
            ("u2", '"x"y', None, None),
            ("u2", '"x"z', None, None),
            ("u3", 'TV 50" size', None, None),
        ],
    ),
    "backslashes.csv": (
        b'"user_id";"item_id"\n"1";"The \\"Blue\\" Gate; a tale"\n"2";"C:\\\\x"',
        [
            ("1", 'The "Blue" Gate; a tale', None, None),
            ("2", "C:\\x", None, None),
        ],
    ),
    # No line with a backslash is a record by itself, whichever way it is read.
    "backslashes over lines.csv": (
        b'user_id,item_id,review\nu1,i1,"He said \\"hi\\", then\nand \\"bye\\"."\n'
        b'u2,i2,"Not \\"good\\"\nat all"\nu3,i3,\n',
        [(f"u{n}", f"i{n}", None, None) for n in (1, 2, 3)],
    ),
    "a backslash at the end.csv": (
        b'user_id,item_id\nu1,"C:\\"\nu2,"a, b"',
        [("u1", "C:\\", None, None), ("u2", "a, b", None, None)],
    ),
    "quotes as letters.tsv": (
        b'user_id\titem_id\tweight\nu1\tThe "Best\t5\nu2\t"Best" of\t4\nu3\t"The\t1\n'
        b'u4\tWorst"\t2\n',
        [
            ("u1", 'The "Best', "5", None),
            ("u2", '"Best" of', "4", None),
            ("u3", '"The', "1", None),
            ("u4", 'Worst"', "2", None),
        ],
    ),
    "whole lines between quotes.tsv": (
        b'user_id\titem_id\nu1\t"Heroes\nu2\tLow"\n',
        [("u1", '"Heroes', None, None), ("u2", 'Low"', None, None)],
    ),
    "quotes that quote.tsv": (
        b'user_id\titem_id\nu1\t"a\tb"\nu2\t"a\nb"\n',
        [("u1", "a\tb", None, None), ("u2", "a\nb", None, None)],
    ),
    "a lone carriage return.csv": (
        b"user_id,item_id\r\nu1,i1\r\nu2,i2\ru3,i3\r\n\r\nu4,i4",
        [(f"u{n}", f"i{n}", None, None) for n in (1, 2, 3, 4)],
    ),
    "a lone carriage return at the end.csv": (
        b"user_id,item_id\nu1,i1\nu2,i2\ru3,i3",
        [(f"u{n}", f"i{n}", None, None) for n in (1, 2, 3)],
    ),
    "carriage returns only.csv": (
        b"user_id,item_id\ru1,i1\ru2,i2\r",
        [(f"u{n}", f"i{n}", None, None) for n in (1, 2)],
    ),
    "line ends of both kinds.csv": (
        b"user_id,item_id\r\nu1,i1\nu2,i2\r\nu3,i3",
        [(f"u{n}", f"i{n}", None, None) for n in (1, 2, 3)],
    ),
    "a comma in a name.csv": (
        b'"genre, main",user_id,item_id,weight\n"Rock, Pop",u1,i1,3\n',
        [("u1", "i1", "3", None)],
    ),
    "a name of two lines.csv": (
        b'"user_id","item_id","Rating\n(1-5)","weight"\nu1,i1,3,4\n',
        [("u1", "i1", "4", None)],
    ),
    "other delimiters in a name.csv": (
        b'user_id,item_id,"a;b;c;d"\nu1,i1,x\n',
        [("u1", "i1", None, None)],
    ),
    "SQL for a name.csv": (
        b'item_id;user_id;a" || (select 1) || "title;recmart surplus\ni1;u1;x;y\n',
        [("u1", "i1", None, None)],
    ),
    "blank lines.csv": (
        b"\n\nuser_id,item_id\n\nu1,i1\n   \n\nu2,i2\n\n",
        [
            ("u1", "i1", None, None),
            ("   ", None, None, TOO_FEW),
            ("u2", "i2", None, None),
        ],
    ),
    "blanks before quoted names.csv": (
        b'"user_id", "artist", "item_id"\n"u1","x","i1"\n',
        [("u1", "i1", None, None)],
    ),
    "a line that names the separator.csv": (
        b"Sep=;\nuser_id;item_id\nu1;i1\n",
        [("u1", "i1", None, None)],
    ),
    "files one behind the other.csv": (
        b"user_id,item_id,weight\nu1,i1,3\nuser_id,item_id,weight\nu2,i2,4\n"
        b"user_id,item_id,5\n",
        [
            ("u1", "i1", "3", None),
            ("user_id", "item_id", "weight", AGAIN),
            ("u2", "i2", "4", None),
            ("user_id", "item_id", "5", None),
        ],
    ),
    "files one behind the other, with marks.csv": (
        b'\xef\xbb\xbfuser_id; item_id\nu1;"i\n1"\n'
        b"\xef\xbb\xbfuser_id; item_id\nu2;i2\n",
        [
            ("u1", "i\n1", None, None),
            ("\ufeffuser_id", " item_id", None, AGAIN),
            ("u2", "i2", None, None),
        ],
    ),
    "names that are missing.csv": (
        b"user_id,item_id,,\nu1,i1,,\nu2,i2\nu3,i3,,,x\n",
        [
            ("u1", "i1", None, None),
            ("u2", "i2", None, None),
            ("u3", "i3", None, TOO_MANY),
        ],
    ),
    "two colons.dat": (
        b'user_id::item_id::weight\n1::"Great" cats::5\n2::a: b::3\n3::x\n',
        [
            ("1", '"Great" cats', "5", None),
            ("2", "a: b", "3", None),
            ("3", "x", None, TOO_FEW),
        ],
    ),
    "ids as floats.csv": (
        "user_id,item_id,weight\n1.0,10,4.0\n2.0\xa0,11.0,3\nnan,12.0,\n".encode(),
        [
            ("1", "10", "4.0", None),
            ("2", "11.0", "3", None),
            ("nan", "12.0", None, None),
        ],
    ),
    "a mark of byte order [1].CSV": (
        b'\xef\xbb\xbf"User_ID", item_id \r\nu1,i1\r\nu2,"i 2"\r\n',
        [("u1", "i1", None, None), ("u2", "i 2", None, None)],
    ),
    "compressed.csv.gz": (
        gzip.compress(b"user_id,item_id\nu1,i1\n"),
        [("u1", "i1", None, None)],
    ),
    # In the encoding that the setting names.
    "Latin-1.csv": (
        "user_id,item_id\nu1,Bj\u00f6rk\n".encode("latin-1"),
        [("u1", "Bj\u00f6rk", None, None)],
    ),
    # What is UTF-8 is UTF-8 in spite of it.
    "UTF-8.csv": (
        'user_id,item_id\nu1,Bj\u00f6rk\nu2,"\n'.encode(),
        [("u1", "Bj\u00f6rk", None, None), ("u2", '"', None, UNCLOSED)],
    ),
}


def test_files_of_many_kinds_are_read_as_they_were_meant(
    dbt: Dbt, tmp_path: Path
) -> None:
    files = []
    for name, (content, _) in CASES.items():
        path = tmp_path / name
        path.write_bytes(content)
        files.append(("custom", "interactions", path))
    # Another file where the name is taken for a pattern.
    (tmp_path / "a mark of byte order 1.CSV").write_text("user_id,item_id\nu9,i9\n")
    reads = read_by_recmart(dbt, tmp_path, files, {"RECMART_ENCODING": "latin-1"})
    assert {
        name: [
            (row[1] or None, row[2] or None, row[4] or None, row[-2]) for row in rows
        ]
        for name, (_, rows) in zip(CASES, reads, strict=True)
    } == {name: expected for name, (_, expected) in CASES.items()}


# Files that cannot be read, and what is said of them after their name.
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "carets.csv": (
        b"user_id^item_id\nu1^i1\n",
        ": required column user_id is missing. The first line is one field"
        " (user_id^item_id). Fields are separated by a comma, a semicolon, a tab,",
    ),
    # Without a header line what stands in it is somebody's.
    "a name.csv": (
        b"Anna Smith^Titanic^5\n",
        ": required column user_id is missing. The first line is one field. Fields",
    ),
    "a number.csv": (
        b"(030) 555-1234;Anna;i1\n",
        ": required column user_id is missing. The first line has 3 fields that look",
    ),
    "blanks.dat": (
        b"196 242 3 881250949\n",
        ": required column user_id is missing. The first line is one field. Fields",
    ),
    "a line per user.txt": (
        b"0 17 4 233\n1 4\n",
        ": required column user_id is missing. The first line is one field. Fields are"
        " separated by a comma, a semicolon, a tab, | or ::; write the file with one of"
        " these, a line per interaction, such as by: tr -s ' ' '\\t' < old.csv >"
        " new.csv. If each line is a user and all their items, write a line per item:",
    ),
    "a line per item before its users.txt": (
        b"1:\n1488844,3,2005-09-06\n",
        ": required column user_id is missing. The first line is one field. Fields are"
        " separated by a comma, a semicolon, a tab, | or ::; write the file with one of"
        " these, a line per interaction.",
    ),
    "some other names.csv": (
        b"userId,item_id,rating\nu1,i1,3\n",
        ": required column user_id is missing. Found: userId, item_id, rating. The"
        " var custom_columns says which is ours, as in {custom_columns: {user_id:",
    ),
    "other names.csv": (
        b"customer,sku\nc1,s1\n",
        ": required column user_id is missing. Found: customer, sku: no header line?",
    ),
    "lines.json": (
        b'{"user_id": 1, "item_id": 2}\n',
        ": required column user_id is missing. The first line begins like JSON,",
    ),
    "cut off.csv": (
        "user_id,item_id\nu1,i1\n".encode("utf-16")[:-1],
        ": half of a letter of UTF-16 stands in it,",
    ),
    "not compressed.csv.gz": (
        b"user_id,item_id\nu1,i1\n",
        ": its name says that it is compressed by gzip, its first bytes do not.",
    ),
    "not compressed.csv.zst": (b"user_id,item_id\n", ": its name says that it is"),
    "nothing.csv.gz": (b"", ": the file is empty."),
    "compressed nothing.csv.gz": (gzip.compress(b""), ": the file is empty."),
    "ratings.csv.bz2": (b"BZh91AY&SY\xff", ": line 1 is not UTF-16: the file is"),
    "text.parquet": (
        b"user_id,item_id\nu1,i1\n",
        ": its name says that it is Parquet, its first bytes do not.",
    ),
    "cut off.parquet": (b"PAR1" + bytes(40), ": its end is missing, as where a file"),
    "nothing.parquet": (b"", ": the file is empty."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_of_what_cannot_be_read_the_true_cause_is_said(
    name: str, dbt: Dbt, tmp_path: Path
) -> None:
    content, said = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DbtError, match=re.escape(f"{path}{said}")):
        read_by_recmart(
            dbt,
            tmp_path,
            [("custom", "interactions", path)],
            {"RECMART_ENCODING": "utf-16"},
        )


@pytest.mark.parametrize("line", ['{"u": 1, "i": 2}', '{"u": 1, "i": 2, "at": 3}'])
def test_of_json_no_columns_are_counted(line: str, dbt: Dbt, tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    path.write_text(f"{line}\n")
    with pytest.raises(
        DbtError, match=re.escape(f"{path}: The first line begins like")
    ):
        compiled(
            dbt,
            tmp_path,
            f"recmart.read_files(recmart.files_of_path('{path}'),"
            " recmart.custom_tables().interactions) if execute",
            variables={"custom_header": ["user_id", "item_id"]},
        )


def test_a_table_may_call_what_others_have_otherwise(dbt: Dbt, tmp_path: Path) -> None:
    names = ["interactions", "items", "holdout"]
    given = {
        "user_id": "userID",
        "item_id": "artistID",
        "items": {"item_id": "id", "title": "name"},
    }
    told = compiled(
        dbt,
        tmp_path,
        *(f"recmart.renamed_columns({given}, '{table}', {names})" for table in names),
    )
    of_all = {"user_id": "userID", "item_id": "artistID"}
    assert [literal_eval(text.strip()) for text in told] == [
        of_all,
        {"user_id": "userID", "item_id": "id", "title": "name"},
        of_all,
    ]
    with pytest.raises(DbtError, match="columns: 'id' of items is no mapping of our"):
        compiled(
            dbt,
            tmp_path,
            f"recmart.renamed_columns({{'items': 'id'}}, 'items', {names}) if execute",
        )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        # The item is renamed, and the user found under the same name.
        (
            "{'item_id': 'User_ID'}",
            "a.csv: column 'user_id' would be both our user_id and our item_id.",
        ),
        ("{'item_id': 3}", "columns: '3' of item_id is no name of a column:"),
        ("{'item_id': none}", "a.csv: required column item_id is missing."),
    ],
)
def test_columns_are_named_each_once_and_by_texts(
    columns: str, said: str, dbt: Dbt, tmp_path: Path
) -> None:
    renamed = f"dict(recmart.custom_tables().interactions, renamed={columns})"
    with pytest.raises(DbtError, match=said):
        compiled(
            dbt,
            tmp_path,
            f"recmart.columns_of_file('a.csv', ['user_id', 'item_id'], {renamed})"
            " if execute",
        )


def test_a_var_that_there_is_not_stops_a_build(dbt: Dbt, tmp_path: Path) -> None:
    with (
        environment(tmp_path, {"RECMART_DATABASE": str(tmp_path / "recmart.duckdb")}),
        pytest.raises(DbtError, match="--vars: 'custom_column' is none of ") as error,
    ):
        dbt.compiled("recmart.check_vars()", manifest=dbt.manifest(), custom_column={})
    [known] = re.findall(r"is none of ([a-z_, ]+)[.]", str(error.value))
    assert sorted(known.split(", ")) == sorted(project_vars())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("https://example.invalid/a.csv", ": over the network DuckDB reads by its"),
        ("data\\a", ": no such file, nor a folder with CSV or Parquet files in it. F"),
    ],
)
def test_paths_that_lead_nowhere(
    path: str, said: str, dbt: Dbt, tmp_path: Path
) -> None:
    with pytest.raises(DbtError, match=re.escape(f"{path}{said}")):
        compiled(
            dbt,
            tmp_path,
            "recmart.source_files(recmart.custom_tables().interactions) if execute",
            # No extension that may be there on this machine.
            env={"RECMART_INTERACTIONS": path, "HOME": str(tmp_path)},
        )


def test_one_unclosed_quote_takes_no_line_with_it(dbt: Dbt, tmp_path: Path) -> None:
    lines = [f"u{number},i{number}" for number in range(1000)]
    lines[3] = 'u3,"i3'
    path = tmp_path / "unclosed.csv"
    path.write_text("\n".join(["user_id,item_id", *lines]))
    [(_, rows)] = read_by_recmart(dbt, tmp_path, [("custom", "interactions", path)])
    assert len(rows) == 1000
    assert [row[0] for row in rows if row[-2]] == [4]
    assert (rows[3][-3], rows[3][-2]) == (5, UNCLOSED)


def test_parquet_in_parts_is_one_table(dbt: Dbt, tmp_path: Path) -> None:
    parts = tmp_path / "ratings.parquet"
    for kind in ("like", "view"):
        (parts / f"event_type={kind}").mkdir(parents=True)
    (parts / "_SUCCESS").touch()
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (select 1.0::double as user_id, 'Bj\\xC3\\xB6rk'::blob as item_id)
            to '{parts}/event_type=like/part-0.parquet';
            copy (
                select 2.0::double as user_id, '\\xFF'::blob as item_id, 5 as weight
            ) to '{parts}/event_type=view/part-0.parquet';
            """
        )
    [(_, from_folder), (_, from_pattern)] = read_by_recmart(
        dbt,
        tmp_path,
        [
            ("custom", "interactions", parts),
            ("custom", "interactions", parts / "*" / "*.parquet"),
        ],
    )
    assert from_folder == from_pattern
    assert from_folder == [
        (1, "1", "Bj\u00f6rk", None, None, "like", None, None, None, 2),
        (2, "2", None, None, "5", "view", None, None, "item_id is not UTF-8", 2),
    ]


def test_whole_numbers_of_parts_are_joined_whatever_their_type(
    dbt: Dbt, tmp_path: Path
) -> None:
    with duckdb.connect() as connection:
        for name, select in {
            # No float holds this number.
            "a": "select 9007199254740993 as user_id, 10 as item_id, 1 as weight",
            "b": "select 2.0::double as USER_ID, 10.0::double as item_id",
            "c": "select 2 as user_id, 1.5::double as item_id",
        }.items():
            (tmp_path / name).mkdir()
            connection.execute(f"copy ({select}) to '{tmp_path}/{name}/{name}.parquet'")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.csv").write_text("user_id,item_id\n10.0,2.0\n")
    (tmp_path / "text" / "b.csv").write_text("user_id,item_id\n10,2.5\n")
    reads = read_by_recmart(
        dbt,
        tmp_path,
        [
            ("custom", "interactions", path)
            for path in (tmp_path / "[a-c]" / "*.parquet", tmp_path / "text")
        ],
    )
    assert [[(*row[:3], row[4]) for row in rows] for _, rows in reads] == [
        [
            (1, "9007199254740993", "10", "1"),
            (2, "2", "10.0", None),
            (3, "2", "1.5", None),
        ],
        [(1, "10", "2.0", None), (2, "10", "2.5", None)],
    ]


def test_no_number_in_parquet_is_missing(dbt: Dbt, tmp_path: Path) -> None:
    """The statistics that other programs write of a column leave NaN out."""
    path = tmp_path / "a.parquet"
    numbers = pyarrow.array([1.0, math.nan, 2.0])
    pyarrow.parquet.write_table(
        pyarrow.table({"item_id": numbers, "price": numbers}), path
    )
    [(_, rows)] = read_by_recmart(dbt, tmp_path, [("custom", "items", path)])
    assert [row[1] for row in rows] == ["1", None, "2"]
    assert [json.loads(text) for row in rows for text in row if "{" in str(text)] == [
        {"price": 1.0},
        {"price": None},
        {"price": 2.0},
    ]


def test_the_line_that_names_the_separator_is_no_row(dbt: Dbt, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"sep=;\r\n\r\nu1;i1\r\nu2;i2;x\r\n")
    [sql] = compiled(
        dbt,
        tmp_path,
        f"recmart.read_files(['{path}'], recmart.custom_tables().interactions)"
        " if execute",
        variables={"custom_header": ["user_id", "item_id"]},
    )
    rows = duckdb.sql(f"select user_id, line_number, problem from ({sql}) order by 2")
    assert rows.fetchall() == [("u1", 3, None), ("u2", 4, TOO_MANY)]


def test_csv_in_parts_has_the_columns_of_its_folders(dbt: Dbt, tmp_path: Path) -> None:
    parts = tmp_path / "ratings"
    for number, (folder, text) in enumerate(
        [
            ("event_type=add%20it", "user_id,item_id\nu1,i1\n"),
            ("event_type=buy", 'item_id,user_id\ni2,u2\n"i""3",u3\nu4\n'),
            ("event_type=like", "user_id,item_id,Event_Type\nu5,i5,own\n"),
            ("event_type=__HIVE_DEFAULT_PARTITION__", "user_id,item_id\nu6,i6\n"),
        ]
    ):
        (parts / folder).mkdir(parents=True)
        (parts / folder / f"part-{number}.csv").write_text(text)
        # Of what had no rows.
        (parts / folder / f"part [{number}].csv").touch()
        (parts / folder / f"part {number}.csv.gz").write_bytes(gzip.compress(b""))
    [(_, rows)] = read_by_recmart(dbt, tmp_path, [("custom", "interactions", parts)])
    assert [(row[1], row[2], row[5], row[-2]) for row in rows] == [
        ("u6", "i6", None, None),
        ("u1", "i1", "add it", None),
        ("u2", "i2", "buy", None),
        ("u3", 'i"3', "buy", None),
        (None, "u4", "buy", TOO_FEW),
        ("u5", "i5", "own", None),
    ]


def fields(row: tuple, places: list[int]) -> list[str]:
    """Return the columns of a table's row that come from its file."""
    return [value or "" for value in row[1 : len(places) + 1]]


def test_each_record_of_hostile_files_is_read_as_another_reader_reads_it(
    dbt: Dbt, tables: dict[tuple[str, str], list[str]], tmp_path: Path
) -> None:
    files, texts = [], []
    for domain, table in tables:
        # None of these draws is a file that escapes by backslash, which the other
        # reader does not know: such a one has a line that only backslashes explain.
        draw = random.Random(f"{domain} {table} 13")  # noqa: S311
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
