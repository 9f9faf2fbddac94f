"""The user's own files: what is read, what is rejected, what stops a build and how."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml

from helpers import ROOT, WRITING
from scripts.common.dbt import DbtError

DOMAINS = ["custom", "dating", "grocery", "pings", "shoes", "streaming"]

ITEMS = (
    'item_id,title,content_type,genre\ni1,"Tea, or ""Not""",tv,drama\ni2,,tv,drama\n'
)
EVENTS = """\
user_id,item_id,event_type,watch_seconds,timestamp
u1,i1,play,1200,2025-01-01T10:00:00
"""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files under a folder, whatever the folders between."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def rows(database: Path, query: str) -> list[tuple]:
    """Ask a warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory, dbt_build: Callable) -> tuple:
    """A warehouse of files with every trouble that a file can have."""
    folder = tmp_path_factory.mktemp("dirty files, and 'quotes'")
    data = write(
        folder / "data",
        {
            # Another order of columns, a further column, other case, a byte order mark,
            # Windows' line ends.
            "streaming/users.csv": "\ufeffAGE,nickname, User_ID ,gender,region\r\n"
            "25,Bo,u1,F,Jakarta\r\n,,u2,male ,\r\nold,,u3,f,\r\n\r\n",
            "streaming/items.csv": ITEMS,
            # A long line, a short line, a quoted line break, an open quote at the end.
            "streaming/events.csv": EVENTS
            + "u1,i1,play,5,2025-01-02,surplus,more\n"
            + "u2,i1,play,5\n"
            + '"u2",i1,"pl\nay",7,2025-01-03\n'
            + "u3,i1,play,8,2025-01-03\n"
            + "u9,i1,play,8,2025-01-03\n"
            + "u3,i1,play,1,2025-01-04\n"
            + 'u1,i2,play,9,"2025-01-04\n',
            # What is of no table.
            "custom/ratings.csv": "user_id,item_id\nu1,i1\n",
            "custom/README.md": "Ratings of January.\n",
        },
    )
    code, output, database = dbt_build(
        folder, select="tag:streaming", env={"RECMART_DATA_DIR": str(data)}
    )
    assert code == 0, output
    return database, output


def test_a_domain_without_files_is_announced_once(dirty: tuple) -> None:
    _, output = dirty
    lines = [line for line in output.splitlines() if "built empty" in line]
    assert len(lines) == 1
    assert "dating, grocery, pings, shoes" in lines[0]
    lines = [line for line in output.splitlines() if "is not read" in line]
    assert len(lines) == 1
    assert (
        "custom/ratings.csv is not read: custom has no table ratings, but interactions,"
        " items, holdout."
    ) in lines[0]


def test_no_line_of_a_file_is_lost(dirty: tuple) -> None:
    database, _ = dirty
    assert rows(
        database,
        "select row_number, user_id, watch_seconds, rejection_reason"
        " from staging.base_streaming__events order by row_number",
    ) == [
        (1, "u1", 1200, None),
        (2, "u1", 5, "more fields than columns"),
        (3, "u2", 5, "fewer fields than columns"),
        (4, "u2", 7, None),
        (5, "u3", 8, None),
        (6, "u9", 8, "user_id is unknown"),
        (7, "u3", 1, None),
        (8, "u1", 9, "unclosed quote"),
    ]


def test_columns_are_found_by_name(dirty: tuple) -> None:
    database, _ = dirty
    assert rows(
        database,
        "select user_id, age, gender, region from staging.stg_streaming__users"
        " order by user_id",
    ) == [("u1", 25, "female", "Jakarta"), ("u2", None, "male", None)]


def test_who_is_known_by_a_rejected_row_keeps_their_events(dirty: tuple) -> None:
    database, _ = dirty
    assert rows(
        database, "select * from intermediate.int_streaming__users where user_id = 'u3'"
    ) == [("u3", None, None, None)]
    assert rows(
        database,
        "select count(*) > 0 from streaming.recommendations where user_id = 'u3'",
    ) == [(True,)]


def test_quoted_text_arrives_whole(dirty: tuple) -> None:
    database, _ = dirty
    assert rows(
        database, "select item_id, title from streaming.item_popularity order by 1"
    ) == [("i1", 'Tea, or "Not"'), ("i2", "i2")]


def test_what_stops_a_build_is_said_in_one_sentence(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    data = write(
        tmp_path / "data",
        {
            "streaming/users.csv": "",
            "streaming/Items.xlsx": b"PK\x03\x04",
            "pings/interactions.csv": "user,ping_id,event_type,watch_time_sec\n",
            "pings/users.csv": "user_id\n",
            "pings/users.parquet": b"PAR1",
            # The secret is personal, and on the line that cannot be read.
            "dating/users.csv": b"user_id,city\nu1,Rome\nu2,Secret M\xfcnchen\n",
            "dating/interactions.csv": gzip.compress(b"user_id,liked_user_id\n"),
            "grocery/aisles.csv": "aisle_id,aisle\n1,Secret\n".encode("utf-16-be"),
            "grocery/departments.csv": "department_id,Department,department\n1,a,b\n",
            "grocery/orders.csv": "1,Secret,prior,1,2,8,\n",
            "grocery/products.csv": '{"product_id": "Secret"}\n',
            "shoes/users.csv": "who,age\nu1,18\n",
            "shoes/shoes.CSV.gz": b"user_id\n",
        },
    )
    duckdb.execute(
        "copy (select ['Secret', 'p2'] as ping_id, 'c1' as creator_id, 'a' as category)"
        " to ? (format parquet)",
        [str(data / "pings" / "pings.parquet")],
    )
    interactions = write(tmp_path, {"own.csv": "user_id,item_id,rating\nu1,i1,3\n"})
    code, output, _ = build_warehouse(
        select="base_streaming__users base_streaming__items base_pings__interactions"
        " base_pings__users base_pings__pings"
        " base_dating__users base_dating__interactions"
        " base_grocery__aisles base_grocery__departments base_grocery__orders"
        " base_shoes__users base_custom__interactions base_custom__holdout",
        env={
            **WRITING,
            "RECMART_DATA_DIR": str(data),
            "RECMART_INTERACTIONS": str(interactions / "own.csv"),
            "RECMART_HOLDOUT": str(interactions / "absent.csv"),
        },
        vars={"custom_columns": {"weight": "Ratng"}},
    )
    said = " ".join(output.split())
    assert code != 0
    assert "Traceback" not in said
    for sentence in (
        "streaming/users.csv: the file is empty.",
        "No file for table streaming.items: expected ",
        "streaming/Items.xlsx",
        "pings/interactions.csv: required column user_id or ouser_id is missing."
        " Found: user, ping_id,",
        "More than one file for table pings.users: ",
        "pings/pings.parquet: column ping_id is of type varchar[], which is no id:",
        "dating/users.csv: line 3 is not UTF-8. Set RECMART_ENCODING to latin-1 or",
        "dating/interactions.csv: line 1 is not UTF-8: the file is compressed by gzip",
        "grocery/aisles.csv: line 1 is not UTF-8: it is UTF-16 with the high byte"
        " first, which is not read. Convert it, such as by: iconv -f UTF-16BE -t UTF-8",
        "grocery/departments.csv: more than one column has the name Department,"
        " department.",
        "grocery/orders.csv: required column order_id is missing. The first line has 7"
        " fields that look like values: no header line?",
        "shoes/users.csv: required column user_id is missing. Found: who, age.",
        "own.csv: there is no column 'Ratng' to be our weight. Found: user_id, item_id,"
        " rating.",
        "absent.csv: no such file",
    ):
        assert sentence in said
    # Nothing of what stands in a file is told, nor left in what dbt writes.
    assert "Secret" not in output
    for left in [*(tmp_path / "logs").rglob("*"), *(tmp_path / "target").rglob("*")]:
        assert not left.is_file() or b"Secret" not in left.read_bytes(), left


def test_a_folder_without_any_data_stops_the_build(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    code, output, _ = build_warehouse(env={"RECMART_DATA_DIR": str(tmp_path)})
    assert code != 0
    assert "Traceback" not in output
    assert "no CSV or Parquet file in any of the folders" in " ".join(output.split())


def test_custom_reads_parquet_and_the_users_own_names(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    interactions = tmp_path / "ratings.parquet"
    items = tmp_path / "films.csv"
    holdout = tmp_path / "later.csv"
    holdout.write_text("movieId,userId\n40,1\n")
    duckdb.execute(
        """
        copy (
            select *
            from (values
                (1, 10, 4.5, 1260759144),
                (1, 20, 2.0, 1260759145),
                (2, 10, 5.0, 1260759146),
                (2, 30, 3.5, 1260759147),
                (2, 30, 3.5, 1260759147),
                (3, 30, 'nan'::double, 1260759148)
            ) as ratings (userId, movieId, rating, "timestamp")
        ) to ? (format parquet)
        """,
        [str(interactions)],
    )
    items.write_text(
        "movieId\ttitle\tgenres\tshop\tprice\tby\n"
        '10\tTea\tDrama|War\ttea@home\t1.5\tb@c.example@d.example, "Al B"@e.example\n'
        "40\tCup\t\t\t\t\n"
    )
    code, output, database = build_warehouse(
        select="tag:custom",
        env={
            "RECMART_INTERACTIONS": str(interactions),
            "RECMART_ITEMS": str(items),
            "RECMART_HOLDOUT": str(holdout),
        },
        vars={
            "custom_columns": {
                "user_id": "userId",
                "item_id": "movieId",
                "weight": "rating",
            },
            "custom_min_weight": 3.5,
        },
    )
    assert code == 0, output
    assert rows(
        database,
        "select user_id, item_id, strength, occurred_at::text"
        " from intermediate.int_custom__interactions order by occurred_at",
    ) == [
        ("1", "10", 4.5, "2009-12-14 02:52:24"),
        ("1", "20", 0.0, "2009-12-14 02:52:25"),
        ("2", "10", 5.0, "2009-12-14 02:52:26"),
        ("2", "30", 3.5, "2009-12-14 02:52:27"),
        ("3", "30", 1.0, "2009-12-14 02:52:28"),
    ]
    # What was held out may have fewer columns.
    held_out = "select user_id, item_id from staging.stg_custom__holdout"
    assert rows(database, held_out) == [("1", "40")]
    catalogue = rows(
        database,
        "select item_id, title, attributes, liking_users from custom.item_popularity"
        " order by item_id",
    )
    assert [row[:2] for row in catalogue] == [
        ("10", "Tea"),
        ("20", "20"),
        ("30", "30"),
        ("40", "Cup"),
    ]
    assert [row[3] for row in catalogue] == [2, 0, 2, 0]
    # What comes after an @ in the next column makes no address of it.
    assert json.loads(catalogue[0][2]) == {
        "genres": "Drama|War",
        "shop": "tea@home",
        "price": "1.5",
        "by": '(e-mail) "Al (e-mail)',
    }
    # The first has liked 10 and used 20; whoever liked 10 liked 30.
    assert rows(
        database,
        "select item_id, source, reason from custom.recommendations"
        " where user_id = '1' order by rank",
    ) == [
        ("30", "similar", "similar to Tea, which you liked"),
        ("40", "popular", "popular"),
    ]


def described(text: str, kind: str) -> dict[str, list[tuple[str, bool]]]:
    """Tell which columns a yml describes, by seed or model, and which are personal."""
    return {
        entry["name"]: [
            (column["name"], "personal" in column.get("config", {}).get("meta", {}))
            for column in entry["columns"]
        ]
        for entry in yaml.safe_load(text)[kind] or []
        if not entry["name"].startswith("base_")
    }


# The domains whose lists a shop may have a say in.
MERCHANDISED = ["custom", "grocery", "shoes", "streaming"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_described_is_what_is_specified(
    domain: str, sql_of: Callable[..., str]
) -> None:
    models, seeds = (
        sql_of(
            f"recmart.{kind}_skeleton('{domain}', recmart.{domain}_tables())", **also
        )
        for kind, also in (("models", {"merchandising": MERCHANDISED}), ("seeds", {}))
    )
    staging = ROOT / "models" / "staging" / domain / f"_{domain}__staging.yml"
    assert described(models, "models") == described(staging.read_text(), "models")
    samples = ROOT / "seeds" / domain / f"_{domain}__seeds.yml"
    assert described(seeds, "seeds") == (
        described(samples.read_text(), "seeds") if samples.exists() else {}
    )


def test_what_cannot_be_in_an_encoding_is_told_from_its_bytes(
    tmp_path: Path, sql_of: Callable[[str], str]
) -> None:
    text = "user_id,item_id\nu1,Bj\u00f6rk\n"
    files = {
        "latin-1": text.encode("latin-1"),
        "windows-1252": text.replace("u1", "\u201cu1\u201d").encode("cp1252"),
        "utf-16": text.encode("utf-16"),
        "utf-16 ": text.encode("utf-16-le"),
        "utf-16be": text.encode("utf-16-be"),
        "utf-16be ": ("\ufeff" + text).encode("utf-16-be"),
        "none": b"",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = [f"recmart.encoding_of('{tmp_path / name}')" for name in files]
    told = sql_of(f"tojson([{', '.join(found)}]) if execute")
    assert json.loads(told) == [
        *("latin-1", "windows-1252", "utf-16", "utf-16", "utf-16be", "utf-16be", None)
    ]
    # Of what is compressed, and says so, that is no reason.
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(files["utf-16"]))
    look = {"file": str(path), "encoding": "utf-8", "compression": "gzip"}
    rejected = {"line": 1, "reason": "INVALID ENCODING"}
    with pytest.raises(DbtError, match="line 1 is not UTF-8"):
        sql_of(f"recmart.raise_unreadable({look}, {rejected}) if execute")


def test_whole_numbers_of_a_relation_are_joined_with_those_of_files(
    sql_of: Callable[[str], str],
) -> None:
    """Users are all written like 10.0, items are not: there they could be versions."""
    sql = sql_of("recmart.relation_rows(recmart.custom_tables().interactions, 'given')")
    with duckdb.connect() as connection:
        connection.execute(
            "create table given as from (values"
            " ('10.0', '1.0'), (' -7.00 ', '1.10'), ('NA.0', 'x'), (null, '2.0'))"
            " as rows (user_id, item_id)"
        )
        ids = f"select user_id, item_id from ({sql}) order by all"
        assert connection.execute(ids).fetchall() == [
            *((" -7.00 ", "1.10"), ("10.0", "1.0"), ("NA.0", "x"), (None, "2.0")),
        ]
        connection.execute("delete from given where user_id = 'NA.0'")
        assert connection.execute(ids).fetchall() == [
            *((" -7", "1.10"), ("10", "1.0"), (None, "2.0")),
        ]


def test_a_quote_in_a_column_name_of_a_relation_is_a_letter(
    sql_of: Callable[[str], str],
) -> None:
    items = (
        "dict(recmart.custom_tables()['items'], renamed={'title': 'a \"name\" of it'})"
    )
    names = ["item_id", 'a "name" of it', '15" or more']
    types = dict.fromkeys(names, "varchar")
    sql = sql_of(f"recmart.relation_rows({items}, 'given', {types})")
    with duckdb.connect() as connection:
        connection.execute(
            """
            create table given as
            select
                'i1' as item_id,
                'Screen' as "a ""name"" of it",
                'yes' as "15"" or more"
            """
        )
        ((title, attributes),) = connection.execute(
            f"select title, attributes from ({sql})"
        ).fetchall()
    assert title == "Screen"
    assert json.loads(attributes) == {'15" or more': "yes"}


def test_times_of_a_format_with_a_zone_are_in_utc_and_have_none(
    sql_of: Callable[..., str],
) -> None:
    formats = ["%a %b %d %H:%M:%S %z %Y", "%d.%m.%Y"]
    sql = sql_of(f"recmart.text_to_timestamp('came', {formats})")
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'America/New_York'")
        assert connection.execute(
            f"select cast(told as varchar), typeof(told) from"
            f" (select {sql} as told from (values ('Thu Jan 02 10:00:00 +0200 2025'),"
            " ('3.1.2025')) as rows (came))"
        ).fetchall() == [
            ("2025-01-02 08:00:00", "TIMESTAMP"),
            ("2025-01-03 00:00:00", "TIMESTAMP"),
        ]


def test_what_a_format_cannot_read_is_no_second_of_1970(
    sql_of: Callable[..., str],
) -> None:
    # The first has no day of a month that would be 82; the last is of 2001.
    sql = sql_of("recmart.text_to_timestamp('came', ['%m%d'])")
    assert times_read(sql, "829", "829.0", "1111", "1000000000") == [
        None,
        None,
        "1900-11-11 00:00:00",
        "2001-09-09 01:46:40",
    ]


def test_numbers_may_count_days_since_a_first_day(sql_of: Callable[..., str]) -> None:
    # 711 days after the first of 1970, a year and 346 days; a date is still one.
    sql = sql_of("recmart.text_to_timestamp('came', ['days'])")
    assert times_read(sql, "1", "711", "1.5", "20250102") == [
        "1970-01-02 00:00:00",
        "1971-12-13 00:00:00",
        "1970-01-02 12:00:00",
        "2025-01-02 00:00:00",
    ]


def test_times_without_a_zone_are_utc_in_any_session(
    sql_of: Callable[..., str],
) -> None:
    read = {
        "2025-01-02": "2025-01-02 00:00:00",
        "2025-01-02T10:00": "2025-01-02 10:00:00",
        "2025-01-02 10:00:00.5": "2025-01-02 10:00:00.5",
        "2025-01-02 10:00:00,25": "2025-01-02 10:00:00.25",
        "2025/01/02 10:00": "2025-01-02 10:00:00",
        "2025-01-02T10:00:00+0200": "2025-01-02 08:00:00",
        "2025/01/02 10:00:00 +0200": "2025-01-02 08:00:00",
        "2025-01-02 10:00:00 Z": "2025-01-02 10:00:00",
        "2025-01-02T10:00:00.5z": "2025-01-02 10:00:00.5",
    }
    # No zone is so far away.
    read |= {"2025-01-02T10:00:00+24:00": None, "2025-01-02 10:00:00 -1500": None}
    assert times_read(sql_of("recmart.text_to_timestamp('came')"), *read) == [
        *read.values()
    ]


def test_two_digits_of_a_year_are_not_of_the_first_century(
    sql_of: Callable[..., str],
) -> None:
    given = ("31.12.25", "31.12.2025", "2025-12-31 (BC)")
    sql = sql_of("recmart.text_to_timestamp('came', ['%d.%m.%Y'])")
    assert times_read(sql, *given) == [None, "2025-12-31 00:00:00", None]
    sql = sql_of("recmart.text_to_timestamp('came', ['%d.%m.%Y', '%d.%m.%y'])")
    assert times_read(sql, *given) == ["2025-12-31 00:00:00"] * 2 + [None]


def test_strays_are_told_however_times_begin(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    """By what begins alike 2025 and 2099 are one, and May 2025 is after all."""
    came = [f"September {1 + day % 28}, {2001 + day % 25}" for day in range(300)]
    came += ["May 5, 2025"] * 3 + ["September 9, 2099"]
    lines = [f'u{row % 20},i{row % 13},"{time}"' for row, time in enumerate(came)]
    write(
        tmp_path, {"own.csv": "\n".join(["user_id,item_id,timestamp", *lines]) + "\n"}
    )
    code, output, database = build_warehouse(
        "path:models/staging/custom",
        env={"RECMART_INTERACTIONS": str(tmp_path / "own.csv")},
        vars={"custom_timestamp_format": "%B %d, %Y"},
    )
    assert code == 0, output
    assert rows(
        database,
        "select rejection_reason, count(*) from staging.base_custom__interactions"
        " where rejection_reason not like 'duplicate%' group by all",
    ) == [("timestamp is implausibly late", 1)]


def test_days_of_eight_digits_that_end_never(sql_of: Callable[..., str]) -> None:
    given = ("99991231", "99991231235959", "21000101", "99991331")
    assert times_read(sql_of("recmart.text_to_timestamp('came')"), *given) == [
        "9999-12-31 00:00:00",
        "9999-12-31 23:59:59",
        # 243 days and 4,901 s after the first of 1970.
        "1970-09-01 01:21:41",
        None,
    ]
    sql = sql_of("recmart.cast_text('came', 'date')")
    assert times_read(sql, *given) == ["9999-12-31", "9999-12-31", "2100-01-01", None]


def times_read(sql: str, *texts: str) -> list[str | None]:
    """Return what SQL over a column `came` makes of texts, each as it is written."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'America/New_York'")
        rows = connection.execute(
            f"select cast({sql} as varchar) from (select unnest(?) as came)",
            [list(texts)],
        ).fetchall()
    return [time for (time,) in rows]


def test_a_format_of_times_is_a_text(sql_of: Callable[..., str]) -> None:
    with pytest.raises(DbtError, match="'5', neither a format nor a list of them"):
        sql_of("recmart.timestamp_formats() if execute", custom_timestamp_format=5)
