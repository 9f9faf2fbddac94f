"""Two builds compared, on files that are small enough to count by hand."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import duckdb
import pytest
import yaml

from helpers import PATHS, ROOT
from scripts.common.commands import RecmartError
from scripts.comparison.comparing import ComparisonError, compare
from scripts.comparison.gate import Gate
from scripts.comparison.judging import judge, summary
from scripts.comparison.telling import markdown
from scripts.warehouse.publishing import RefusedError

Lists = Mapping[str, str]
Make = Callable[..., Path]
# Whom nothing is recommended, and how many know each item.
OLD = {"ann": "a b c d", "bob": "a b", "cat": "a", "dan": "b", "eve": ""}
HISTORY = {"ann": "x y", "bob": "x", "cat": "x", "dan": "y"}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A function that writes a build: lists, histories and items by domain."""

    def build(name: str, **domains: tuple[Lists, Lists, str]) -> Path:
        path = tmp_path / f"{name}.duckdb"
        path.unlink(missing_ok=True)
        with duckdb.connect(path) as connection:
            for domain, (lists, history, items) in domains.items():
                connection.execute(f"create schema {domain}")
                write(connection, f"{domain}.lists", places_of(lists))
                write(connection, f"{domain}.user_history", places_of(history))
                users = [
                    (user, len(history.get(user, "").split()))
                    for user in sorted({*lists, *history})
                ]
                connection.execute(
                    f"create table {domain}.user_profiles (user_id text, items bigint)"
                )
                connection.executemany(
                    f"insert into {domain}.user_profiles values ($1, $2)", users
                )
                connection.execute(
                    f"create table {domain}.item_popularity as"
                    " select item_id, 'The ' || item_id as title,"
                    f" (select count(*) from {domain}.user_history as h"
                    " where h.item_id = items.item_id) as users"
                    " from (select unnest($1) as item_id) as items",
                    [items.split()],
                )
        return path

    return build


def places_of(lists: Lists) -> list[tuple[str, int, str]]:
    return [
        (user, rank, item)
        for user, items in lists.items()
        for rank, item in enumerate(items.split(), start=1)
    ]


def write(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple]
) -> None:
    connection.execute(
        f"create table {table}"
        " (user_id text, rank bigint, item_id text, source text default 'similar')"
    )
    for row in rows:
        connection.execute(
            f"insert into {table} (user_id, rank, item_id) values ($1, $2, $3)", row
        )


def test_figures_are_those_counted_by_hand(make: Make) -> None:
    """Of 5 users 4 had a list; ann's order changes, bob keeps 1 of 2, cat 1 of 3.

    Dan's list is gone, fay is new. Of the catalogue a to d, x, y (6) 4 were shown, of
    a to f, x, y (8) 6 are. Of 4 users with a history 3 know x, 2 y, nobody the others,
    which count 1: each of the 8 places had 1/4, as the 11 of the new lists.
    """
    new = {"ann": "b a c d", "bob": "a e", "cat": "a f c", "dan": "", "fay": "a x"}
    comparison = compare(
        make("old", tea=(OLD, HISTORY, "a b c d x y")),
        make("new", tea=(new, HISTORY, "a b c d e f x y")),
    )
    (row,) = comparison.domains
    assert row["old_build"] == {
        "users": 5,
        "users_with_list": 4,
        "users_without_list": 1,
        "share_without_list": 1 / 5,
        "items": 6,
        "items_shown": 4,
        "coverage": 4 / 6,
        "popularity": 1 / 4,
    }
    assert row["new_build"] == {
        "users": 5,
        "users_with_list": 4,
        "users_without_list": 1,
        "share_without_list": 1 / 5,
        "items": 8,
        "items_shown": 7,
        "coverage": 7 / 8,
        # Ten places of 1/4, and x of 3/4.
        "popularity": pytest.approx((10 / 4 + 3 / 4) / 11),
    }
    assert row["users_compared"] == row["users_changed"] == 3
    assert row["overlap"] == pytest.approx((4 / 4 + 1 / 2 + 1 / 3) / 3)
    assert row["common_history"] == 1
    # Lists before and after: a 3, 4; b 3, 1; c 1, 2; d 1, 1; e, f, x 0, 1.
    assert [
        (item["item_id"], item["old_lists"], item["new_lists"], item["has_come"])
        for item in comparison.movers["tea"]
    ] == [
        ("a", 3, 4, False),
        ("c", 1, 2, False),
        ("e", 0, 1, True),
        ("f", 0, 1, True),
        ("x", 0, 1, False),
        ("b", 3, 1, False),
    ]
    readers = comparison.readers["tea"]
    assert list(dict.fromkeys(place["user_id"] for place in readers)) == [
        *("cat", "bob", "ann")
    ]
    assert [
        (place["old_title"], place["new_title"], place["old_rank"], place["new_rank"])
        for place in readers
        if place["user_id"] == "ann"
    ] == [
        ("The a", "The b", 2, 2),
        ("The b", "The a", 1, 1),
        ("The c", "The c", 3, 3),
        ("The d", "The d", 4, 4),
    ]


def test_only_ten_places_count(make: Make) -> None:
    items = "a b c d e f g h i j k"
    comparison = compare(
        make("old", tea=({"ann": items}, HISTORY, items)),
        make("new", tea=({"ann": items[:-1] + "x"}, HISTORY, items + " x")),
    )
    assert comparison.domains[0]["users_changed"] == 0


def test_what_falls_is_refused(make: Make, capsys: pytest.CaptureFixture) -> None:
    """Each limit in one sentence; and what only seems to fall is shown."""
    old = make("old", shoes=(OLD, HISTORY, "a b c d x y"))

    def falls(lists: Lists, **limits: float | None) -> list[str]:
        new = make("new", shoes=(lists, HISTORY, "a b c d x y"))
        return judge(compare(old, new), {"promotion": limits}).falls

    assert falls(OLD) == []
    # 3 of 4 have a list still; 2 of 5 have none instead of 1; 3 of 4 items are shown.
    fewer = {**OLD, "cat": "", "ann": "a b c"}
    assert falls(fewer, coverage=0.2) == [
        "shoes: 3 users have a list instead of 4, a fall of 25 %"
        " (limit users_with_list: 10 %)",
        "shoes: 40 % of the users have no list instead of 20 %"
        " (limit share_without_list: 5.0 % more)",
        "shoes: 50 % of the catalogue is shown instead of 67 %, a fall of 25 %"
        " (limit coverage: 20 %)",
    ]
    assert falls(fewer, users_with_list=0.25, share_without_list=None) == []
    # Dan's b, known to a quarter, becomes x, known to three: 8 places of 1/4 have
    # 10/4 together.
    known = {**OLD, "dan": "x"}
    assert falls(known) == []
    assert falls(known, average_popularity=0.2) == [
        "shoes: what is shown is known to 31 % of the users instead of 25 %, a rise of"
        " 25 % (limit average_popularity: 20 %)"
    ]
    new = make("new", shoes=(fewer, HISTORY, "a b c d x y"))
    with pytest.raises(RefusedError, match="falls behind what is shown; look at"):
        Gate()(old, new)
    assert "3 users have a list instead of 4" in capsys.readouterr().err
    assert Gate(is_open=True)(old, new)
    with pytest.raises(RecmartError, match="limit ndcg is 'low': give it a number"):
        Gate(["--vars", "{promotion: {shoes: {coverage: 1}, grocery: {ndcg: low}}}"])
    with pytest.raises(RecmartError, match="promotion is 3: give it a mapping"):
        Gate(["--vars={promotion: 3}"])
    with pytest.raises(RecmartError, match="of 'shoe', which is no domain: there"):
        Gate(["--vars", "{promotion: {shoe: {coverage: 1}}}"])
    assert Gate(["--vars", "{"])
    loose = "{promotion: {shoes: {users_with_list: 1, share_without_list: 1}}}"
    assert Gate(["--vars", loose])(old, new)
    assert Gate([f"--vars={loose}"])(old, new)


def test_other_data_is_not_refused(make: Make) -> None:
    """Where the histories are not the same; but a cut-off file is not other data.

    Of two domains one has lists for a fourth of its users (showing half of the items,
    not two thirds: within the limit), one has none any more.
    """
    old = make("old", tea=(OLD, HISTORY, "a b c d x y"), cup=(OLD, HISTORY, "a x"))

    def judged(**domains: tuple[Lists, Lists, str]) -> tuple[dict[str, str], int]:
        judgement = judge(compare(old, make("new", **domains)), {})
        return judgement.verdicts, len(judgement.falls)

    theirs = ({"ann": "k"}, {"ann": "k x", "zoe": "k"}, "k x")
    assert judged(tea=theirs) == ({"cup": "warns", "tea": "warns"}, 0)
    cut = ({"ann": "a"}, {"ann": "x"}, "a x")
    assert judged(tea=cut) == ({"cup": "falls", "tea": "falls"}, 2)
    assert judged(tea=(OLD, HISTORY, "a b c d x y"), cup=cut) == (
        {"cup": "falls", "tea": "same"},
        1,
    )
    assert judged(
        tea=(OLD, HISTORY, "a b c d x y"),
        cup=(OLD, HISTORY, "a x"),
        pot=(OLD, HISTORY, "a x"),
    ) == ({"cup": "same", "pot": "new", "tea": "same"}, 0)


def test_a_sample_takes_no_place_of_other_data(
    make: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """As where a job has lost its environment; tea has no sample."""
    same, theirs = (OLD, HISTORY, "a b c d x y"), ({"ann": "k"}, {"ann": "k"}, "k")
    old = make("old", shoes=same, tea=same)
    new = make("new", shoes=theirs, tea=theirs)
    monkeypatch.delenv("RECMART_DATA_DIR", raising=False)
    with pytest.raises(RefusedError):
        Gate()(old, new)
    told = capsys.readouterr().err
    assert told.count("the sample in place of other data: name your files in") == 1
    assert "shoes: the sample" in told
    Gate()(old, make("new", shoes=same, tea=theirs))
    monkeypatch.setenv("RECMART_DATA_DIR", "/data")
    Gate()(old, make("new", shoes=theirs, tea=theirs))


def test_what_other_data_gave_is_forgotten(make: Make) -> None:
    """What a build takes along of evaluations is of cup, whose data is the same.

    Of pot the data is other, of tea there is none any more.
    """
    same, theirs = (OLD, HISTORY, "a b c d x y"), ({"ann": "k"}, {"ann": "k"}, "k")
    old = make("old", tea=same, cup=same, pot=same)
    new = make("new", cup=same, pot=theirs)
    with duckdb.connect(new) as connection:
        connection.execute("create schema evaluation")
        connection.execute(
            "create table evaluation.runs as"
            " select unnest(['tea', 'cup', 'pot']) as domain"
        )
    Gate(is_open=True)(old, new)
    with duckdb.connect(new) as connection:
        assert connection.execute("from evaluation.runs").fetchall() == [("cup",)]


def test_only_what_was_compared_is_said_to_be_as_before(make: Make) -> None:
    """Of other data, or of a domain that is gone, nothing is known."""
    same = (OLD, HISTORY, "a b c d x y")
    theirs = ({"ann": "k"}, {"ann": "k x", "zoe": "k"}, "k x")
    old = make("old", tea=same, cup=same)

    def said(**domains: tuple[Lists, Lists, str]) -> list[str]:
        return summary(compare(old, make("new", **domains)))

    assert said(tea=same, cup=same) == ["the top 10 of all users are as before"]
    assert said(tea=same, cup=theirs) == [
        "the top 10 of all users of tea are as before"
    ]
    assert said(tea=theirs) == []


def test_a_backtest_of_both_is_paired_by_user(make: Make) -> None:
    """Differences -.4, -.2, -.3 and 0 of dan, whom both know.

    Their mean is -.225, their variance (.175² + .025² + .075² + .225²) / 3 = .0875 / 3.
    """
    old = make("old", tea=(OLD, HISTORY, "a b c d x y"))
    new = make("new", tea=(OLD, HISTORY, "a b c d x y"))
    before = {"ann": 0.9, "bob": 0.5, "cat": 0.4, "dan": 0.1, "eve": 1}
    after = {"ann": 0.5, "bob": 0.3, "cat": 0.1, "dan": 0.1, "fay": 0}
    for path, runs in {
        old: {"tea/1": ("2025-06-01", after), "tea/2": ("2025-06-01", before)},
        new: {"tea/2": ("2025-06-01", after), "tea/3": ("2025-07-01", before)},
    }.items():
        with duckdb.connect(path) as connection:
            connection.execute(
                """
                create schema evaluation;
                create table evaluation.runs (
                    run_id text, domain text, as_of timestamp, horizon_days int,
                    holdout text
                );
                create table evaluation.user_metrics (
                    run_id text, list_name text, k int, user_id text, ndcg double
                )
                """
            )
            for run_id, (as_of, ndcg) in runs.items():
                connection.execute(
                    "insert into evaluation.runs values ($1, 'tea', $2, 7, 'as_of')",
                    [run_id, as_of],
                )
                for user, value in ndcg.items():
                    connection.execute(
                        "insert into evaluation.user_metrics values"
                        " ($1, 'recommendations', 10, $2, $3),"
                        " ($1, 'popular', 10, $2, 1),"
                        " ($1, 'recommendations', 5, $2, 1)",
                        [run_id, user, value],
                    )
    comparison = compare(old, new)
    error = math.sqrt(0.0875 / 3) / 2
    assert comparison.backtests["tea"] == {
        "domain": "tea",
        "old_run_id": "tea/2",
        "new_run_id": "tea/2",
        "users": 4,
        "old_ndcg": pytest.approx(1.9 / 4),
        "new_ndcg": pytest.approx(1 / 4),
        "difference": pytest.approx(-0.225),
        "lower": pytest.approx(-0.225 - 1.959964 * error),
        "upper": pytest.approx(-0.225 + 1.959964 * error),
    }
    (fall,) = judge(comparison, {}).falls
    assert "NDCG@10 of a backtest is 0.250 instead of 0.475: -0.225" in fall
    assert judge(comparison, {"promotion": {"ndcg": 0.23}}).falls == []


def test_a_jump_in_what_is_rejected_is_told(make: Make) -> None:
    """Of 200 rows 2 were rejected, then 6, which is 2 % more, then 7."""
    old = make("old", tea=(OLD, HISTORY, "a b c d x y"))

    def warned(path: Path, rejected: int) -> list[str]:
        with duckdb.connect(path) as connection:
            connection.execute("create schema if not exists quality")
            connection.execute(
                "create or replace table quality.row_counts as"
                " from (values ('tea', 150, 0), ('tea', 50, $1), ('cup', 1, 1))"
                " as counts(domain, raw_rows, rejected_rows)",
                [rejected],
            )
        return judge(compare(old, path), {}).warnings

    assert warned(old, 2) == []
    new = make("new", tea=(OLD, HISTORY, "a b c d x y"))
    assert warned(new, 6) == []
    assert warned(new, 7) == [
        "tea: 3.5 % of the rows are rejected instead of 1.0 %, see"
        " quality.rejected_rows (limit rejected_share: 2.0 % more)"
    ]


def test_somebody_elses_titles_are_text(make: Make) -> None:
    old = make("old", tea=({"a|<b>": "x"}, {"a|<b>": "y"}, "x y"))
    new = make("new", tea=({"a|<b>": "y"}, {"a|<b>": "y"}, "x y"))
    comparison = compare(old, new)
    shown = "\n".join(markdown(comparison, judge(comparison, {}), "o`ld", "new"))
    assert "<b>:" not in shown
    assert "**a&#124;&#60;b&#62;**: 0 of 1 stay" in shown
    assert "| ▲ The y | 0 | 1 | +1 |" in shown
    assert "| 1 | The x _(leaves)_ | The y _(new)_ |" in shown


def test_the_command_tells_and_fails_in_a_sentence(make: Make, tmp_path: Path) -> None:
    old = make("old", tea=(OLD, HISTORY, "a b c d x y"))
    new = make("new", tea=({**OLD, "ann": ""}, HISTORY, "a b c d x y"))
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(old.read_bytes()[:5000])
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(empty).close()
    former = make("former", tea=(OLD, HISTORY, "a b c d x y"))
    with duckdb.connect(former) as connection:
        connection.execute("drop table tea.user_profiles")
    columns = make("columns", tea=(OLD, HISTORY, "a b c d x y"))
    with duckdb.connect(columns) as connection:
        connection.execute("alter table tea.item_popularity drop column users")
    for path, said in {
        tmp_path / "none.duckdb": "no database",
        broken: "it is corrupt, or not a valid database",
        empty: "holds no recommendations of recmart",
        former: "has no tea.user_profiles: it was built by another version",
        columns: "one was built by another version of recmart",
    }.items():
        with pytest.raises(ComparisonError, match=said):
            compare(old, path)
    told = ask(old, new, "--json", "--check")
    assert told.returncode == 1
    assert json.loads(told.stdout)["judgement"]["verdicts"] == {"tea": "falls"}
    with duckdb.connect(new):
        held = ask(old, new)
    assert held.returncode == 2
    assert held.stderr == (
        f"compare_builds.py: {new} is being written: try again when that has finished\n"
    )
    wrong = ask(old, new, "--vars", "{promotion: {coverge: 1}}")
    assert wrong.returncode == 2
    assert "no limit 'coverge': there are users_with_list" in wrong.stderr
    assert wrong.stderr.count("\n") == 1


# Answers as GitHub's client does: which run, the build that it kept, a comment.
CLIENT = """#!/bin/sh
case "$1 $2" in
"run list") echo "$RUN" ;;
"run download") mkdir "$7" && cp "$MAIN" "$7/branch.duckdb" ;;
"pr comment") cp "$5" "posted-$3.md" ;;
esac
"""


def test_the_workflow_in_the_documents_posts_and_fails(
    make: Make, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    workflow = yaml.safe_load("name:" + page.split("```yaml\nname:")[1].split("```")[0])
    steps = workflow["jobs"]["build"]["steps"]
    (step,) = [step for step in steps if "pull_request" in step.get("if", "")]
    make("branch", tea=({**OLD, "ann": ""}, HISTORY, "a b c d x y"))
    client = tmp_path / "gh"
    client.write_text(CLIENT, encoding="utf-8")
    client.chmod(0o755)
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")

    def done(run: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=tmp_path,
            env={
                "PATH": f"{tmp_path}:{Path(sys.executable).parent}:{PATHS['PATH']}",
                "PYTHONPATH": str(ROOT),
                "MAIN": str(make("main", tea=(OLD, HISTORY, "a b c d x y"))),
                "PULL_REQUEST": "7",
                "RUN": run,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    first = done("")
    assert (first.returncode, first.stdout.count("\n")) == (0, 1)
    assert not (tmp_path / "posted-7.md").exists()
    second = done("42")
    assert second.returncode == 1, second.stderr
    posted = (tmp_path / "posted-7.md").read_text(encoding="utf-8")
    assert "| tea | 4 → 3 |" in posted


def ask(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "compare_builds.py", *map(str, arguments)],
        env={**PATHS, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
