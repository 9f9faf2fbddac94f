"""What a run of dbt says of what stopped it."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from scripts.common.dbt import DbtError, first_sentence


def test_too_little_memory_is_told_in_a_sentence() -> None:
    config = {"memory_limit": "20MiB", "temp_directory": ""}
    with (
        duckdb.connect(config=config) as connection,
        pytest.raises(duckdb.OutOfMemoryException) as error,
    ):
        connection.execute("create table rows as from range(10000000) order by all")
    assert first_sentence(str(error.value)) == (
        "the memory limit of 20.0 MiB was not enough: give it twice as much in"
        " RECMART_MEMORY_LIMIT, or keep fewer neighbours"
    )


def test_what_cannot_be_compiled_bars_nothing_else(sql_of: Callable[..., str]) -> None:
    for _ in range(2):
        with pytest.raises(DbtError, match="no text"):
            sql_of("exceptions.raise_compiler_error('no text') if execute else ''")
    assert sql_of("1 + 1") == "2"
