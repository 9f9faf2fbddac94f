"""Nothing personal leaves staging, whatever stands in whichever column of a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from helpers import published_here, serving

# First name, last name, words of a profile: each of them in two profiles at least.
NAMES = [
    ("Zebedina", "Quillfeather"),
    ("Thaddeo", "Marrowbone"),
    ("Ysolde", "Pinchbeck"),
]
WORDS = ["xylophones", "marzipan", "theremins", "velocipedes"]
PHONE, BORN = "07700900461", "1987-11-23"
SECRETS = [*(part for name in NAMES for part in name), *WORDS, PHONE, BORN, "@secret."]


def email(number: int) -> str:
    """The address of one of them."""
    return f"{NAMES[number % 3][0]}{number}@secret.example".lower()


def person(number: int, **other: str) -> str:
    """A line of the dating users, of which some fields hold something else."""
    first, last = NAMES[number % 3]
    fields = {
        "user_id": f"u{number}",
        "first_name": first,
        "last_name": last,
        "gender": ["f", "Male", "non-binary"][number % 3],
        "age": str(20 + number),
        "city": ["London", "St. Ives", "Köln"][number % 3],
        "email": email(number),
        "about_me": f"{WORDS[number % 4]} and {WORDS[(number + 1) % 4]}",
        **other,
    }
    return ",".join(fields.values())


CLEAN = [person(number) for number in range(8)]
# What goes wrong in the line, and the reason that is given for it.
ASTRAY = [
    (person(20, user_id=email(20)), "user_id is not a readable id"),
    (person(21, gender=NAMES[0][1]), "gender is not a readable gender"),
    (person(22, gender=email(22)), "gender is not a readable gender"),
    (person(23, age=PHONE), "age is more than 120"),
    (person(24, age="17"), "age is less than 18"),
    (person(25, age=BORN), "age is not a readable integer"),
    (person(26, city=email(26)), "city is not a readable place"),
    (person(27, city=PHONE), "city is not a readable place"),
    (person(28, city=f"www.{NAMES[0][0]}.example"), "city is not a readable place"),
    (
        person(29, city=f"I love {WORDS[0]} more than {WORDS[1]} at night"),
        "city is not a readable place",
    ),
    # A field too few, in each place, and one too many.
    (person(30).split(",", 1)[1] + ",", "gender is not a readable gender"),
    ("u31," + person(31).split(",", 2)[2] + ",", "gender is not a readable gender"),
    (person(32).replace(",non-binary", "") + ",", "gender is not a readable gender"),
    (person(33, gender="m,f"), "more fields than columns"),
    ("x," + person(34), "more fields than columns"),
]
FILES = {
    "dating/users.csv": [
        "user_id,first_name,last_name,gender,age,city,email,about_me",
        *CLEAN,
        *(line for line, _ in ASTRAY),
    ],
    "dating/interactions.csv": [
        "user_id,liked_user_id,timestamp,like_type",
        *(
            f"u{a},u{b},2025-06-0{1 + (a + b) % 9} 10:00:00,{(a * b) % 2}"
            for a in range(8)
            for b in range(8)
            if a != b
        ),
        f"u1,{email(1)},2025-06-01,1",
        f"{email(2)},u1,2025-06-01,1",
        f"u1,{' '.join(NAMES[0])},2025-06-01,1",
    ],
    "streaming/users.csv": [
        "user_id,age,gender,region,name",
        f"u1,30,f,Jakarta,{NAMES[0][0]}",
        f"u2,31,m,ID-36,{NAMES[1][0]}",
        f"u3,30,{NAMES[2][0]},Jakarta,",
        f"u4,30,f,{PHONE},",
        f"u5,30,f,{email(5)},",
        f"{email(6)},30,f,Jakarta,",
        f"u7,{PHONE},f,Jakarta,",
    ],
    "streaming/items.csv": [
        "item_id,title,content_type,genre",
        *(f"i{number},Film {number},movie,drama" for number in range(5)),
        f"i9,Write to {email(9)},movie,drama",
        f"i8,Film 8,movie,{email(8)}",
    ],
    "streaming/events.csv": [
        "user_id,item_id,event_type,watch_seconds,timestamp",
        *(f"u{1 + n % 2},i{n},play,400,2025-06-0{1 + n}" for n in range(5)),
        f"u1,i1,{email(1)},5,2025-06-01",
    ],
    "pings/users.csv": [
        "user_id,country,signup_date,age",
        "u1,ID,2025-01-01,30",
        f"u2,{email(2)},2025-01-01,30",
        f"u3,ID,2025-01-01,{PHONE}",
    ],
    "pings/pings.csv": [
        "ping_id,creator_id,main_hashtag,category,duration_sec,created_at",
        *(f"p{number},c1,tea,food,30,2025-06-01" for number in range(4)),
        f"p8,{email(8)},tea,food,30,2025-06-01",
        f"p9,c1,tea,{email(9)},30,2025-06-01",
    ],
    "pings/interactions.csv": [
        "user_id,ping_id,event_type,watch_time_sec,event_timestamp",
        *(f"u{1 + n % 2},p{n},view,20,2025-06-0{1 + n}" for n in range(4)),
        f"{email(1)},p1,view,20,2025-06-01",
    ],
    "shoes/users.csv": [
        "user_id,age,gender,primary_usage",
        "u1,30,female,trail running",
        f"u2,30,{NAMES[0][0]},gym",
        f"u3,30,female,{email(3)}",
        f"u4,30,female,I wear them with my {WORDS[0]}",
    ],
    "shoes/shoes.csv": [
        "shoe_id,brand,model,type,material,color,care_instructions,lifespan_days",
        *(f"s{n},Nor,M{n},boot,suede,red,Brush,{100 + n}" for n in range(4)),
    ],
    "shoes/interactions.csv": [
        "user_id,shoe_id,interaction_type,timestamp",
        *(f"u1,s{n},purchase,2025-06-0{1 + n}" for n in range(3)),
    ],
    "custom/interactions.csv": [
        "user_id,item_id,event_type",
        *(f"u{n % 3},i{n % 4},view" for n in range(9)),
        f"{email(1)},i1,view",
        f"u1,{email(1)},view",
        f"u1,i1,{email(1)}",
    ],
    "custom/items.csv": [
        "item_id,title,contact",
        f"i0,Tea,ask {email(1)} or not",
        f"i1,{email(1)},",
    ],
}


@dataclass
class Published:
    """What a build has left."""

    folder: Path
    said: str

    @property
    def link(self) -> Path:
        """The database that readers open."""
        return self.folder / "recmart.duckdb"

    def rows(self, query: str, database: Path | None = None) -> list[tuple]:
        """Ask it, or another one."""
        with duckdb.connect(str(database or self.link), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A build of all domains from these files, as people publish it."""
    folder = tmp_path_factory.mktemp("privacy")
    for name, lines in FILES.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    returncode, said = published_here(
        [
            *("--target-path", str(folder / "target")),
            *("--log-path", str(folder / "logs")),
            *("--vars", json.dumps({"max_rejected_share": 1})),
            *("--exclude", "resource_type:test"),
        ],
        folder,
        {
            "RECMART_DATABASE": str(folder / "recmart.duckdb"),
            "RECMART_DATA_DIR": str(folder / "data"),
        },
    )
    assert returncode == 0, said
    return Published(folder, said)


def found(text: str) -> set[str]:
    """Return the secrets that a text tells."""
    return {secret for secret in SECRETS if secret.lower() in text.lower()}


def texts(database: Path) -> Iterator[tuple[str, str]]:
    """Give each table and view of a file with all that it holds, as one text."""
    with duckdb.connect(str(database), read_only=True) as connection:
        for schema, name in connection.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall():
            table = f'"{schema}"."{name}"'
            rows = connection.execute(f"select rows::text from {table} as rows")
            yield table, "\n".join(row for (row,) in rows.fetchall())


def test_no_table_of_the_published_file_tells(published: Published) -> None:
    told = {table: found(text) for table, text in texts(published.link)}
    assert len(told) > 60
    assert {table: secrets for table, secrets in told.items() if secrets} == {}
    assert found(published.link.read_bytes().decode("latin-1")) == set()
    # The build's own file has what could be read, so that this can fail.
    private = published.link.resolve().parent / "private" / "recmart.duckdb"
    assert found("".join(text for _, text in texts(private))) == (
        set(SECRETS) - {PHONE, BORN}
    )
    schemas = published.rows("select distinct schema_name from duckdb_tables()")
    assert not {name for (name,) in schemas} & {"sample", "raw", "staging"}


def test_no_dictionary_finds_a_word(published: Published) -> None:
    """Whoever has all words, and all ways to hash them, finds none."""
    words = [*SECRETS, *(word.lower() for word in SECRETS), *map(email, range(40))]
    hashes = {
        str(hashed)
        for word in words
        for hashed in (
            *(hashlib.new(how, word.encode()).hexdigest() for how in ("md5", "sha1")),
            hashlib.sha256(word.encode()).hexdigest(),
            duckdb.execute("select hash($1)", [word]).fetchone()[0],
            duckdb.execute("select md5_number($1)", [word]).fetchone()[0],
        )
    }
    for table, text in texts(published.link):
        assert not [hashed for hashed in hashes if hashed in text], table
    # Not even by which words go together: that is in no table for readers.
    tables = {table for table, _ in texts(published.link)}
    assert not [name for name in tables if "words" in name or "tastes" in name]


def test_neither_logs_nor_what_dbt_writes_tell(published: Published) -> None:
    assert found(published.said) == set()
    written = [
        path
        for name in ("target", "logs")
        for path in (published.folder / name).rglob("*")
        if path.is_file()
    ]
    assert len(written) > 200
    for path in written:
        assert found(path.read_bytes().decode("latin-1")) == set(), path


def test_no_answer_tells(published: Published, tmp_path: Path) -> None:
    with serving(published.link, tmp_path / "log") as client:
        for domain in ("custom", "dating", "pings", "shoes", "streaming"):
            for question in (
                *(f"/recommendations?user_id=u{n}&k=30&domain=" for n in range(1, 8)),
                f"/recommendations?user_id={email(1)}&k=30&domain=",
                "/popular?k=100&domain=",
                "/similar?item_id=i1&domain=",
                "/history?user_id=u1&domain=",
            ):
                answer = client.get(question + domain)
                assert found(answer.text.replace(email(1), "")) == set(), question
    assert found((tmp_path / "log").read_text(encoding="utf-8")) == set()


def test_of_a_rejected_row_ids_and_the_reason_are_kept(published: Published) -> None:
    rejected = published.rows(
        "select reason, raw_row from quality.rejected_rows"
        " where domain = 'dating' and table_name = 'users' order by row_number"
    )
    assert len(rejected) == len(ASTRAY)
    for (reason, _), (_, expected) in zip(rejected, ASTRAY, strict=True):
        assert reason.startswith(expected)
    ids = [json.loads(row) for _, row in rejected]
    # Of the first and the eleventh the id is no id; the last begins with an x.
    assert [row["user_id"] for row in ids] == [
        *(None, *(f"u{number}" for number in range(21, 30))),
        *(None, "u31", "u32", "u33", None),
    ]
    assert {tuple(row) for row in ids} == {("user_id",)}
    counts = published.rows(
        "select domain, table_name, rejected_rows from quality.row_counts"
        " where rejected_rows > 0 order by all"
    )
    assert counts == [
        ("custom", "interactions", 3),
        ("custom", "items", 1),
        ("dating", "interactions", 3),
        ("dating", "users", 15),
        ("pings", "interactions", 1),
        ("pings", "pings", 2),
        ("pings", "users", 2),
        ("shoes", "users", 3),
        ("streaming", "events", 1),
        ("streaming", "items", 2),
        ("streaming", "users", 5),
    ]


@pytest.mark.parametrize("at", ["@", "\uff20", "\ufe6b"])
def test_an_address_is_one_whichever_its_sign(
    sql_of: Callable[[str], str], at: str
) -> None:
    address = f"zo\u00eb{at}secret.example"
    asked = [
        *(f"recmart.{rule}(came)" for rule in ("has_email", "is_id_of_person")),
        *(f"recmart.{rule}(came)" for rule in ("is_place", "is_label")),
        "recmart.cast_text(came, 'rest')",
    ]
    sql = sql_of(" ~ ', ' ~ ".join(asked).replace("came", "'came'"))
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select {sql} from (select unnest($came) as came)",
            {"came": [address, f"zo\u00eb{at}home", f"zo\u00eb {at} 1.5", "zo\u00eb"]},
        ).fetchall()
    assert rows == [
        (True, False, False, False, "(e-mail)"),
        (False, False, False, False, f"zo\u00eb{at}home"),
        (False, False, False, False, f"zo\u00eb {at} 1.5"),
        (False, True, True, True, "zo\u00eb"),
    ]


def test_a_telephone_number_is_no_code_and_no_id_to_be_shown(
    sql_of: Callable[[str], str],
) -> None:
    numbers = ["+49 170 5559876", "0171 5554321", "call 030-123 45 67 tonight"]
    codes = ["view", "product list viewed", "00012345", "sci-fi|1990s", "2025-01-02"]
    sql = sql_of("recmart.is_code('came') ~ ', ' ~ recmart.is_shown_id('came')")
    shown = ["u1", "order-2025", "a:1"]
    hidden = ["0171-5550000", "0049.171555", "030:1234567", "12:03:1985", "Anna"]
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select came, {sql} from (select unnest($came) as came)",
            {"came": numbers + codes + shown + hidden},
        ).fetchall()
    judged = {came: is_code for came, is_code, _ in rows}
    assert [came for came in numbers + codes if not judged[came]] == numbers
    assert [came for came, _, is_shown in rows if is_shown] == shown
