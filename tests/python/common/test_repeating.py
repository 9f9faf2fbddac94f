"""What dbt is spared in these tests changes nothing of what it does."""

from __future__ import annotations

from pathlib import Path

import dbt.compilation
import pytest
import yaml
from dbt.artifacts.resources import NodeConfig
from dbt.clients.yaml_helper import safe_load
from dbt.compilation import InjectedCTE, Linker
from dbt_common.clients.jinja import get_template, render_template
from dbt_common.dataclass_schema import ValidationError
from dbt_common.exceptions import CompilationError

from repeating import (
    begin_at_once,
    compile_once,
    look_at_beginnings,
    read_yaml_once,
    validate_once,
)


def rendered(text: str, **names: object) -> str:
    """Return what dbt makes of a text of Jinja."""
    return render_template(get_template(text, names), names)


def test_a_text_is_compiled_once_for_all_names_and_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{% set n = 2 * a %}{{ n + add }} of {{ a }}"
    for a in (1, 2):
        # The second time as another process: from the file.
        with monkeypatch.context() as patch:
            compile_once(patch, tmp_path)
            assert rendered(text, a=a, add=3) == f"{2 * a + 3} of {a}"
            assert rendered(text, a=a, add=4) == f"{2 * a + 4} of {a}"
            for _ in range(2):
                with pytest.raises(CompilationError, match="endif"):
                    rendered(text + "{% if a %}")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_not_valid_is_not_so_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    good = NodeConfig().to_dict()
    with monkeypatch.context() as patch:
        validate_once(patch)
        for _ in range(2):
            NodeConfig.validate(good)
            with pytest.raises(ValidationError):
                NodeConfig.validate({**good, "materialized": 1})


def test_a_circle_is_found_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        begin_at_once(patch)
        for _ in range(2):
            linker = Linker()
            linker.dependency("b", "a")
            assert linker.find_cycles() is None
            linker.dependency("a", "b")
            assert linker.find_cycles() in ("a --> b", "b --> a")


def test_what_is_read_once_is_everybodys_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        read_yaml_once(patch)
        for _ in range(2):
            read = safe_load("a: [1]")
            assert read == {"a": [1]}
            read["a"].append(2)
            with pytest.raises(yaml.YAMLError):
                safe_load("a: [1")


@pytest.mark.parametrize(
    "sql",
    [
        "\n\nwith a as (select 1) select * from a",
        "-- (with)\n/* with\n( */ WITH recursive a(n) as (select 1) select * from a",
        "select (1) as with_tax from (with a as (select 1) select * from a)",
        "(with a as (select 1) select * from a)",
        "select 1",
    ],
)
def test_what_a_unit_test_gives_stands_where_dbt_puts_it(
    sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [InjectedCTE("one", " one as (select 1)"), InjectedCTE("b", " b as (\n1)")]
    expected = dbt.compilation.inject_ctes_into_sql(sql, given)
    with monkeypatch.context() as patch:
        look_at_beginnings(patch)
        assert dbt.compilation.inject_ctes_into_sql(sql, given) == expected
