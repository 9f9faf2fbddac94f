"""The command line and the Python functions, on warehouses that dbt built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from helpers import PATHS, ROOT, environment
from scripts.common import commands
from scripts.recommend import (
    main,
    recommend,
    recommend_for_user,
    recommend_popular,
    to_frame,
)
from scripts.warehouse import (
    InvalidArgumentError,
    UnavailableError,
    UnknownNameError,
    Warehouse,
)

SCRIPT = ROOT / "scripts" / "recommend.py"
USERS = [f"u{number}" for number in range(1, 60)] + ["nobody"]

# The example of the streaming brief, and made-up interactions for the custom domain.
BRIEF = {
    "streaming/users.csv": """\
user_id,age,gender,region
u1,25,M,Jakarta
u2,32,F,Bandung
u3,19,F,Surabaya
""",
    "streaming/items.csv": """\
item_id,title,content_type,genre
i1,Drama Series A,series,drama
i2,Family Show B,tv,family
i3,Microdrama C,microdrama,romance
""",
    "streaming/events.csv": """\
user_id,item_id,event_type,watch_seconds,timestamp
u1,i1,play,1200,2025-01-01T10:00:00
u1,i2,play,300,2025-01-01T11:00:00
u2,i2,play,1800,2025-01-02T09:00:00
u3,i3,play,600,2025-01-02T12:00:00
""",
    "custom/interactions.csv": """\
user_id,item_id
ann,tea
ann,cup
ann,pot
bob,tea
bob,cup
cat,moon
dan,cup
max,tea
max,cup
max,pot
max,moon
""",
    "custom/items.csv": """\
item_id,title,Shelf,main colour
tea,Té “Ñandú” 茶,Drinks,green
cup,"Cup
of two\tlines",Kitchen,white
pot,Pot,Kitchen,
moon,Moon,,white
star,Star,,
""",
}


class Result:
    """What the command line did: exit code, output, complaint."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        self.lines = out.splitlines()

    def refused(self, *words: str) -> bool:
        """Say whether it failed with one clear line that holds all these words."""
        return (
            self.code == 2
            and self.out == ""
            and self.err.startswith("recommend.py: ")
            and self.err.count("\n") == 1
            and all(word in self.err for word in words)
        )


def run(
    *arguments: str | Path,
    database: Path | None = None,
    env: dict[str, str] | None = None,
) -> Result:
    """Run the script in this process, for a third of what one of its own costs."""
    out, err = StringIO(), StringIO()
    settings = {"RECMART_DATABASE": str(database)} if database else {}
    with (
        pytest.MonkeyPatch.context() as patch,
        environment(ROOT, {**settings, **(env or {})}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        patch.chdir(ROOT)
        patch.setattr("sys.argv", [str(SCRIPT), *map(str, arguments)])
        try:
            code = commands.run(main)
        except SystemExit as end:
            code = end.code
    return Result(code, out.getvalue(), err.getvalue())


def run_apart(
    *arguments: str | bytes | Path,
    database: Path | None = None,
    env: dict[str, str] | None = None,
    python: tuple[str, ...] = (sys.executable,),
    cwd: Path = ROOT,
) -> Result:
    """Run the script as a user would."""
    done = subprocess.run(
        [*python, SCRIPT, *arguments],
        cwd=cwd,
        env={
            **PATHS,
            **({"RECMART_DATABASE": str(database)} if database else {}),
            **(env or {}),
        },
        capture_output=True,
        check=False,
        timeout=300,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def brief(
    tmp_path_factory: pytest.TempPathFactory, dbt_build: Callable[..., object]
) -> Path:
    """The warehouse of the files above."""
    folder = tmp_path_factory.mktemp("brief")
    for name, text in BRIEF.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    returncode, output, database = dbt_build(
        folder,
        select="tag:streaming tag:custom",
        env={"RECMART_DATA_DIR": str(folder / "data")},
    )
    assert returncode == 0, output
    return database


@pytest.fixture
def by_hand(tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a database of nothing but the given statements."""

    def make(*statements: str) -> Path:
        path = tmp_path / "by_hand.duckdb"
        with duckdb.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return make


# --------------------------------------------------------------------------------------
# The example of the brief
# --------------------------------------------------------------------------------------


def test_popular_is_as_in_the_brief(brief: Path) -> None:
    result = run_apart("popular", "--k", "5", database=brief)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Top 5 Popular Items:\n"
        "1. i2 - Family Show B\n"  # 300 + 1800 seconds
        "2. i1 - Drama Series A\n"  # 1200
        "3. i3 - Microdrama C\n"  # 600
    )


def test_popular_stops_at_k(brief: Path) -> None:
    assert run("popular", "--k", "1", database=brief).lines == [
        "Top 1 Popular Items:",
        "1. i2 - Family Show B",
    ]


def test_recommend_leaves_out_what_was_watched_heavily(brief: Path) -> None:
    result = run("recommend", "--user_id", "u1", "--k", "5", database=brief)
    assert (result.code, result.err) == (0, "")
    # 1200 seconds of i1 and 300 of i2, both as heavy as the setting says.
    assert result.lines == ["Recommendations for user u1:", "1. i3 - Microdrama C"]


def test_reasons_follow_on_request(brief: Path) -> None:
    result = run("recommend", "--user_id", "u2", "--reasons", database=brief)
    assert result.lines == [
        "Recommendations for user u2:",
        "1. i1 - Drama Series A (similar to Family Show B, which you watched)",
        "2. i3 - Microdrama C (popular)",
    ]


def test_unknown_user_gets_the_popular_list_and_is_told(brief: Path) -> None:
    result = run("recommend", "--user_id", "u999", "--k", "2", database=brief)
    assert result.code == 0
    assert result.lines == [
        "Recommendations for user u999:",
        "1. i2 - Family Show B",
        "2. i1 - Drama Series A",
        "User u999 is unknown or has no history: these are popular items.",
    ]


def test_items_that_nobody_knows_are_told_and_not_a_known_user(brief: Path) -> None:
    asked = ["recommend", "--user_id", "u2", "--items", "x1,x2", "--k", "1"]
    told = "None of the items given is known: these are popular items."
    assert run(*asked, database=brief).lines[-1] == told
    assert told not in run(*asked, "--items", "i2", database=brief).lines


def test_recommend_in_json(brief: Path) -> None:
    result = run("recommend", "--user_id", "u2", "--k", "1", "--json", database=brief)
    answer = json.loads(result.out)
    assert list(answer) == ["user_id", "k", "items", "fallback_used"]
    assert (answer["user_id"], answer["k"]) == ("u2", 1)
    assert answer["fallback_used"] is False
    (item,) = answer["items"]
    assert item == {
        "item_id": "i1",
        "title": "Drama Series A",
        "score": item["score"],
        "source": "similar",
        "reason": "similar to Family Show B, which you watched",
        "attributes": {"content_type": "series", "genre": "drama"},
    }
    assert item["score"] > 0


@pytest.mark.parametrize(("user_id", "fallback"), [("u999", True), ("u3", False)])
def test_fallback_shows_in_json(brief: Path, user_id: str, fallback: bool) -> None:
    result = run("--json", "recommend", "--user_id", user_id, database=brief)
    assert json.loads(result.out)["fallback_used"] is fallback


def test_popular_in_json(brief: Path) -> None:
    result = run("popular", "--k", "2", "--json", database=brief)
    answer = json.loads(result.out)
    assert list(answer) == ["k", "items"]
    assert [item["item_id"] for item in answer["items"]] == ["i2", "i1"]
    # The seconds that rank them.
    assert [item["score"] for item in answer["items"]] == [2100, 1200]


def test_history_is_newest_first(brief: Path) -> None:
    result = run("history", "--user_id", "u1", "--m", "5", database=brief)
    assert result.lines == [
        "History of user u1:",
        "1. i2 - Family Show B (play, 2025-01-01 11:00, 300 s watched)",
        "2. i1 - Drama Series A (play, 2025-01-01 10:00, 1,200 s watched)",
    ]
    answer = json.loads(run("history", "--user_id", "u1", "--json", database=brief).out)
    assert (answer["user_id"], answer["m"]) == ("u1", 10)
    assert answer["items"][0] == {
        "item_id": "i2",
        "title": "Family Show B",
        "occurred_at": "2025-01-01T11:00:00",
        "event_type": "play",
        "watch_seconds": 300,
        "interactions": 1,
    }


def test_similar(brief: Path) -> None:
    result = run("similar", "--item_id", "i1", database=brief)
    assert result.lines == [
        "Items similar to i1 - Drama Series A:",
        "1. i2 - Family Show B",
    ]
    answer = json.loads(run("similar", "--item_id", "i1", "--json", database=brief).out)
    assert list(answer) == ["item_id", "title", "k", "items"]
    assert answer["items"][0]["users_in_common"] == 1
    assert answer["items"][0]["reason"] == "similar to Drama Series A"


def test_functions_of_the_brief(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECMART_DATABASE", str(brief))
    assert [item["item_id"] for item in recommend_popular()] == ["i2", "i1", "i3"]
    assert recommend_popular(1)[0]["title"] == "Family Show B"
    for genre in ("drama", ["Drama", "opera "]):
        (item,) = recommend_popular(genre=genre)
        assert item["item_id"] == "i1"
    (item,) = recommend_popular(1, exclude="i2", offset=1)
    assert item["item_id"] == "i3"
    assert recommend_for_user("u2", exclude=["i1 "]) == recommend_for_user(
        "u2", offset=1
    )
    assert [item["item_id"] for item in recommend_for_user("u2", k=9)] == ["i1", "i3"]
    unknown = recommend_for_user("u999", k=2)
    assert [item["item_id"] for item in unknown] == ["i2", "i1"]
    assert recommend("u2", domain="streaming") == ["i1", "i3"]


# --------------------------------------------------------------------------------------
# Filters, long lists, other domains
# --------------------------------------------------------------------------------------


def test_filters(brief: Path) -> None:
    for filters in (
        ["--genre", "Family"],
        ["--content_type", "tv"],
        ["--content_type", "TV", "--genre", "family"],
        ["--filter", "genre=family", "--filter", "content_type=tv"],
        ["--genre", "opera", "--filter", " Genre = family "],
        ["--exclude", "i1, i3"],
        ["--exclude_id", "i1", "--exclude_id", " i3"],
    ):
        assert run("popular", *filters, database=brief).lines[1:] == [
            "1. i2 - Family Show B"
        ]
    for filters in (["--genre", "romance"], ["--offset", "1"], ["--exclude", "i1"]):
        listed = run("recommend", "--user_id", " u2", *filters, database=brief)
        assert [line[3:] for line in listed.lines[1:]] == ["i3 - Microdrama C"]
    either = ["popular", "--genre", "romance", "--genre", "drama"]
    assert run(*either, database=brief).lines[1:] == [
        "1. i1 - Drama Series A",
        "2. i3 - Microdrama C",
    ]
    assert run(*either, "--offset", "1", database=brief).lines[1:] == [
        "2. i3 - Microdrama C"
    ]


def test_a_list_for_each_who_is_named(brief: Path) -> None:
    asked = ["recommend", "--user_id", "u1", "--user_id", "u2", "--k", "1"]
    assert run(*asked, database=brief).lines == [
        "Recommendations for user u1:",
        "1. i3 - Microdrama C",
        "Recommendations for user u2:",
        "1. i1 - Drama Series A",
    ]
    listed = json.loads(run(*asked, "--json", database=brief).out)
    assert [(one["user_id"], len(one["items"])) for one in listed] == [
        ("u1", 1),
        ("u2", 1),
    ]
    liked = ["recommend", "--user_id", "new", "--items", "i1,i3", "--json"]
    (item,) = json.loads(run(*liked, database=brief).out)["items"]
    assert (item["item_id"], item["source"]) == ("i2", "similar")


@pytest.mark.parametrize("k", [3, 25])
def test_the_lists_of_many_are_those_of_each(
    warehouse: Path, tmp_path: Path, k: int
) -> None:
    """Those of the build, longer ones, and of people whom it does not know."""
    named = tmp_path / "users.csv"
    users = ["u7", "stranger", "u1", "nobody, really", "u2"]
    lines = ["x;USER_ID", *(f'1;"{user} "' for user in [*users, "u7"]), ""]
    named.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    asked = ["recommend", "--k", str(k), "--offset", "1", "--exclude", "i39, i146"]
    for out in ("lists.csv", "lists.parquet"):
        args = [*asked, "--users", named, "--out", tmp_path / out]
        result = run(*args, database=warehouse)
        assert (result.code, result.out) == (0, "")
        assert f"{5 * k} rows, the lists of 5 users, are in" in result.err
        found = duckdb.sql(
            f"from '{tmp_path / out}' select user_id, rank, item_id, title, score,"
            " source, reason, fallback_used"
        ).fetchall()
        with Warehouse(warehouse) as one_by_one:
            expected = []
            for user in users:
                part = {"exclude": ["i39", "i146"], "offset": 1}
                answer = one_by_one.recommend("streaming", user, k, **part)
                expected += [
                    (user, rank, *list(item.values())[:-1], answer.fallback_used)
                    for rank, item in enumerate(answer.items, 2)
                ]
        assert found == expected
    out = str(tmp_path / "all.parquet")
    everybody = ["recommend", "--users", "all", "--k", "2", "--out", out]
    assert run(*everybody, database=warehouse).code == 0
    with duckdb.connect(warehouse, read_only=True) as connection:
        assert connection.execute(
            f"""
            select count(*), count(lists.user_id), count(written.user_id)
            from '{out}' as written
            full join (from streaming.lists where rank <= 2) as lists
                using (user_id, rank, item_id, title, score, source, reason)
            """
        ).fetchall() == [(2400, 2400, 2400)]


def test_users_come_from_files_of_any_kind(brief: Path, tmp_path: Path) -> None:
    duckdb.sql("select 'u2' as User_Id, 1 as n union all select 'u1', 2").write_parquet(
        str(tmp_path / "users.parquet")
    )
    (tmp_path / "users.txt").write_text(" u2\n\nu1\nu2\n", encoding="utf-8")
    asked = ["recommend", "--k", "1", "--json", "--users"]
    for file in ("users.parquet", "users.txt"):
        listed = json.loads(run(*asked, tmp_path / file, database=brief).out)
        assert [one["user_id"] for one in listed] == ["u2", "u1"]
    # What a frame with gaps makes of whole numbers, where no id is written otherwise.
    duckdb.sql("values (1.0::double), (null), (20.0)").write_parquet(
        str(tmp_path / "floats.parquet")
    )
    # A quote that nothing closes takes no other line with it, however many there are.
    odd = {
        "floats.csv": ("name,user_id\nx,1.0\ny,\nz,20.0\n", ["1", "20"]),
        "texts.csv": ("user_id\n1.0\n1.1\n", ["1.0", "1.1"]),
        "quote.txt": ('"u2\n"u1"\n' + "u3\n" * 50_000, ['"u2', "u1", "u3"]),
        "lines.csv": ('user_id,name\nu2,"a\nb"\nu1,c\n', ["u2", "u1"]),
        "floats.parquet": (None, ["1", "20"]),
    }
    for name, (text, users) in odd.items():
        if text:
            (tmp_path / name).write_text(text, encoding="utf-8")
        listed = json.loads(run(*asked, tmp_path / name, database=brief).out)
        assert [one["user_id"] for one in listed] == users, name
    (tmp_path / "empty.txt").write_text("user_id\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"J\xf6rg\n")
    for file, words in {
        "none.txt": ["no file", "none.txt"],
        "empty.txt": ["no user in", "empty.txt"],
        "latin.txt": ["latin.txt is not UTF-8"],
    }.items():
        assert run(*asked, tmp_path / file, database=brief).refused(*words)
    out = ["recommend", "--user_id", "u1", "--out"]
    assert run(*out, "lists.txt", database=brief).refused("in .csv nor in .parquet")
    assert run(*out, tmp_path / "a" / "b.csv", database=brief).refused("no folder")


def test_the_domain_may_go_without_saying(
    brief: Path, by_hand: Callable[..., Path]
) -> None:
    custom = run("popular", "--domain", "custom", database=brief).out
    by_environment = {"RECMART_DOMAIN": " custom"}
    assert run("popular", database=brief, env=by_environment).out == custom
    streaming = ["popular", "--domain", "streaming"]
    named = run(*streaming, database=brief, env=by_environment)
    assert named.out == run("popular", database=brief).out != custom
    tables = (
        "create schema {0}",
        "create table {0}.item_popularity as select 'i' as item_id",
        "create table {0}.catalogue as select 'i' as item_id, 'I' as title,"
        " 1 as rank, 1 as score, map {{'a': 'b'}} as attributes, ['a=b'] as tags",
    )
    only = [text.format("shoes") for text in tables]
    empty = (
        "create schema streaming",
        "create table streaming.item_popularity (a int)",
    )
    path = by_hand(*only, *empty)
    assert run("popular", database=path).lines[1:] == ["1. i - I"]
    path.unlink()
    path = by_hand(*only, *(text.format("pings") for text in tables), *empty)
    assert run("popular", database=path).refused("name one: pings, shoes")


def test_custom_items_are_filtered_by_columns_of_their_own(brief: Path) -> None:
    custom = ["--domain", "custom", "--filter"]
    assert run("popular", *custom, "shelf=KITCHEN", database=brief).lines[1:] == [
        "1. cup - Cup of two lines",
        "2. pot - Pot",
    ]
    result = run("popular", *custom, "main colour=white", "--json", database=brief)
    assert [item["attributes"] for item in json.loads(result.out)["items"]] == [
        {"Shelf": "Kitchen", "main colour": "white"},
        {"Shelf": None, "main colour": "white"},
    ]
    assert run("popular", *custom, "aisle=tea", database=brief).refused(
        "no attribute aisle", "Shelf, main colour"
    )


def test_no_title_breaks_a_line_or_the_encoding(brief: Path) -> None:
    for encoding in ({}, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}):
        asked = "popular", "--domain", "custom"
        result = run_apart(*asked, database=brief, env=encoding)
        assert result.lines[1:3] == [
            "1. cup - Cup of two lines",
            "2. tea - Té “Ñandú” 茶",
        ]
    result = run("--json", "popular", "--domain", "custom", database=brief)
    assert "茶" in result.out
    assert json.loads(result.out)["items"][0]["title"] == "Cup\nof two\tlines"


def test_what_is_barred_does_not_come_in_with_the_popular_items(brief: Path) -> None:
    """The user max has used all that anybody used, so that only the star is left."""
    result = run("recommend", "--domain", "custom", "--user_id", "max", database=brief)
    assert [line for line in result.lines if line[0].isdigit()] == ["1. star - Star"]
    filtered = ["--domain", "custom", "--filter", "Shelf=Kitchen"]
    result = run("recommend", *filtered, "--user_id", "max", database=brief)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "recommend.py: nothing to recommend to user max of Shelf Kitchen"
        " in domain custom\n"
    )


def test_options_stand_before_or_after_the_command(brief: Path) -> None:
    after = run("popular", "--domain", "custom", "--json", "--database", brief)
    assert after.code == 0
    before = run("--json", "--database", brief, "--domain", "custom", "popular")
    assert before.out == after.out


def test_database_may_be_given_in_both_ways(brief: Path, tmp_path: Path) -> None:
    named = run_apart("popular", "--database", brief.name, cwd=brief.parent)
    assert named.out == run("popular", database=brief).out
    wins = run("popular", "--database", brief, database=tmp_path / "absent")
    assert wins.out == named.out


# --------------------------------------------------------------------------------------
# Every user of the sample
# --------------------------------------------------------------------------------------


def test_short_lists_are_those_of_the_mart(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        mart = connection.execute(
            "from streaming.recommendations select user_id, item_id, score, source,"
            " reason order by user_id, rank"
        ).fetchall()
    with Warehouse(warehouse) as asked:
        for user_id in USERS[:-1]:
            expected = [row[1:] for row in mart if row[0] == user_id]
            items = asked.recommend("streaming", user_id, 20).items
            found = [
                (item["item_id"], item["score"], item["source"], item["reason"])
                for item in items
            ]
            assert found == expected[:20]
            assert asked.recommend("streaming", user_id, 7).items == items[:7]


def test_long_lists_hold_everything_allowed_once(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        exclusions = connection.execute(
            "from intermediate.int_streaming__exclusions select user_id, item_id"
        ).fetchall()
    with Warehouse(warehouse) as asked:
        catalogue = {item["item_id"] for item in asked.popular("streaming", 10_000)}
        for user_id in USERS:
            items = asked.recommend("streaming", user_id, 10_000).items
            barred = {item_id for user, item_id in exclusions if user == user_id}
            ids = [item["item_id"] for item in items]
            assert len(ids) == len(set(ids))
            assert set(ids) == catalogue - barred
            scores = [item["score"] for item in items]
            assert scores == sorted(scores, reverse=True)
            assert scores[-1] > 0


def test_filtered_lists_are_filled_to_k(warehouse: Path) -> None:
    filters = {"genre": "drama"}
    with Warehouse(warehouse) as asked:
        filled = 0
        for user_id in USERS:
            items = asked.recommend("streaming", user_id, 5, filters).items
            assert len({item["item_id"] for item in items}) == 5
            assert all(item["attributes"]["genre"] == "drama" for item in items)
            of_the_list = [
                item
                for item in asked.recommend("streaming", user_id, 20).items
                if item["attributes"]["genre"] == "drama"
            ]
            # Scores are relative to the best drama, so only the order is the same.
            assert [item["item_id"] for item in items[: len(of_the_list)]] == [
                item["item_id"] for item in of_the_list[:5]
            ]
            filled += len(items) > len(of_the_list)
        assert filled > 30


def test_fill_follows_taste_before_popularity(warehouse: Path) -> None:
    with Warehouse(warehouse) as asked:
        items = asked.recommend("streaming", "u1", 10_000).items[20:]
        sources = [item["source"] for item in items]
        assert sources == sorted(sources, reverse=True)  # similar, segment, popular
        assert {"similar", "segment", "popular"} == set(sources)
        best = items[0]
        liked = {item["title"] for item in asked.history("streaming", "u1", 1_000)}
        because = best["reason"].removesuffix(", which you watched")
        assert because.removeprefix("similar to ") in liked


def test_fallback_is_for_users_without_history(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        without = connection.execute(
            """
            select user_id
            from intermediate.int_streaming__users
            where user_id not in (select user_id from streaming.user_history)
            order by user_id
            limit 5
            """
        ).fetchall()
    assert len(without) == 5
    with Warehouse(warehouse) as asked:
        for (user_id,) in without:
            answer = asked.recommend("streaming", user_id, 5)
            assert len(answer.items) == 5
            assert answer.fallback_used
        assert not asked.recommend("streaming", "u1", 5).fallback_used


def test_threads_do_not_mix_up_users(warehouse: Path) -> None:
    with Warehouse(warehouse) as asked:

        def ask(user_id: str) -> tuple:
            answer = asked.recommend("streaming", user_id, 25, {"genre": "drama"})
            return answer, asked.history("streaming", user_id, 5)

        one_by_one = [ask(user_id) for user_id in USERS]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(ask, USERS * 3)) == one_by_one * 3


def test_functions_for_other_domains(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECMART_DATABASE", str(warehouse))
    products = recommend(1)
    assert len(set(products)) == 10
    with duckdb.connect(warehouse, read_only=True) as connection:
        expected = connection.execute(
            "from grocery.recommendations select item_id"
            " where user_id = '1' and rank <= 10 order by rank"
        ).fetchall()
    assert products == [item_id for (item_id,) in expected]
    aisle = recommend_popular(1, domain="grocery")[0]["attributes"]["aisle"]
    items = recommend_for_user(1, k=3, domain="grocery", aisle=aisle)
    assert {item["attributes"]["aisle"] for item in items} == {aisle}
    # As frames have ids that are whole numbers, and what is missing.
    page = {"domain": "grocery", "k": 1}
    first = recommend_for_user("1", **page, items=["2"], exclude=products[0])
    second = recommend_for_user("1", **page, exclude=products[:1])
    for missing in (None, float("nan"), pd.NA, pd.NaT):
        gone, liked = pd.Series([float(products[0]), missing]), [missing, 2.0]
        assert recommend_for_user(1.0, **page, items=liked, exclude=gone) == first
        assert recommend_for_user(np.float32(1), **page, exclude=gone) == second
        with pytest.raises(InvalidArgumentError, match="user_id is blank"):
            recommend_for_user(missing)
    for nothing in (None, np.array([]), pd.Series([], dtype=object), ()):
        assert recommend_for_user(1, exclude=nothing, items=nothing, **page) == (
            recommend_for_user(1, **page)
        )


def test_all_domains_of_the_sample_answer(warehouse: Path) -> None:
    with Warehouse(warehouse) as asked:
        domains = asked.domains()
        assert "streaming" in domains
        for domain in domains:
            items = asked.popular(domain, 30)
            if domain != "custom":  # The sample has no interactions of the user's own.
                assert len(items) == 30
            for item in items[:3]:
                similar = asked.similar(domain, item["item_id"], 5)
                assert len({one["item_id"] for one in similar}) == 5
            answer = asked.recommend(domain, "nobody at all", 30)
            assert answer.fallback_used
            # Of pings the fresh ones come first, as for users of the build.
            if domain != "pings":
                assert [item["item_id"] for item in answer.items] == [
                    item["item_id"] for item in items
                ]


# --------------------------------------------------------------------------------------
# What goes wrong
# --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["COMMAND"]),
        (["bestsellers"], ["bestsellers"]),
        (["popular", "--k", "0"], ["k has to be at least 1, not 0"]),
        (["popular", "--k", "-3"], ["not -3"]),
        (["popular", "--k", "many"], ["--k", "many"]),
        (["popular", "--k", "2.5"], ["--k", "2.5"]),
        (["popular", "--filter", "genre"], ["NAME=VALUE"]),
        (["popular", "--filter", "genre= "], ["NAME=VALUE"]),
        (["popular", "--genre", " "], ["the filter genre= is blank"]),
        (["popular", "--offset", "-1"], ["offset has to be at least 0, not -1"]),
        (["recommend", "--user_id", " "], ["user_id is blank"]),
        (["history", "--user_id", "u1", "--m", "0"], ["m has to be at least 1"]),
        (["recommend"], ["--user_id"]),
        (["similar"], ["--item_id"]),
        (["similar", "--item_id", "i999"], ["no item i999", "streaming"]),
        (["similar", "--item_id", "x'; drop table y"], ["no item x'; drop table y"]),
        (["popular", "--domain", "films"], ["no domain films", "custom, streaming"]),
        (["popular", "--domain", 'x"; --'], ['no domain x"; --']),
        (["history", "--user_id", "u1", "--domain", "main"], ["no domain main"]),
        (
            ["popular", "--domain", "custom", "--genre", "drama"],
            ["domain custom have no attribute genre"],
        ),
        (
            ["popular", "--filter", "interactions=1"],
            ["no attribute interactions", "content_type, genre"],
        ),
    ],
)
def test_bad_arguments_are_refused(
    brief: Path, arguments: list, words: list[str]
) -> None:
    result = run(*arguments, database=brief)
    assert result.refused(*words), result.err


def test_arguments_of_another_encoding_are_refused(brief: Path) -> None:
    result = run_apart("recommend", "--user_id", b"\xff", database=brief)
    assert result.refused("the arguments are not valid UTF-8"), result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["history", "--user_id", "u9"], "no history of user u9 in domain streaming"),
        (["similar", "--item_id", "i3"], "no items similar to i3 in domain streaming"),
        (
            ["popular", "--genre", "opera"],
            "no items of genre opera in domain streaming",
        ),
        (
            ["recommend", "--user_id", "u1", "--genre", "x", "--content_type", "tv"],
            "nothing to recommend to user u1 of content_type tv and genre x"
            " in domain streaming",
        ),
        # There is some, but not so much.
        (
            ["history", "--user_id", "u1", "--offset", "1000"],
            "no history of user u1 in domain streaming after the first 1,000",
        ),
    ],
)
def test_nothing_found_is_told(brief: Path, arguments: list, message: str) -> None:
    result = run(*arguments, database=brief)
    assert (result.code, result.out) == (1, "")
    assert result.err == f"recommend.py: {message}\n"
    as_json = run(*arguments, "--json", database=brief)
    assert (as_json.code, as_json.err) == (1, result.err)
    assert json.loads(as_json.out)["items"] == []


def test_no_database(tmp_path: Path) -> None:
    result = run("popular", database=tmp_path / "none.duckdb")
    assert result.refused("none.duckdb", "make build")
    assert run("popular", database=tmp_path).refused("no database")


def test_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("not a database\n" * 1000, encoding="utf-8")
    assert run("popular", database=path).refused("text.duckdb", "corrupt")


def test_a_file_named_like_a_schema(by_hand: Callable[..., Path]) -> None:
    path = by_hand(
        "create schema pings",
        "create table pings.item_popularity (item_id text, title text, rank bigint)",
    )
    renamed = path.rename(path.with_name("pings.duckdb"))
    result = run("similar", "--item_id", "i1", "--domain", "pings", database=renamed)
    assert result.refused("pings.duckdb has the name of a schema in it")


def test_nothing_built(by_hand: Callable[..., Path]) -> None:
    path = by_hand("create table anything (a int)")
    assert run("popular", database=path).refused("no recommendations yet", "make build")


def test_partly_built(by_hand: Callable[..., Path]) -> None:
    path = by_hand(
        "create schema pings",
        "create table pings.item_popularity (item_id text, title text, rank bigint)",
    )
    for arguments in (
        ["popular"],
        ["recommend", "--user_id", "u1"],
        ["history", "--user_id", "u1"],
    ):
        result = run(*arguments, "--domain", "pings", database=path)
        assert result.refused("partly built", "make build"), result.err


def test_a_backtest_is_no_domain(by_hand: Callable[..., Path]) -> None:
    path = by_hand(
        "create schema backtest_pings",
        "create table backtest_pings.item_popularity (item_id text)",
    )
    result = run("popular", "--domain", "backtest_pings", database=path)
    assert result.refused("no recommendations yet")


def test_locked_by_a_build(by_hand: Callable[..., Path]) -> None:
    path = by_hand("create table anything (a int)")
    with duckdb.connect(path):
        result = run_apart("popular", database=path)
    assert result.refused("locked", "try again")


def test_a_python_without_the_project(brief: Path) -> None:
    without_packages = (sys.executable, "-S", "-E")
    result = run_apart("popular", database=brief, python=without_packages)
    assert result.refused("no scripts", "make setup")


@pytest.mark.parametrize(
    "command",
    [
        [SCRIPT, "popular"],
        ["-c", "from scripts.common.commands import run; run(lambda: print(1) or 0)"],
    ],
)
def test_a_reader_who_stops_reading_is_no_error(
    brief: Path, command: list[str | Path]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "RECMART_DATABASE": str(brief)},
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(brief: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, SCRIPT, "popular", "--database", brief],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("recommend.py: cannot write the answer")
    assert done.stderr.count(b"\n") == 1


def test_frames(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECMART_DATABASE", str(brief))
    items = recommend_popular(k=2, domain="streaming")
    frame = to_frame(items)
    assert list(frame.index) == [1, 2]
    assert frame.index.name == "rank"
    assert list(frame["item_id"]) == [item["item_id"] for item in items]
    assert list(frame["genre"]) == [item["attributes"]["genre"] for item in items]
    assert "attributes" not in frame
    assert to_frame([]).empty
    with Warehouse(brief) as asked:
        found = asked.frame(
            "select item_id, rank from streaming.item_popularity"
            " where rank <= $most order by rank",
            {"most": 2},
        )
        assert list(found["item_id"]) == list(frame["item_id"])
        with pytest.raises(UnavailableError):
            asked.frame("select * from streaming.nothing")


def test_errors_of_the_functions(brief: Path, tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        Warehouse(tmp_path / "none.duckdb")
    with Warehouse(brief) as asked:
        with pytest.raises(UnknownNameError):
            asked.popular("films")
        with pytest.raises(UnknownNameError):
            asked.similar("streaming", "i999")
        with pytest.raises(InvalidArgumentError):
            asked.recommend("streaming", "u1", 0)
        for part in ({"most_per": [("genre", 2)]}, {"filters": "genre=drama"}):
            with pytest.raises(InvalidArgumentError, match="a mapping of attributes"):
                asked.popular("streaming", 2, **part)
        assert asked.popular("streaming", 2, filters=[]) == asked.popular(
            "streaming", 2
        )
        with pytest.raises(UnknownNameError, match="have no attribute 1"):
            asked.popular("streaming", 2, {1: "drama"})
        with pytest.raises(InvalidArgumentError, match="user_id has to be one id"):
            asked.recommend("streaming", ["u1", "u2"])
    for name in ("written", "memory", "main"):
        file = tmp_path / f"{name}.duckdb"
        told = pytest.raises(UnavailableError, match="open for writing: close that")
        with duckdb.connect(file), told:
            Warehouse(file)
        with Warehouse(file) as asked:
            assert asked.domains() == []


# --------------------------------------------------------------------------------------
# A domain that decides pair by pair
# --------------------------------------------------------------------------------------


def test_dating_lists_of_any_length_respect_whom_one_seeks(warehouse: Path) -> None:
    """Each is of a gender that the other has liked, or seeks all; nobody is barred."""
    with Warehouse(warehouse) as asked, duckdb.connect(warehouse, read_only=True) as db:
        sought = {}
        for user_id, gender in db.execute(
            """
            select people.person_id, sought_genders.gender
            from intermediate.int_dating__sought_genders as sought_genders
            inner join intermediate.int_dating__people as people
                on sought_genders.user_number = people.person_number
            """
        ).fetchall():
            sought.setdefault(user_id, set()).add(gender)
        barred = set(
            db.execute(
                "select user_id, item_id from intermediate.int_dating__exclusions"
            ).fetchall()
        )
        for number in range(1, 20):
            user_id = f"u{number}"
            listed = asked.recommend("dating", user_id, 150).items
            assert len(listed) == 150
            for item in listed:
                assert item["attributes"]["gender"] in sought[user_id]
                assert (user_id, item["item_id"]) not in barred
        unknown = asked.recommend("dating", "nobody", 5)
        assert [item["item_id"] for item in unknown.items] == [
            item["item_id"] for item in asked.popular("dating", 5)
        ]
        assert unknown.fallback_used
