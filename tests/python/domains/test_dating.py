"""Dating end to end, against an independent reading of the same files."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from helpers import ROOT

USERS = (
    *("user_id", "first_name", "last_name", "gender"),
    *("age", "city", "email", "about_me"),
)
INTERACTIONS = ("user_id", "liked_user_id", "timestamp", "like_type")
Row = tuple[object, ...]


def query(database: Path, sql: str) -> list[Row]:
    """Read from a warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def read_sample(table: str) -> list[dict[str, str]]:
    """Read a sample as it is, its cells trimmed."""
    path = ROOT / "seeds" / "dating" / f"sample_dating__{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return [
            {name: (cell or "").strip() for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def moment(text: str) -> datetime | None:
    """Read a time as UTC, none where it is no time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def sample_reactions() -> list[tuple[str, str, datetime, int]]:
    """Read the accepted interactions of the sample."""
    rows = set()
    for row in read_sample("interactions"):
        at = moment(row["timestamp"])
        known = row["like_type"] in ("0", "1", "2")
        if row["user_id"] and row["liked_user_id"] and at and known:
            pair = row["user_id"], row["liked_user_id"]
            rows.add((*pair, at, int(row["like_type"])))
    return sorted(rows)


def sample_profiles() -> dict[str, tuple[str, str]]:
    """Read gender and city of the accepted users of the sample."""
    profiles = {}
    for row in read_sample("users"):
        age_is_fine = not row["age"] or row["age"].isdigit()
        if row["user_id"] and age_is_fine and row["user_id"] not in profiles:
            gender = row["gender"].lower()
            gender = {"f": "female", "m": "male", "o": "other"}.get(gender, gender)
            profiles[row["user_id"]] = (gender, row["city"])
    return profiles


def test_daily_reactions_equal_a_count_by_hand(warehouse: Path) -> None:
    profiles = sample_profiles()
    counts: dict[tuple[object, str, str], Counter[int]] = defaultdict(Counter)
    for sender, _, at, like_type in sample_reactions():
        gender, city = profiles.get(sender, ("", ""))
        key = (at.date(), gender or "unknown", city or "unknown")
        counts[key][like_type] += 1
    expected = []
    for key, types in counts.items():
        total, likes = types.total(), types[1] + types[2]
        shares = [100 * n / total for n in (likes, types[0], types[2])]
        expected.append((*key, likes, types[0], types[2], total, *shares))

    found = query(warehouse, "from dating.daily_reactions")

    assert sorted(found) == sorted(expected)
    assert sum(row[6] for row in found) == len(sample_reactions())


def test_nobody_barred_is_recommended(warehouse: Path) -> None:
    profiles = sample_profiles()
    judged, disliked, sought = set(), set(), defaultdict(set)
    for sender, other, _, like_type in sample_reactions():
        judged.add((sender, other))
        if like_type == 0:
            disliked.add((sender, other))
        elif profiles.get(other, ("", ""))[0]:
            sought[sender].add(profiles[other][0])

    lists = query(warehouse, "select user_id, item_id from dating.recommendations")

    assert lists
    for user, other in lists:
        assert user != other
        assert (user, other) not in judged
        assert (other, user) not in disliked
        assert other in profiles
        assert not sought[user] or profiles[other][0] in sought[user]
    lengths = Counter(user for user, _ in lists)
    assert set(lengths) >= set(profiles) | {user for user, _ in judged}
    assert set(lengths.values()) == {20}


def test_no_personal_word_leaves_staging(warehouse: Path) -> None:
    texts = {
        row[column]
        for row in read_sample("users")
        for column in ("first_name", "last_name", "email", "about_me")
        if row[column]
    }
    columns = query(
        warehouse,
        """
        select table_schema, table_name, column_name
        from information_schema.columns
        where
            data_type = 'VARCHAR'
            and (
                table_schema = 'dating'
                or table_schema = 'intermediate' and table_name like '%dating%'
                or table_schema in ('activity', 'quality')
            )
        """,
    )
    assert len(columns) > 10
    for schema, table, column in columns:
        sql = f'select distinct "{column}" from {schema}."{table}"'
        values = {value for (value,) in query(warehouse, sql)}
        assert not values & texts, f"{schema}.{table}.{column}"


def test_hidden_reactions_change_nothing(
    build_warehouse: Callable[..., tuple[int, str, Path]], tmp_path: Path
) -> None:
    """The same lists as from files that end at the moment."""
    users = [
        (f"u{n}", "A", "B", "mf"[n % 2], 20 + n, "Leeds", "", "jazz and wine"[: n * 3])
        for n in range(1, 9)
    ]
    reactions = [
        (f"u{a}", f"u{b}", f"2025-06-{day:02} 10:00:00", (a * b + day) % 3)
        for day in range(1, 29)
        for a in range(1, 9)
        for b in [(a + day) % 8 + 1]
    ]
    past = [row for row in reactions if row[2] <= "2025-06-04"]
    lists = []
    for name, rows in (("all", reactions), ("past", past)):
        write(tmp_path / name / "dating" / "users.csv", USERS, users)
        write(tmp_path / name / "dating" / "interactions.csv", INTERACTIONS, rows)
        returncode, output, database = build_warehouse(
            "tag:dating path:models/evaluation/dating",
            env={"RECMART_DATA_DIR": str(tmp_path / name)},
            vars={"as_of": "2025-06-04"},
            database=tmp_path / name / "recmart.duckdb",
        )
        assert returncode == 0, output
        lists.append(query(database, "from backtest_dating.recommendations"))
        hidden = query(database, "from backtest_dating.reaction_by_rank")
        assert bool(hidden) == (name == "all")
    assert lists[0]
    assert lists[0] == lists[1]


@pytest.mark.parametrize(
    ("users", "reactions", "expected"),
    [
        pytest.param([], [], [], id="no rows"),
        pytest.param(
            [
                ("a", "Ann", "Lee", "F", "29", "London", "a@example.org", "Jazz, wine"),
                ("b", "Bob", "Ray", " Male", "x", "London", "b@example.org", "Jazz"),
                ("c", "Cem", "Ito", "m", "", "", "", ""),
            ],
            [("a", "c", "2025-06-01 00:00:00", "1.0"), ("a", "a", "2025-06-02", "1")],
            # b's row is rejected for the age: no profile, so not recommended, but
            # still counted. a has judged all there are; to c only a may be shown.
            [("c", 1, "a", "29, female, London")],
            id="three people, one broken",
        ),
        pytest.param(
            [
                ("a", "", "", "female", "", "N/A", "", ""),
                ("b", "", "", "", "", "Unknown", "", ""),
            ],
            [("z", "a", "2025-06-01 00:00:00", "0"), ("b", "z", "20250601", "2")],
            [("a", 1, "b", "b"), ("b", 1, "a", "female"), ("z", 1, "b", "b")],
            id="unknown people",
        ),
        pytest.param(
            [
                ("a", "", "", "m", "", "", "", ""),
                ("b", "", "", "undisclosed", "", "", "", ""),
                ("c", "", "", "f", "", "", "", ""),
            ],
            [("a", "b", "20250601", "1"), ("c", "a", "20250602", "1")],
            # Whom a and b seek is not known. c seeks men, so comes last for b.
            [("a", 1, "c", "female"), ("b", 1, "a", "male"), ("b", 2, "c", "female")],
            id="who likes somebody of no known gender seeks anybody",
        ),
    ],
)
def test_tiny_data(
    build_warehouse: Callable[..., tuple[int, str, Path]],
    tmp_path: Path,
    users: list[Row],
    reactions: list[Row],
    expected: list[Row],
) -> None:
    write(tmp_path / "dating" / "users.csv", USERS, users)
    write(tmp_path / "dating" / "interactions.csv", INTERACTIONS, reactions)
    returncode, output, database = build_warehouse(
        "tag:dating", env={"RECMART_DATA_DIR": str(tmp_path)}
    )
    assert returncode == 0, output
    found = query(
        database, "select user_id, rank, item_id, title from dating.recommendations"
    )
    assert sorted(found) == expected
    total = "select coalesce(sum(total_interactions), 0) from dating.daily_reactions"
    assert query(database, total) == [(len(reactions),)]


# --------------------------------------------------------------------------------------
# Scores, with parameters of their own
# --------------------------------------------------------------------------------------


def made(name: str, columns: str, rows: str) -> str:
    """Give SQL that makes a table."""
    return f"create table {name} as select * from (values {rows}) as made ({columns});"


def test_interest_by_hand(sql_of: Callable[[str], str]) -> None:
    """Half a judgement at the like rate 1/2 is added.

    Item 9: liked with the weight 0.5, disliked with 0.25: (0.5 + 0.25) / (0.75 + 0.5).
    Item 8: liked with 0.25: (0.25 + 0.25) / (0.25 + 0.5). Item 7: disliked with 0.5.
    """
    with duckdb.connect() as connection:
        connection.execute(
            made(
                "alike",
                "user_number, other_user_number, similarity",
                "(1, 2, 0.5), (1, 3, 0.25)",
            )
            + made(
                "all_judgements",
                "user_number, item_number, is_liked, like_rate",
                "(2, 9, true, 0.5), (2, 7, false, 0.5), (3, 9, false, 0.5),"
                " (3, 8, true, 0.5)",
            )
        )
        found = connection.execute(
            sql_of(
                "recmart.interest('alike', 'all_judgements', 'like_rate',"
                " prior_strength=0.5)"
            )
        ).fetchall()
    assert sorted(found) == [
        (1, 7, 1, 0.25),
        (1, 8, 1, 0.5 / 0.75),
        (1, 9, 2, 0.6),
    ]


def test_lift_by_hand(sql_of: Callable[[str], str]) -> None:
    """Six people in each of two cities; a prior of 10.

    User 1, of London, judged five of London and one of Leeds; nobody else judged. So of
    Londoners one expects (5 + 10 · 0.5) / (6 + 10) = 0.625 for London and (1 + 5) / 16
    = 0.375 for Leeds. User 1: (5 + 6.25) / 16 over the supply of 0.5, and (1 + 3.75) /
    16 / 0.5. Other Londoners: 0.625 / 0.5, and 0.375 / 0.5. Of Leeds nothing is known.
    """
    cities = ["London"] * 6 + ["Leeds"] * 6
    people = ", ".join(f"({n}, '{city}')" for n, city in enumerate(cities, start=1))
    judgements = ", ".join(f"(1, {judged})" for judged in range(2, 8))
    with duckdb.connect() as connection:
        connection.execute(
            made("people", "person_number, city", people)
            + made("judgements", "user_number, item_number", judgements)
        )
        rows = connection.execute(
            sql_of(
                "recmart.attribute_lift('people', 'judgements', ['city'],"
                " prior_judgements=10)"
            )
        ).fetchall()
    lifts = {(user, city): lift for user, name, city, lift in rows if name == "city"}
    assert len(lifts) == len(rows) == 24
    assert (lifts[1, "London"], lifts[1, "Leeds"]) == (1.40625, 0.59375)
    assert (lifts[2, "London"], lifts[2, "Leeds"]) == (1.25, 0.75)
    assert (lifts[7, "London"], lifts[7, "Leeds"]) == (1, 1)


def test_rank_score_by_hand(sql_of: Callable[[str], str]) -> None:
    """(½ · ¼)² · 2¹ · √4 · ⁴√(1 + 15) = 1/64 · 2 · 2 · 2; what is not known is 1."""
    exponents = "2, 1, 0.5, 0.25"
    with duckdb.connect() as connection:
        (known, unknown) = connection.execute(
            "select "
            + sql_of(
                f"recmart.dating_rank_score('0.5', '0.25', '2', '4', '15', {exponents})"
            )
            + ", "
            + sql_of(
                "recmart.dating_rank_score('0.5', '0.25', 'null', 'null', '0',"
                f" {exponents})"
            )
        ).fetchone()
    assert known == 8 / 64
    assert unknown == 1 / 64
