"""The questions of analyses/ are answered on the samples."""

from __future__ import annotations

from pathlib import Path

import duckdb

from helpers import ROOT

QUESTIONS = sorted((ROOT / "analyses").glob("*.sql"))


def test_every_question_finds_an_answer(warehouse: Path) -> None:
    assert len(QUESTIONS) == 10
    with duckdb.connect(warehouse, read_only=True) as connection:
        for path in QUESTIONS:
            sql = path.read_text(encoding="utf-8")
            asked = sql[: sql.index("?")].splitlines()
            assert all(line.startswith("-- ") for line in asked), path.name
            # Whoever asks twice gets the same, in the same order.
            found = connection.execute(sql).fetchall()
            assert found, path.name
            assert connection.execute(sql).fetchall() == found, path.name
