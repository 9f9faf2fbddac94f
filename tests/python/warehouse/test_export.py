"""Exports: whole, typed, in order, and read back equal by others."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from helpers import PATHS, ROOT
from scripts.common.commands import RecmartError
from scripts.warehouse.exporting import Export

# What a spreadsheet may take for a formula, and letters that it cannot hold.
TITLES = ["=1+1", "@sum(a1)", "a\x07b", 'Ä, "b"\nc', None]
PERSONAL = {"first_name", "last_name", "email", "about_me"}


@pytest.fixture(scope="module")
def export(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' marts as Parquet."""
    folder = tmp_path_factory.mktemp("export") / "export"
    with Export(warehouse) as exporting:
        assert exporting.write(folder, "parquet") > 40
    return folder


def tables_of(folder: Path) -> list[dict]:
    """What a manifest says of its tables."""
    return json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A warehouse of two marts."""
    database = tmp_path / "small.duckdb"
    with duckdb.connect(database) as connection:
        connection.execute("create schema custom")
        connection.execute(
            """
            create table custom.item_popularity as
            select
                'i' || generate_subscripts($titles, 1) as item_id,
                unnest($titles) as title,
                date '2025-01-02' as day,
                timestamp '2025-01-02 03:04:05' as seen_at,
                0.1 + 0.2 as score
            """,
            {"titles": TITLES},
        )
        connection.execute(
            "create table custom.user_history as"
            " select 'u' as user_id, timestamp '2025-01-02 03:04:05' as occurred_at"
        )
    return database


def test_others_read_it_back_equal(export: Path, warehouse: Path) -> None:
    with duckdb.connect() as other:
        other.execute(f"attach '{warehouse}' as warehouse (read_only)")
        for table in tables_of(export):
            path = export / table["file"]
            other.register("by_pandas", pd.read_parquet(path))
            ((by_pandas, by_duckdb, rows),) = other.execute(
                f"""
                select
                    (select count(*) from (
                        from warehouse.{table["table"]} except all from by_pandas
                    )),
                    (select count(*) from (
                        from warehouse.{table["table"]} except all from '{path}'
                    )),
                    (select count(*) from by_pandas)
                """
            ).fetchall()
            # With as many rows nothing else can be in them.
            assert (by_pandas, by_duckdb, rows) == (0, 0, table["rows"]), path
            read = other.from_parquet(str(path))
            assert read.shape[0] == table["rows"]
            assert read.columns == [column["name"] for column in table["columns"]]
            types = [str(one) for one in read.types]
            assert types == [column["type"] for column in table["columns"]]
            in_order = other.sql(f"from '{path}' order by all limit 500").fetchall()
            assert read.limit(500).fetchall() == in_order, path
            assert hashlib.sha256(path.read_bytes()).hexdigest() == table["sha256"]


def test_no_table_holds_what_is_personal(export: Path) -> None:
    tables = tables_of(export)
    schemas = {table["table"].partition(".")[0] for table in tables}
    assert not schemas & {"sample", "staging", "intermediate", "main"}
    assert not PERSONAL & {c["name"] for table in tables for c in table["columns"]}
    files = {path.relative_to(export).as_posix() for path in export.rglob("*.*")}
    assert files == {"manifest.json", *(table["file"] for table in tables)}


def test_the_same_warehouse_gives_the_same_bytes(
    export: Path, warehouse: Path, tmp_path: Path
) -> None:
    with Export(warehouse, {"threads": 1}) as exporting:
        exporting.write(tmp_path / "export", "parquet", ["shoes"])
    again = {table["table"]: table for table in tables_of(tmp_path / "export")}
    former = {t["table"]: t for t in tables_of(export) if t["table"] in again}
    assert len(again) > 10
    assert again == former


def test_what_fails_leaves_the_former_export(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    with Export(small) as exporting:
        assert exporting.write(folder, "parquet") == 2
    former = (folder / "manifest.json").read_bytes()
    with duckdb.connect(small) as connection:
        connection.execute("create table custom.gone as select 1 as a")
        connection.execute("create view custom.recommendations as from custom.gone")
        connection.execute("drop table custom.gone")
    with Export(small) as exporting, pytest.raises(RecmartError, match="gone"):
        exporting.write(folder, "parquet")
    assert (folder / "manifest.json").read_bytes() == former
    assert {path.name for path in tmp_path.iterdir()} == {"small.duckdb", "export"}


def test_no_other_folder_is_replaced(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with Export(small) as exporting:
        with pytest.raises(RecmartError, match="no export"):
            exporting.write(tmp_path / "mine", "parquet")
        with pytest.raises(RecmartError, match="no folder"):
            exporting.write(tmp_path / "none" / "export", "parquet")
        with pytest.raises(RecmartError, match="nowhere"):
            exporting.write(tmp_path / "export", "parquet", ["nowhere"])
    assert (tmp_path / "mine" / "thesis.txt").exists()
    assert not (tmp_path / "export").exists()


def test_a_link_to_a_folder_leads_to_the_new_export(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one to a share from which others read; or the folder where one is."""
    share = tmp_path / "share"
    share.mkdir()
    link = tmp_path / "export"
    link.symlink_to("share")
    with Export(small) as exporting:
        exporting.write(link, "csv")
        exporting.write(link, "parquet")
        assert link.is_symlink()
        assert (share / "custom" / "item_popularity.parquet").is_file()
        assert not (share / "custom" / "item_popularity.csv").exists()
        monkeypatch.chdir(share)
        exporting.write(Path(), "csv")
    assert (share / "custom" / "item_popularity.csv").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {
        *("small.duckdb", "export", "share"),
    }


# Reads what the shelf shows again and again, and tells each build that it has seen.
READER = """
import json, sys, time
from pathlib import Path
import duckdb

shelf, last = Path(sys.argv[1]), int(sys.argv[2])
seen = [0]
connection = duckdb.connect()
while seen[-1] < last:
    time.sleep(0.01)
    if not (shelf / "latest.json").exists():
        continue
    latest = json.loads((shelf / "latest.json").read_text())
    found = {
        row
        for table in latest["tables"]
        for row in connection.execute(
            f"select build, count(*) over () = {table['rows']} from read_parquet("
            f"'{shelf}/{latest['export']}/{table['file']}"
            f"{'/*/*.parquet' if 'parts' in table else ''}')"
        ).fetchall()
    }
    ((build, is_whole),) = found
    assert is_whole and len(latest["tables"]) == 2, latest
    assert int(latest["export"]) == build and build >= seen[-1], (build, seen)
    if build > seen[-1]:
        seen.append(build)
        print(build, flush=True)
"""


def test_readers_see_a_build_whole_or_not_at_all(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(shelf), "10"], stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for build in range(1, 11):
        database = tmp_path / f"{build}.duckdb"
        with duckdb.connect(database) as connection:
            connection.execute("create schema custom")
            for table in ("user_history", "item_popularity"):
                name = "user_id" if table == "user_history" else "item_id"
                connection.execute(
                    f"create table custom.{table} as select 'u' || range as {name},"
                    " timestamp '2025-01-02' as occurred_at, cast($build as bigint) as"
                    " build from range(10 * $build)",
                    {"build": build},
                )
        with Export(database) as exporting:
            exporting.publish(shelf, "parquet", parts=3, kept=10)
        if build == 1:  # So that they read while the shelf is written to.
            assert [reader.stdout.readline() for reader in readers] == [b"1\n"] * 2
    for reader in readers:
        told, _ = reader.communicate(timeout=300)
        assert reader.returncode == 0
        assert told.split()[-1] == b"10"


def test_a_shelf_keeps_what_may_be_read_and_divides_by_user(
    small: Path, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    with Export(small) as exporting:
        for _ in range(3):
            home, tables = exporting.publish(shelf, "parquet", parts=4, kept=2)
        assert (home.name, tables) == ("000003", 2)
        # Killed half-way: neither shown nor in the way.
        (shelf / ".000004").mkdir()
        for own in (".1 of mine", "000004", "20251231"):
            (shelf / own).mkdir()
            (shelf / own / "mine").touch()
        exporting.publish(shelf, "parquet", parts=4, kept=2)
        with pytest.raises(RecmartError, match="no shelf"):
            exporting.publish(tmp_path, "parquet")
    assert {path.name for path in shelf.iterdir()} == {
        *("000003", "000005", "latest.json", ".lock"),
        *(".1 of mine", "000004", "20251231"),
    }
    history = tables_of(shelf / "000005")[1]
    # The MD5 of `u` begins with 7b774ef.
    assert [part["file"] for part in history["parts"]] == [
        f"custom/user_history/part={0x7B774EF % 4}/data_0.parquet"
    ]


def test_sheets_hold_no_formulas(small: Path, tmp_path: Path) -> None:
    with Export(small) as exporting:
        exporting.write(tmp_path / "export", "xlsx")
    read = pd.read_excel(tmp_path / "export" / "custom" / "item_popularity.xlsx")
    titles = [*TITLES[:2], "a b", TITLES[3], None]
    assert read["title"].astype(object).where(
        read["title"].notna(), None
    ).to_list() == (titles)
    assert read["score"].to_list() == [0.3] * 5
    assert set(read["day"]) == {pd.Timestamp("2025-01-02")}
    assert set(read["seen_at"]) == {pd.Timestamp("2025-01-02 03:04:05")}


def test_the_command_line(small: Path, tmp_path: Path) -> None:
    def export(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "scripts/export.py", *arguments],
            cwd=ROOT,
            env={**PATHS, "RECMART_DATABASE": str(small)},
            capture_output=True,
            text=True,
            check=False,
        )

    done = export("--format", "csv", "--domain", "custom")
    assert done.returncode == 0, done.stderr
    read = pd.read_csv(tmp_path / "export" / "custom" / "item_popularity.csv")
    assert read["title"].to_list()[:4] == TITLES[:4]
    done = export("--to", str(small))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
