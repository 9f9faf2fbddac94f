"""Public macros say what they take, and complain about what they do not take."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from dbt.parser.schemas import is_valid_type
from dbt_common.clients.jinja import get_environment
from jinja2 import nodes

from helpers import ROOT, run_dbt
from scripts.common.dbt import DbtError

# `spark__name.sql` is a long form of a macro for one engine, beside `name.sql`.
MACROS = {
    path.stem: path
    for path in sorted((ROOT / "macros").rglob("*.sql"))
    if (path.parent.name != "materializations" or path.stem == "block_of")
    and "__" not in path.stem
}
# dbt itself calls the first two.
UNCHECKED = {"generate_alias_name", "generate_schema_name", "check_arguments"}


def signature(path: Path) -> list[tuple[str, bool]] | None:
    """Return the arguments of a file's macro, and whether they are none by default."""
    for macro in get_environment().parse(path.read_text()).find_all(nodes.Macro):
        if macro.name == f"dbt_macro__{path.stem}":
            names = [argument.name for argument in macro.args]
            required = len(names) - len(macro.defaults)
            nothing = [False] * required + [
                isinstance(default, nodes.Const) and default.value is None
                for default in macro.defaults
            ]
            return list(zip(names, nothing, strict=True))
    return None


@pytest.fixture(scope="module")
def documented() -> dict[str, dict[str, Any]]:
    """What the folders' files say of each macro."""
    return {
        macro["name"]: macro
        for path in (ROOT / "macros").rglob("_*.yml")
        for macro in yaml.safe_load(path.read_text())["macros"]
    }


@pytest.mark.parametrize("name", MACROS)
def test_public_macros_say_what_they_take(
    name: str, documented: dict[str, dict[str, Any]]
) -> None:
    said = documented[name]
    assert said["description"].strip()
    taken = signature(MACROS[name])
    assert taken is not None
    arguments = said.get("arguments", [])
    assert [argument["name"] for argument in arguments] == [name for name, _ in taken]
    for argument, (_, may_be_none) in zip(arguments, taken, strict=True):
        assert is_valid_type(argument["type"]), argument
        assert argument["description"].strip(), argument
        if may_be_none and argument["type"] != "any":
            assert argument["type"].startswith("optional["), argument
    # What is documented is what is checked.
    if arguments and name not in UNCHECKED:
        call = re.search(
            r"check_arguments\('" + name + r"', \{\n(.*?)    \}\)",
            MACROS[name].read_text(),
            re.DOTALL,
        )
        assert call
        assert re.findall(r"'(\w+)': \['([^']*)', (\w+)\],\n", call[1]) == [
            (argument["name"], argument["type"], argument["name"])
            for argument in arguments
        ]


@pytest.mark.parametrize("path", sorted((ROOT / "macros" / "rules").glob("*.sql")))
def test_every_rule_can_be_overridden(path: Path) -> None:
    names = [name for name, _ in signature(path) or []]
    text = path.read_text()
    call = re.search(
        r"adapter\.dispatch\('" + path.stem + r"', 'recmart'\)\((.*?)\)\)? \}\}",
        text,
        re.DOTALL,
    )
    assert call
    assert re.findall(r"\w+", call[1]) == names
    assert "{% macro default__" + path.stem + "(" in text


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("item_pairs()", "item_pairs: the argument likes is missing."),
        ("item_pairs(none)", "item_pairs: likes is 'None', which is no relation."),
        ("item_pairs('')", "item_pairs: likes is '', which is no relation."),
        (
            "item_pairs('likes', user_exponent='half')",
            "item_pairs: user_exponent is 'half', which is no float.",
        ),
        ("item_pairs(like='likes')", "takes no keyword argument 'like'"),
        ("custom_strength()", "custom_strength: the argument weight is missing."),
        (
            "item_weights('p', 'q', is_directed=1)",
            "item_weights: is_directed is '1', which is no bool.",
        ),
        (
            "item_weights('p', 'q', neighbours=2.5)",
            "item_weights: neighbours is '2.5', which is no integer.",
        ),
        (
            "item_popularity('i', 'u', 'c', attributes='brand')",
            "item_popularity: attributes is 'brand', which is no list[string].",
        ),
        (
            "broken_rules('i', [{'uniqe': 'user_id'}])",
            "broken_rules: there is no rule 'uniqe'.",
        ),
        ("user_items('i', half_life_days=true)", "which is no optional[float]."),
        (
            "evaluated_segments('h', 'u', 'i', attributes=['a'])",
            "no dict[string, string]",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    call: str, problem: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "wrong_calls"
    folder.mkdir(exist_ok=True)
    returncode, said = run_dbt(
        folder,
        *("compile", "--inline", "{{ recmart." + call + " }}"),
        env={"RECMART_DATABASE": str(folder / "recmart.duckdb")},
    )
    assert returncode != 0
    assert problem in said


@pytest.mark.parametrize("name", ["Pings", "main", "a#b", "a'b", 'a"b'])
def test_a_file_that_would_be_taken_for_a_schema_is_refused(
    name: str, tmp_path: Path
) -> None:
    returncode, said = run_dbt(
        tmp_path, "build", env={"RECMART_DATABASE": str(tmp_path / f"{name}.duckdb")}
    )
    assert returncode != 0
    assert f"{name}.duckdb" in said
    assert "Name another in RECMART_DATABASE." in said
    assert not list(tmp_path.glob("*.duckdb"))


def test_what_may_be_left_out_may_be_none(sql_of: Callable[[str], str]) -> None:
    assert sql_of("recmart.user_items('i')") == sql_of(
        "recmart.user_items('i', half_life_days=none)"
    )


@pytest.mark.parametrize(
    ("call", "name", "value", "said"),
    [
        ("length_of_lists()", "recommendations_per_user", 0, "is not a whole"),
        ("length_of_lists()", "recommendations_per_user", "ten", "is not a whole"),
        ("custom_strength('weight')", "custom_min_weight", "high", "is no number."),
        (
            "exclusions_by_policy('a', 'b', var('custom_repeat_policy'), 3)",
            *(
                "custom_repeat_policy",
                "sometimes",
                "is not one of never, always, light.",
            ),
        ),
    ],
)
def test_a_wrong_var_is_named(
    call: str, name: str, value: object, said: str, sql_of: Callable[..., str]
) -> None:
    with pytest.raises(DbtError, match=f"var {name}.*: '{value}' {said}"):
        sql_of(f"recmart.{call} if execute", **{name: value})


def test_a_number_of_the_general_domain_stands_in_one_place(
    sql_of: Callable[[str], str],
) -> None:
    """The macro ships it; the project says what differs, and nothing twice."""
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    own = project["vars"]["parameters"]["custom"]
    shipped, in_force = json.loads(
        sql_of("tojson([recmart.custom_parameters(), recmart.parameters('custom')])")
    )

    def leaves(values: dict[str, Any], path: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values.items():
            found |= (
                leaves(value, f"{path}{name}.")
                if isinstance(value, dict)
                else {path + name: value}
            )
        return found

    assert leaves(in_force) == leaves(shipped) | leaves(own)
    assert not leaves(own).items() & leaves(shipped).items()


def test_a_view_names_no_database(sql_of: Callable[[str], str]) -> None:
    """A file may be renamed, and DuckDB before version 2 keeps the name in the view."""
    sql = sql_of(
        "duckdb__create_view_as(api.Relation.create(database='recmart', schema='s',"
        """ identifier='v'), 'select * from "recmart"."s"."t"')"""
    )
    view, _, selected = sql.partition(" as (")
    assert view.split() == ["create", "view", '"recmart"."s"."v"']
    assert selected.split() == ["select", "*", "from", '"s"."t"', ")"]
