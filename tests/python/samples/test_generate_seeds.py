"""The sample data: the same bytes every time, big enough, and dirty as planned."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers import ROOT
from scripts.samples.generating import write_seeds

SEEDS = ROOT / "seeds"
TABLES = {
    "dating": ("users", "interactions"),
    "grocery": (
        "orders",
        "order_products__prior",
        "order_products__train",
        "products",
        "aisles",
        "departments",
    ),
    "streaming": ("users", "items", "events"),
    "pings": ("users", "pings", "interactions"),
    "shoes": ("users", "shoes", "interactions"),
}
# Every id that a broken row points to or carries; clean ids have fewer digits.
UNKNOWN_ID_DIGITS = 4

Row = dict[str, str]


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


# --------------------------------------------------------------------------------------
# The files
# --------------------------------------------------------------------------------------


def test_same_bytes_every_time(tmp_path: Path) -> None:
    write_seeds(tmp_path / "one")
    write_seeds(tmp_path / "two")
    one = csv_bytes(tmp_path / "one")
    assert one == csv_bytes(tmp_path / "two")
    committed = csv_bytes(SEEDS)
    assert list(one) == [name for name in committed if name in one]
    different = [name for name in one if one[name] != committed[name]]
    assert different == []


def test_only_the_domains_asked_for(tmp_path: Path) -> None:
    write_seeds(tmp_path, ["shoes"])
    assert [path.name for path in tmp_path.iterdir()] == ["shoes"]
    assert csv_bytes(tmp_path).items() <= csv_bytes(SEEDS).items()


def test_all_seeds_together_are_small() -> None:
    assert sum(len(content) for content in csv_bytes(SEEDS).values()) < 10_000_000


def test_line_ends_and_encoding() -> None:
    for name, content in csv_bytes(SEEDS).items():
        assert b"\r" not in content, name
        assert content.endswith(b"\n"), name
        content.decode("utf-8")


@pytest.mark.parametrize("domain", TABLES)
def test_every_column_is_typed_as_text(domain: str) -> None:
    yaml = pytest.importorskip("yaml")
    text = (SEEDS / domain / f"_{domain}__seeds.yml").read_text(encoding="utf-8")
    seeds = {seed["name"]: seed for seed in yaml.safe_load(text)["seeds"]}
    assert set(seeds) == {f"sample_{domain}__{table}" for table in TABLES[domain]}
    for table in TABLES[domain]:
        seed = seeds[f"sample_{domain}__{table}"]
        columns = list(read(domain, table)[0])
        assert seed["description"].startswith("One row per ")
        assert seed["config"]["column_types"] == dict.fromkeys(columns, "text")
        assert [column["name"] for column in seed["columns"]] == columns


# --------------------------------------------------------------------------------------
# Enough of everything
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("domain", "table", "least"),
    [
        ("dating", "users", 1_000),
        ("dating", "interactions", 30_000),
        ("grocery", "orders", 10_000),
        ("grocery", "order_products__prior", 60_000),
        ("grocery", "order_products__train", 3_000),
        ("grocery", "products", 400),
        ("streaming", "users", 1_000),
        ("streaming", "items", 240),
        ("streaming", "events", 30_000),
        ("pings", "users", 1_000),
        ("pings", "pings", 600),
        ("pings", "interactions", 30_000),
        ("shoes", "users", 300),
        ("shoes", "shoes", 80),
        ("shoes", "interactions", 5_000),
    ],
)
def test_enough_rows(domain: str, table: str, least: int) -> None:
    assert len(read(domain, table)) >= least


def test_enough_grocery_users() -> None:
    assert len({row["user_id"] for row in read("grocery", "orders")}) >= 1_000


@pytest.mark.parametrize(
    ("domain", "events", "catalogue", "key"),
    [
        ("dating", "interactions", "users", "user_id"),
        ("streaming", "events", "users", "user_id"),
        ("streaming", "events", "items", "item_id"),
        ("pings", "interactions", "users", "user_id"),
        ("pings", "interactions", "pings", "ping_id"),
        ("grocery", "order_products__prior", "products", "product_id"),
        ("shoes", "interactions", "users", "user_id"),
        ("shoes", "interactions", "shoes", "shoe_id"),
    ],
)
def test_some_have_no_history(
    domain: str, events: str, catalogue: str, key: str
) -> None:
    active = {row[key] for row in read(domain, events)}
    known = [row[key] for row in read(domain, catalogue)]
    idle = {one for one in known if one and not one.lstrip("uips").startswith("9000")}
    idle -= active
    assert 0 < len(idle) < 0.1 * len(known)


# --------------------------------------------------------------------------------------
# Dirt
# --------------------------------------------------------------------------------------

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
CATALOGUES = [table for table in PLANTED if table not in EVENT_TABLES]


@pytest.mark.parametrize(("domain", "table"), PLANTED)
def test_every_kind_of_dirt_is_there(domain: str, table: str) -> None:
    rows = read(domain, table)
    absent = [
        (column, kind)
        for column, kinds in PLANTED[domain, table].items()
        for kind in kinds
        if not any(CHECKS[kind](row[column]) for row in rows)
    ]
    assert absent == []


@pytest.mark.parametrize(("domain", "table"), EVENT_TABLES)
def test_half_to_one_percent_of_events_are_dirty(domain: str, table: str) -> None:
    rows = [tuple(row.values()) for row in read(domain, table)]
    columns = list(read(domain, table)[0])
    checks = [
        (columns.index(column), CHECKS[kind])
        for column, kinds in PLANTED[domain, table].items()
        for kind in kinds
    ]
    broken = sum(any(check(row[n]) for n, check in checks) for row in rows)
    repeated = len(rows) - len(set(rows))
    assert repeated > 0
    assert 0.005 * len(rows) <= broken + repeated <= 0.01 * len(rows)


@pytest.mark.parametrize(("domain", "table"), CATALOGUES)
def test_catalogues_repeat_a_few_keys(domain: str, table: str) -> None:
    keys = Counter(next(iter(row.values())) for row in read(domain, table))
    repeated = [key for key, count in keys.items() if key and count > 1]
    assert 0 < len(repeated) <= 10


@pytest.mark.parametrize(
    ("domain", "table", "column", "codes"),
    [
        ("dating", "users", "gender", {"", "female", "male", "other", "f", "m", "o"}),
        ("grocery", "orders", "eval_set", {"prior", "train", "foo"}),
        ("streaming", "users", "gender", {"f", "m", "o", "female", "male", "other"}),
        ("streaming", "items", "content_type", {"movie", "series", "tv", "microdrama"}),
        (
            "streaming",
            "events",
            "event_type",
            {"play", "complete", "pause", "like", "save", "skip"},
        ),
        (
            "pings",
            "interactions",
            "event_type",
            {
                "impression",
                "view",
                "like",
                "comment",
                "share",
                "follow_creator",
                "save",
            },
        ),
        (
            "shoes",
            "interactions",
            "interaction_type",
            {"view", "add_to_wishlist", "purchase", "lick"},
        ),
        ("shoes", "users", "gender", {"female", "male", "other", "f", "m", "o"}),
    ],
)
def test_codes_vary_only_in_spelling(
    domain: str, table: str, column: str, codes: set[str]
) -> None:
    cells = [row[column] for row in read(domain, table)]
    assert {cell.strip().lower() for cell in cells} <= codes
    assert len(set(cells)) > len(codes)


# --------------------------------------------------------------------------------------
# Sense
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("domain", "table", "column"),
    [
        ("dating", "interactions", "timestamp"),
        ("streaming", "events", "timestamp"),
        ("pings", "interactions", "event_timestamp"),
        ("shoes", "interactions", "timestamp"),
    ],
)
def test_time_ends_on_the_last_day_and_is_told_in_several_ways(
    domain: str, table: str, column: str
) -> None:
    texts = [row[column] for row in read(domain, table)]
    last = max(at for at in map(instant, texts) if at)
    assert last.date().isoformat() == "2025-06-30"
    for ending in ("Z", "+02:00", ".250"):
        assert 0 < sum(text.endswith(ending) for text in texts) < 0.05 * len(texts)


def test_a_match_is_the_later_of_two_likes() -> None:
    liked = set()
    rows = [row for row in read("dating", "interactions") if instant(row["timestamp"])]
    clean = {
        (instant(row["timestamp"]), row["user_id"], row["liked_user_id"]): row
        for row in rows
        if row["like_type"] in {"0", "1", "2"}
    }
    matches = 0
    for (_, user, other), row in sorted(clean.items()):
        if not user or not other or is_unknown_id(user) or is_unknown_id(other):
            continue
        is_match = row["like_type"] == "2"
        assert is_match == (row["like_type"] != "0" and (other, user) in liked)
        matches += is_match
        if row["like_type"] != "0":
            liked.add((user, other))
    assert matches > 500


def test_grocery_histories_are_consistent() -> None:
    orders = {
        row["order_id"]: row
        for row in read("grocery", "orders")
        if row["order_id"] and row["user_id"] and int(row["order_id"]) < 900_000
    }
    baskets: dict[str, dict[str, str]] = {order_id: {} for order_id in orders}
    for eval_set in ("prior", "train"):
        for row in read("grocery", f"order_products__{eval_set}"):
            if row["order_id"] not in orders or not row["add_to_cart_order"].isdigit():
                continue
            if row["reordered"] == "7" or len(row["product_id"]) not in (1, 2, 3):
                continue
            assert orders[row["order_id"]]["eval_set"].strip().lower() == eval_set
            baskets[row["order_id"]][row["product_id"]] = row["reordered"]
    seen: dict[str, set[str]] = {}
    counts = Counter()
    for order in sorted(orders.values(), key=lambda row: int(row["order_number"])):
        user, basket = order["user_id"], baskets[order["order_id"]]
        counts[user] += 1
        assert int(order["order_number"]) == counts[user]
        assert (order["days_since_prior_order"] == "") == (counts[user] == 1)
        assert 2 <= len(basket) <= 15
        bought = seen.setdefault(user, set())
        assert basket == {product: str(int(product in bought)) for product in basket}
        bought.update(basket)
    assert set(counts.values()) <= set(range(4, 26))


def test_an_impression_precedes_every_view() -> None:
    shown: dict[tuple[str, str], datetime] = {}
    views = []
    for row in read("pings", "interactions"):
        at = instant(row["event_timestamp"])
        pair = (row["user_id"], row["ping_id"])
        kind = row["event_type"].strip().lower()
        if not at or not all(pair) or any(map(is_unknown_id, pair)):
            continue
        if kind == "impression":
            shown[pair] = min(at, shown.get(pair, at))
        elif kind == "view" and is_number(row["watch_time_sec"]):
            views.append((pair, at))
    assert all(shown[pair] <= at for pair, at in views)


def test_pings_have_new_users_and_open_durations() -> None:
    signups = [row["signup_date"] for row in read("pings", "users")]
    assert sum("2025-06-24" <= day <= "2025-06-30" for day in signups) >= 30
    durations = [row["duration_sec"] for row in read("pings", "pings")]
    assert 10 <= durations.count("") <= 60


def test_some_shoes_are_due_for_replacement() -> None:
    lifespans = {row["shoe_id"]: row["lifespan_days"] for row in read("shoes", "shoes")}
    last = datetime(2025, 6, 30, tzinfo=UTC)
    due = 0
    for row in read("shoes", "interactions"):
        at = instant(row["timestamp"])
        lifespan = lifespans.get(row["shoe_id"], "")
        if row["interaction_type"] == "purchase" and at and lifespan.isdigit():
            due += abs((last - at).days - int(lifespan)) <= 30
    assert due >= 30


@pytest.mark.parametrize(
    ("domain", "table", "column"),
    [("streaming", "items", "title"), ("grocery", "products", "product_name")],
)
def test_titles_are_distinct_phrases(domain: str, table: str, column: str) -> None:
    rows = read(domain, table)
    key = next(iter(rows[0]))
    titles = Counter(row[column] for row in {row[key]: row for row in rows}.values())
    assert all(len(title.split()) >= 2 for title in titles)
    # Broken rows carry the name of the row that they were copied from.
    assert sum(count - 1 for count in titles.values()) <= 10
