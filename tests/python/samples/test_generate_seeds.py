"""The sample data: the bytes that are committed, and dirty as planned."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from helpers import ROOT
from scripts.samples.generating import write_seeds

SEEDS = ROOT / "seeds"
# Every id that a broken row points to or carries; clean ids have fewer digits.
UNKNOWN_ID_DIGITS = 4

Row = dict[str, str]


@cache
def read(domain: str, table: str) -> list[Row]:
    """Read one committed seed."""
    path = SEEDS / domain / f"sample_{domain}__{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def csv_bytes(folder: Path) -> dict[str, bytes]:
    """Read all CSV files below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*.csv"))
    }


def instant(text: str) -> datetime | None:
    """Read a timestamp of any of the spellings; None if it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def is_number(text: str) -> bool:
    """Say whether a cell reads as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def is_unknown_id(text: str) -> bool:
    """Say whether an id is one that no catalogue has."""
    digits = text.lstrip("abcdefghijklmnopqrstuvwxyz")
    return digits.startswith("99") and len(digits) > UNKNOWN_ID_DIGITS


CHECKS: dict[str, Callable[[str], bool]] = {
    "missing": lambda cell: cell == "",
    "unknown id": is_unknown_id,
    "bad date": lambda cell: cell != "" and instant(cell) is None,
    "bad number": lambda cell: cell != "" and not is_number(cell),
    "negative": lambda cell: is_number(cell) and float(cell) < 0,
    "code 9": lambda cell: cell == "9",
    "code 7": lambda cell: cell == "7",
    "code foo": lambda cell: cell == "foo",
    "code lick": lambda cell: cell == "lick",
    "id 9999": lambda cell: cell == "9999",
}
PLANTED = {
    ("dating", "users"): {"user_id": ["missing"], "age": ["bad number", "negative"]},
    ("dating", "interactions"): {
        "user_id": ["missing", "unknown id"],
        "liked_user_id": ["missing", "unknown id"],
        "timestamp": ["bad date"],
        "like_type": ["code 9", "bad number"],
    },
    ("grocery", "orders"): {
        "order_id": ["missing"],
        "user_id": ["missing"],
        "eval_set": ["code foo"],
        "order_number": ["bad number"],
        "days_since_prior_order": ["bad number", "negative"],
    },
    ("grocery", "products"): {
        "product_id": ["missing"],
        "aisle_id": ["id 9999", "bad number"],
        "department_id": ["id 9999"],
    },
    ("grocery", "aisles"): {"aisle_id": ["missing", "bad number"]},
    ("grocery", "departments"): {"department_id": ["missing", "bad number"]},
    ("streaming", "users"): {"user_id": ["missing"], "age": ["bad number", "negative"]},
    ("streaming", "items"): {"item_id": ["missing"]},
    ("streaming", "events"): {
        "user_id": ["missing", "unknown id"],
        "item_id": ["missing", "unknown id"],
        "timestamp": ["bad date"],
        "watch_seconds": ["bad number", "negative"],
    },
    ("pings", "users"): {
        "user_id": ["missing"],
        "signup_date": ["bad date"],
        "age": ["bad number", "negative"],
    },
    ("pings", "pings"): {
        "ping_id": ["missing"],
        "creator_id": ["unknown id"],
        "created_at": ["bad date"],
        "duration_sec": ["bad number", "negative"],
    },
    ("pings", "interactions"): {
        "user_id": ["missing", "unknown id"],
        "ping_id": ["missing", "unknown id"],
        "event_timestamp": ["bad date"],
        "watch_time_sec": ["bad number", "negative"],
    },
    ("shoes", "users"): {"user_id": ["missing"], "age": ["bad number", "negative"]},
    ("shoes", "shoes"): {
        "shoe_id": ["missing"],
        "lifespan_days": ["bad number", "negative"],
    },
    ("shoes", "interactions"): {
        "user_id": ["missing", "unknown id"],
        "shoe_id": ["missing", "unknown id"],
        "timestamp": ["bad date"],
        "interaction_type": ["code lick"],
    },
} | {
    ("grocery", f"order_products__{eval_set}"): {
        "order_id": ["missing", "unknown id"],
        "product_id": ["missing", "unknown id"],
        "add_to_cart_order": ["bad number", "negative"],
        "reordered": ["code 7"],
    }
    for eval_set in ("prior", "train")
}
EVENT_TABLES = [
    ("dating", "interactions"),
    ("grocery", "order_products__prior"),
    ("grocery", "order_products__train"),
    ("streaming", "events"),
    ("pings", "interactions"),
    ("shoes", "interactions"),
]


def test_the_code_writes_what_is_committed(tmp_path: Path) -> None:
    write_seeds(tmp_path)
    committed = csv_bytes(SEEDS)
    assert csv_bytes(tmp_path) == committed
    assert sum(len(content) for content in committed.values()) < 10_000_000
    assert [name for name, content in committed.items() if b"\r" in content] == []


def test_only_the_domains_asked_for(tmp_path: Path) -> None:
    write_seeds(tmp_path, ["shoes"])
    assert [path.name for path in tmp_path.iterdir()] == ["shoes"]


def test_every_kind_of_dirt_is_there() -> None:
    absent = [
        (domain, table, column, kind)
        for (domain, table), columns in PLANTED.items()
        for column, kinds in columns.items()
        for kind in kinds
        if not any(CHECKS[kind](row[column]) for row in read(domain, table))
    ]
    assert absent == []


def test_half_to_one_percent_of_events_are_dirty() -> None:
    for domain, table in EVENT_TABLES:
        rows = read(domain, table)
        checks = [
            (column, CHECKS[kind])
            for column, kinds in PLANTED[domain, table].items()
            for kind in kinds
        ]
        broken = sum(any(check(row[name]) for name, check in checks) for row in rows)
        repeated = len(rows) - len({tuple(row.values()) for row in rows})
        assert repeated > 0, (domain, table)
        assert 0.005 <= (broken + repeated) / len(rows) <= 0.01, (domain, table)


def test_moments_end_on_the_last_day_and_are_told_in_several_ways() -> None:
    for domain, table, column in (
        ("dating", "interactions", "timestamp"),
        ("streaming", "events", "timestamp"),
        ("pings", "interactions", "event_timestamp"),
        ("shoes", "interactions", "timestamp"),
    ):
        texts = [row[column] for row in read(domain, table)]
        last = max(at for at in map(instant, texts) if at)
        assert last.date().isoformat() == "2025-06-30"
        for ending in ("Z", "+02:00", ".250"):
            assert 0 < sum(text.endswith(ending) for text in texts) < 0.05 * len(texts)


def test_dating_matches_are_later_likes_of_two() -> None:
    liked = set()
    matches = 0
    clean = {
        (instant(row["timestamp"]), row["user_id"], row["liked_user_id"]): row
        for row in read("dating", "interactions")
        if instant(row["timestamp"]) and row["like_type"] in {"0", "1", "2"}
    }
    for (_, user, other), row in sorted(clean.items()):
        if not user or not other or is_unknown_id(user) or is_unknown_id(other):
            continue
        is_match = row["like_type"] == "2"
        assert is_match == (row["like_type"] != "0" and (other, user) in liked)
        matches += is_match
        if row["like_type"] != "0":
            liked.add((user, other))
    assert matches > 500
