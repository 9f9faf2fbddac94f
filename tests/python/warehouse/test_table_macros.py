"""The table macros that a build leaves in the database, as an analyst calls them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from scripts.warehouse import InvalidArgumentError, Warehouse

# Five films. a and b share three of their four users each: cosine 3/4. c is liked by
# one of these, d by the fourth of b: each 1/√4 = ½, c to a and b, d to b alone.
INTERACTIONS = """user_id,item_id
u1,a
u1,b
u2,a
u2,b
u3,a
u3,b
u3,c
u4,b
u4,d
ann,a
"""
ITEMS = """item_id,title,genre,Creator_ID,available_until
a,A,drama,,
b,B,drama,,2025-06-01
c,C,News,u4,
d,D,,,
e,E,News|Live TV,,
f,F,drama,,
g,G,drama,,2025-05-31
"""
# Nobody sees f and g today, u4 never c, and e comes last; what was and what will be
# counts for nothing.
MERCHANDISING = """item_id,segment,starts,ends,pin,hide
e,,,,9,
f,,2025-06-01,2025-06-01,,yes
c,,,2025-05-31,1,
d,,2025-06-02,,1,
a,vip,,,1,
a,,2025-02-02,2025-02-01,1,
"""
COSINE = {
    **{"user_exponent": 0, "item_exponent": 0, "neighbour_exponent": 0, "rank": 0},
    **{"evidence_exponent": 0, "recency_exponent": 0},
    "weights": {"similar": 0.03, "next": 0, "popular": 0.000001},
}


def ask(database: Path, sql: str, *parameters: object) -> list[tuple]:
    """Ask the database as any SQL client would."""
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def of(creator: str | None = None, until: str | None = None) -> dict:
    """What else an item shows."""
    return {"Creator_ID": creator, "available_until": until}


@pytest.fixture
def films(tmp_path: Path, build_warehouse: Callable) -> Path:
    """The five films, with lists of two."""
    (tmp_path / "interactions.csv").write_text(INTERACTIONS, encoding="utf-8")
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "merchandising.csv").write_text(MERCHANDISING, encoding="utf-8")
    code, output, database = build_warehouse(
        "tag:custom",
        env={
            "RECMART_INTERACTIONS": str(tmp_path / "interactions.csv"),
            "RECMART_ITEMS": str(tmp_path / "items.csv"),
            "RECMART_MERCHANDISING": str(tmp_path / "merchandising.csv"),
        },
        vars={
            "today": "2025-06-01",
            "recommendations_per_user": 2,
            "recmart_parameters": {"custom": COSINE},
        },
    )
    assert code == 0, output
    return database


def test_numbers_by_hand(films: Path) -> None:
    """One warehouse for all, as making it takes seconds."""
    asked = "select rank, item_id, round(score, 9), source, reason"
    liked = "which you liked"
    # By similarity b 1 and c ⅔, times .03. Popular are a, b, c, d, e; a is barred, b
    # the first of the others: c ⅔, d ½, e ⅖, times a millionth.
    assert ask(films, f"{asked} from recommend('custom', 'ann', k := 4)") == [
        (1, "b", 0.030001, "similar", f"similar to A, {liked}"),
        (2, "c", round(0.02 + 0.000002 / 3, 9), "similar", f"similar to A, {liked}"),
        (3, "d", 0.0000005, "popular", "popular"),
        (4, "e", 0.0000004, "pinned", "chosen by the shop"),
    ]
    rejected = "select reason from quality.rejected_rows order by row_number"
    assert ask(films, rejected) == [
        ("segment is not known in this domain",),
        ("ends is before starts",),
    ]
    # Liking a and b: c ½ + ½, d ½. The cause is the more popular of equal ones.
    assert ask(films, f"{asked} from score_items('custom', ['a', 'b'], k := 2)") == [
        (1, "c", 0.030001, "similar", "similar to A"),
        (2, "d", 0.01500075, "similar", "similar to B"),
    ]
    # Liking b: a would be the nearest, but stays barred for ann.
    by_ann = f"{asked} from score_items('custom', ['b'], for_user := 'ann', k := 1)"
    assert ask(films, by_ann) == [(1, "c", 0.030001, "similar", "similar to B")]
    # Of news there are c and e: what is best is best of these.
    by_genre = f"{asked} from recommend('custom', 'ann', genre := 'NEWS')"
    assert ask(films, by_genre) == [
        (1, "c", 0.030001, "similar", f"similar to A, {liked}"),
        (2, "e", 0.0000005, "pinned", "chosen by the shop"),
    ]
    # Popular are those liked by most: c by one, e by nobody.
    assert ask(films, "from popular('custom', filters := ['GENRE=news'])") == [
        (1, "c", "C", 1, "popular", "popular", {"genre": "News", **of("u4", None)}),
        (2, "e", "E", 0, "popular", "popular", {"genre": "News|Live TV", **of()}),
    ]
    ids = "select string_agg(item_id, '' order by rank), min(rank)"
    for asked_for, expected in {
        # The same attribute twice is either, an item may have several values.
        "filters := ['genre=drama', ' Genre = live tv ']": ("abe", 1),
        "genre := ['LIVE TV', 'drama']": ("abe", 1),
        "genre := 'drama', filters := 'genre=live tv'": ("abe", 1),
        "genre := 'news|live tv'": ("e", 1),
        # One text is one value.
        "filters := ['genre=drama' || chr(31) || 'genre=news']": (None, None),
        "filters := ['item_id=a']": (None, None),
        'k := 2, "offset" := 1': ("bc", 2),
        "k := 2, \"offset\" := 1, \"exclude\" := ['a', ' b']": ("de", 2),
        "\"exclude\" := 'a, d', genre := ['news', 'drama']": ("bce", 1),
        '"offset" := 9': (None, None),
        # One of a genre: b is a second drama, e second news; who has none is free.
        "most_per := ['genre=1']": ("acd", 1),
        "most_per := ' Genre = 1', k := 2, \"offset\" := 1": ("cd", 2),
        "most_per := 'genre=1', \"exclude\" := 'a'": ("bcd", 1),
        "most_per := ['genre=2', 'colour=1']": ("abcde", 1),
    }.items():
        listed = ask(films, f"{ids} from popular('custom', {asked_for})")
        assert listed == [expected], asked_for
    page = 'k := 2, "exclude" := [\'c\'], "offset" := 1'
    assert ask(films, f"{ids} from recommend('custom', ' ann ', {page})") == [("de", 2)]
    # Names of schemas are the same in any case, and no number is too large.
    page = f'k := {2**63 - 1}, "exclude" := [\'c\'], "offset" := {{}}'
    for offset, rest in ((1, ("de", 2)), (2**63 - 1, (None, None))):
        whose = f"'Custom', 'ann', {page.format(offset)}"
        assert ask(films, f"{ids} from recommend({whose})") == [rest]
    for wrong, problem in {
        "k := 0": "k has to be a whole number from 1 up, not 0",
        "k := null": "k has to be a whole number from 1 up, not null",
        "k := 1.5": "k has to be a whole number from 1 up, not 1.5",
        '"offset" := -1': "offset has to be a whole number from 0 up, not -1",
        "filters := ['drama']": "filter 'drama' is not of the form NAME=VALUE",
        "most_per := 'genre'": "most_per 'genre' is not of the form NAME=NUMBER",
        "most_per := ['genre=0']": "most_per 'genre=0' is not of the form NAME=NUMBER",
        "genre := ' '": "filter 'genre=' is not of the form NAME=VALUE",
    }.items():
        for macro in ("popular('custom'", "recommend('custom', 'ann'"):
            with pytest.raises(duckdb.InvalidInputException) as error:
                ask(films, f"from {macro}, {wrong})")
            assert problem in str(error.value)
    # Ranked among themselves: of a, c and e by popularity e is the third, ⅓ to c's ½. a
    # is barred, z is nothing, and no items are no list.
    ranked = f"{asked} from rank_items('custom', 'ann', 'e, c,a,z')"
    assert ask(films, ranked) == [
        (1, "c", 0.030001, "similar", f"similar to A, {liked}"),
        (2, "e", round(0.000002 / 3, 9), "pinned", "chosen by the shop"),
        (3, "a", 0, "barred", "not recommended to this user"),
    ]
    assert ask(films, f"{asked} from rank_items('custom', 'ann', [])") == []
    # In lists of two c is first for who likes a and b; for ann it is ⅔ of b. It is u4's
    # own.
    reached = "select rank, user_id, place_in_list from audience('custom', 'c')"
    assert ask(films, reached) == [
        (1, "u1", 1),
        (2, "u2", 1),
        (3, "ann", 2),
    ]
    # Without times nothing rises.
    assert ask(films, "from trending('custom')") == []
    assert ask(films, "select * from similar('custom', 'a', k := 1)") == [
        (
            *(1, "b", "B", 0.75, "similar", "similar to A"),
            *({"genre": "drama", **of(None, "2025-06-01")}, 3),
        )
    ]
    assert ask(films, "select item_id, interactions from history('custom', 'ann')") == [
        ("a", 1)
    ]
    with Warehouse(films) as warehouse:
        listed = warehouse.recommend("custom", "new", 2, items=["a", "b"])
        assert [item["item_id"] for item in listed.items] == ["c", "d"]
        assert not listed.fallback_used
        one_each = {"most_per": {"genre": 1}}
        listed = warehouse.recommend("custom", "ann", 9, **one_each)
        assert [item["item_id"] for item in listed.items] == ["b", "c", "d"]
        listed = warehouse.recommend("custom", "ann", 9, items=["c"], **one_each)
        assert [item["item_id"] for item in listed.items] == ["b", "d", "e"]
        unknown = warehouse.recommend("custom", "new", 2, items=["z"])
        assert [item["item_id"] for item in unknown.items] == ["a", "b"]
        assert unknown.fallback_used
        # What is plain is without what is hidden, too.
        popular = warehouse.popular("custom", 9)
        assert [item["item_id"] for item in popular] == [*"abcde"]


@pytest.mark.parametrize(
    ("filters", "limited"),
    [
        (None, ["genre", "type"]),
        (["type=tv", "type=film"], ["genre"]),
        (["=item=", "=item=a"], []),
    ],
)
def test_what_is_asked_for_is_not_limited(
    sql_of: Callable[[str], str], filters: list[str] | None, limited: list[str]
) -> None:
    """One who has a set put in order wants all of it, as whoever wants a type."""
    sql = sql_of(
        "recmart.limits_in_force({'genre': 2, 'type': 1}, 'cast($1 as varchar[])')"
    )
    with duckdb.connect() as connection:
        rows = connection.execute(sql, [filters]).fetchall()
    assert sorted(name for name, _ in rows) == limited


@pytest.fixture(scope="module")
def longer(
    tmp_path_factory: pytest.TempPathFactory, warehouse: Path, dbt_build: Callable
) -> Path:
    """The sample warehouse with lists of 40."""
    folder = tmp_path_factory.mktemp("longer")
    database = folder / "recmart.duckdb"
    shutil.copyfile(warehouse, database)
    domains = ("dating", "grocery", "pings", "shoes", "streaming")
    select = [
        *(f"{domain}__recommendations" for domain in domains),
        *(f"int_{domain}__*candidates" for domain in domains),
    ]
    code, output, _ = dbt_build(
        folder,
        select=" ".join(f"{model},resource_type:model" for model in select),
        vars={"recommendations_per_user": 40},
        database=database,
    )
    assert code == 0, output
    return database


@pytest.mark.parametrize("domain", ["dating", "grocery", "pings", "shoes", "streaming"])
def test_a_longer_list_is_that_of_a_longer_build(
    warehouse: Path, longer: Path, domain: str
) -> None:
    """With lists of 20 built, 40 are asked for: no difference, for any user."""
    columns = "rank, item_id, title, score, source, reason"
    users = ask(
        warehouse,
        f"(select user_id from {domain}.user_profiles order by items, user_id limit 8)"
        f" union (select user_id from {domain}.user_profiles"
        " order by md5(user_id) limit 25) order by user_id",
    )
    with (
        duckdb.connect(warehouse, read_only=True) as short,
        duckdb.connect(longer, read_only=True) as long,
    ):
        for (user_id,) in users:
            asked = short.execute(
                f"select {columns} from {domain}.list_of_user(?, null, null, 40)",
                [user_id],
            ).fetchall()
            built = long.execute(
                f"select {columns} from {domain}.lists where user_id = ? order by rank",
                [user_id],
            ).fetchall()
            assert len(built) == 40
            assert asked == built


def test_parts_of_a_list_are_alike_in_sql_and_python(warehouse: Path) -> None:
    """Filters, exclusions and pages; and what is plain is as the macros have it."""
    by_domain = {
        "streaming": ("u1", {"genre": ["Drama", "comedy "], "content_type": "series"}),
        "dating": ("u1", {"age_band": ["25-34", "35-44"]}),
        "grocery": ("1", {"department": ["produce", "Pantry", "bakery", "snacks"]}),
        "pings": ("u1", {"category": ["pets", "food"]}),
        "shoes": ("u1", {"color": ["black", "olive", "orange", "white"]}),
    }
    columns = "item_id, title, score, source, reason"
    with Warehouse(warehouse) as asked:
        for domain, (user_id, filters) in by_domain.items():
            whole = asked.recommend(domain, user_id, 20).items
            left_out = [whole[0]["item_id"], whole[3]["item_id"]]
            rest = [item for item in whole if item["item_id"] not in left_out]
            first = asked.popular(domain, 1)[0]["item_id"]
            pairs = [
                f" {name}={value}"
                for name, given in filters.items()
                for value in ([given] if isinstance(given, str) else given)
            ]
            for list_of, who in (
                ("popular", []),
                ("recommend", [user_id]),
                ("similar", [first]),
            ):
                for some in ([], pairs):
                    for k, exclude, offset in (
                        *((4, [], 0), (4, left_out, 0), (4, left_out, 5)),
                        *((7, [], 12), (7, [first], 14)),
                    ):
                        rows = ask(
                            warehouse,
                            f"""
                            select {columns}
                            from "{list_of}"(
                                ?{", ?" * len(who)},
                                k := ?,
                                filters := ?,
                                "exclude" := ?,
                                "offset" := ?
                            )
                            """,
                            *(domain, *who, k, some, exclude, offset),
                        )
                        part = {"k": k, "exclude": exclude, "offset": offset}
                        found = getattr(asked, list_of)(
                            domain, *who, filters=filters if some else None, **part
                        )
                        items = getattr(found, "items", found)
                        assert [
                            tuple(item[name] for name in columns.split(", "))
                            for item in items
                        ] == rows
            # The second page is the rest of the longer list, without what is excluded.
            assert asked.recommend(domain, user_id, 8, offset=12).items == whole[12:]
            longer = asked.recommend(domain, user_id, 40).items
            second = asked.recommend(domain, user_id, 20, offset=20).items
            assert whole + second == longer
            # No length decides how much an item is worth, nor does the page.
            for page in ({}, {"filters": filters}, {"exclude": left_out}):
                longest = asked.recommend(domain, user_id, 60, **page).items
                for k in (5, 33):
                    assert (
                        asked.recommend(domain, user_id, k, **page).items
                        == (longest[:k])
                    )
            for offset in (0, 8):
                page = asked.recommend(
                    domain, user_id, 8, exclude=left_out, offset=offset
                )
                assert page.items == rest[offset : offset + 8]
            chosen = asked.recommend(domain, user_id, 9, filters).items
            assert chosen
            for item in chosen:
                for name, given in filters.items():
                    wanted = [given] if isinstance(given, str) else given
                    assert item["attributes"][name].lower() in {
                        value.strip().lower() for value in wanted
                    }


@pytest.mark.parametrize("k", [5, 20, 60])
def test_sql_and_python_give_the_same(warehouse: Path, k: int) -> None:
    with Warehouse(warehouse) as asked:
        for domain in asked.domains():
            users = ask(
                warehouse,
                f"(select user_id from {domain}.user_profiles order by user_id limit 4)"
                f" union all (select user_id from {domain}.user_profiles"
                " where items = 0 order by user_id limit 2)",
            )
            for user_id in [*(user_id for (user_id,) in users), "nobody"]:
                rows = ask(
                    warehouse,
                    "select item_id, title, score, source, reason, fallback_used"
                    " from recommend(?, ?, k := ?)",
                    *(domain, user_id, k),
                )
                answer = asked.recommend(domain, user_id, k)
                assert rows == [
                    (*list(item.values())[:-1], answer.fallback_used)
                    for item in answer.items
                ]


def test_a_prepared_statement_changes_its_domain(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        connection.execute("prepare ask as from recommend($domain, 'u1', k := 1)")
        for domain in ("streaming", "dating", "streaming"):
            (row,) = connection.execute(f"execute ask(domain := '{domain}')").fetchall()
            mart = f"select item_id from {domain}.recommendations"
            assert connection.execute(
                f"{mart} where user_id = 'u1' and rank = 1"
            ).fetchall() == [(row[1],)]


def test_dating_is_not_scored_on_the_spot(warehouse: Path) -> None:
    with Warehouse(warehouse) as asked, pytest.raises(InvalidArgumentError) as error:
        asked.recommend("dating", "u1", 5, items=["u2"])
    assert str(error.value).startswith("domain dating cannot be scored on the spot")
    assert "\n" not in str(error.value)


def test_an_unknown_domain_is_an_error(warehouse: Path) -> None:
    with pytest.raises(duckdb.CatalogException, match="films"):
        ask(warehouse, "from recommend('films', 'u1')")
