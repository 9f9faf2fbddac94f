"""What became of the rows of each file: counted, told, and too much to go on with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

GOOD = """\
user_id,item_id,timestamp
u1,i1,2025-01-01
u2,i3,2025-01-02
u2,i2,12/1/2010 8:26
,i2,2025-01-02
"""
# Three of four.
BAD = GOOD.replace("2025-01-02\nu2,i2", "12/2/2010\nu2,i2")
EVENTS = "user_id,item_id,event_type,watch_seconds,timestamp\n"
COUNTS = "from quality.row_counts where raw_rows > 0 order by domain, table_name"


def rows(database: Path, query: str) -> list[tuple]:
    """Ask a warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_quality_is_current_after_the_build_of_any_domain(
    tmp_path: Path, build_warehouse: Callable
) -> None:
    interactions = tmp_path / "interactions.csv"
    custom = {"RECMART_INTERACTIONS": str(interactions)}

    # A new file; half of the rows may be rejected.
    interactions.write_text(GOOD)
    code, output, database = build_warehouse(select="tag:custom", env=custom)
    assert code == 0, output
    assert rows(database, COUNTS) == [("custom", "interactions", 4, 2, 2)]
    assert (
        f"recmart: custom.interactions from {interactions}: 4 rows read, 2 staged,"
        " 2 rejected, most often because timestamp is not a readable timestamp (1)"
    ) in output
    assert "custom.items" not in output

    # Another domain leaves the first one's rows as they were, whatever its file is now.
    interactions.unlink()
    streaming = tmp_path / "data" / "streaming"
    streaming.mkdir(parents=True)
    (streaming / "users.csv").write_text("user_id,age,gender,region\nu1,25,f,\n")
    (streaming / "items.csv").write_text("item_id,title,content_type,genre\ni1,,,\n")
    (streaming / "events.csv").write_text(EVENTS + "u1,i1,play,9,2025-01-01\n")
    code, output, _ = build_warehouse(
        select="tag:streaming", env={"RECMART_DATA_DIR": str(tmp_path / "data")}
    )
    assert code == 0, output
    assert f"streaming.events from {streaming}/events.csv: 1 rows read" in output
    assert "custom.interactions" not in output
    assert rows(database, COUNTS) == [
        ("custom", "interactions", 4, 2, 2),
        ("streaming", "events", 1, 1, 0),
        ("streaming", "items", 1, 1, 0),
        ("streaming", "users", 1, 1, 0),
    ]

    # Too much is rejected: said, counted, and nothing is made of the rest.
    interactions.write_text(BAD)
    code, output, _ = build_warehouse(select="tag:custom", env=custom)
    assert code != 0
    assert (
        f"{interactions} (custom.interactions): 3 of 4 rows (75.0 %) are rejected, most"
        " often because timestamp is not a readable timestamp (2). At most 50.0 % may"
    ) in " ".join(output.split())
    assert "4 rows read, 1 staged, 3 rejected, most often because" in output
    assert rows(database, COUNTS)[0] == ("custom", "interactions", 4, 1, 3)
    assert rows(
        database,
        "select row_number, reason from quality.rejected_rows"
        " where domain = 'custom' order by row_number",
    ) == [
        (2, "timestamp is not a readable timestamp"),
        (3, "timestamp is not a readable timestamp"),
        (4, "user_id is missing"),
    ]
    assert rows(
        database, "select distinct user_id from custom.recommendations order by all"
    ) == [("u1",), ("u2",)]


@pytest.mark.parametrize(
    ("share", "passes"), [(0.74, False), (0.75, True), (1, True), ("most", False)]
)
def test_which_share_may_be_rejected_is_a_setting(
    tmp_path: Path, build_warehouse: Callable, share: object, passes: bool
) -> None:
    (tmp_path / "interactions.csv").write_text(BAD)
    code, output, _ = build_warehouse(
        select="path:models/staging,tag:custom",
        env={"RECMART_INTERACTIONS": str(tmp_path / "interactions.csv")},
        vars={"max_rejected_share": share},
    )
    assert (code == 0) == passes, output
    if share == "most":
        assert "max_rejected_share is 'most', not a number from 0 to 1." in output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "user_id,item_id,event_time\nu1,i1,2025-01-01\n",
            "1 staged, 0 rejected; none has a time: where there are times,",
        ),
        (
            "user_id,item_id,timestamp\nu1,i1,1\nu1,i1,711\n",
            "2 staged, 0 rejected; as epoch seconds all times are in 1970: the var",
        ),
        ("user_id,item_id,timestamp\nu1,i1,2025-01-01\n", "1 staged, 0 rejected\n"),
    ],
)
def test_times_that_were_not_read_as_meant_are_told(
    text: str, said: str, tmp_path: Path, build_warehouse: Callable
) -> None:
    interactions = tmp_path / "interactions.csv"
    interactions.write_text(text)
    code, output, _ = build_warehouse(
        select="path:models/staging/custom",
        env={"RECMART_INTERACTIONS": str(interactions)},
    )
    assert code == 0, output
    assert said in output
