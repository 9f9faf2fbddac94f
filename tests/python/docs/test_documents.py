"""What the documents say is there and can be done: queries, commands, settings, links.

Fences `sql run` and queries in tables are asked of the sample warehouse; queries of
what only an evaluation builds, such as those of `sql evaluation`, of empty tables.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path

import duckdb
import pytest
import yaml

from helpers import PATHS, ROOT

DOCUMENTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
}
FENCE = re.compile(r"^```(?P<info>.+?)\n(?P<text>.*?)^```$", re.M | re.S)
IN_TABLE = re.compile(r"^\|.*\| `(?P<query>(?:select|from) .+)` \|$", re.M)
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)")
SETTING = re.compile(r"[A-Z_]+=")
OF_EVALUATION = re.compile(r"\b(evaluation\.\w|reaction_by_rank\b)")


def fences(info: str) -> list[str]:
    """The fenced blocks of a kind."""
    return [
        found["text"]
        for text in DOCUMENTS.values()
        for found in FENCE.finditer(text)
        if found["info"] == info
    ]


def queries() -> list[str]:
    """The queries of tables and fences, one by one."""
    in_tables = [
        found["query"]
        for text in DOCUMENTS.values()
        for found in IN_TABLE.finditer(text)
    ]
    fenced = [
        query
        for text in fences("sql run") + fences("sql evaluation")
        for query in text.split(";")
        if query.strip()
    ]
    return in_tables + fenced


def commands() -> list[list[str]]:
    """The lines of shell as words, without comments and what is set for them."""
    lines = [
        shlex.split(line, comments=True)
        for text in fences("sh")
        for line in text.replace("\\\n", " ").splitlines()
    ]
    return [list(dropwhile(SETTING.match, words)) for words in lines if words]


def run_python(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run one of the project's commands."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**PATHS, "LC_ALL": "C.UTF-8", "COLUMNS": "200", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def of_evaluation() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables that an evaluation builds, empty, as their contracts have them."""
    with duckdb.connect() as connection:
        for file in sorted((ROOT / "models").rglob("*.yml")):
            for model in yaml.safe_load(file.read_text("utf-8")).get("models", []):
                name = model["name"].replace("__", ".")
                columns = [
                    f"{column['name']} {column['data_type']}"
                    for column in model.get("columns", [])
                    if "data_type" in column
                ]
                if OF_EVALUATION.match(name) or name.endswith("reaction_by_rank"):
                    schema = name.partition(".")[0]
                    connection.execute(f"create schema if not exists {schema}")
                    connection.execute(f"create table {name} ({', '.join(columns)})")
        yield connection


def test_queries_find_something(
    warehouse: Path, of_evaluation: duckdb.DuckDBPyConnection
) -> None:
    asked = queries()
    assert len(asked) > 30
    with duckdb.connect(warehouse, read_only=True) as connection:
        for query in asked:
            if OF_EVALUATION.search(query):
                of_evaluation.execute(query)
            else:
                assert connection.execute(query).fetchone(), query


def test_the_front_page_names_every_mart() -> None:
    named = set(re.findall(r"`([\w.]+)`", DOCUMENTS["README.md"]))
    marts = {path.stem for path in (ROOT / "models" / "marts").rglob("*.sql")}
    assert len(marts) > 40
    for mart in sorted(marts):
        schema, _, table = mart.partition("__")
        assert {f"{schema}.{table}", table} & named, mart


def test_questions_on_the_command_line_are_answered(warehouse: Path) -> None:
    asked = [words for words in commands() if "scripts/recommend.py" in words]
    assert len(asked) > 5
    for words in asked:
        if "custom" not in words:  # The domain of the user's own data.
            done = run_python(*words[1:], RECMART_DATABASE=str(warehouse))
            assert done.returncode == 0, done.stderr


def test_python_runs(warehouse: Path) -> None:
    texts = fences("python run")
    assert texts
    for text in texts:
        done = run_python("-c", text, RECMART_DATABASE=str(warehouse))
        assert done.returncode == 0, done.stderr


def test_the_front_page_shows_what_a_build_prints(warehouse: Path) -> None:
    printed = [
        run_python("scripts/recommend.py", *question, RECMART_DATABASE=str(warehouse))
        for question in (
            ("popular", "--k", "5"),
            ("recommend", "--user_id", "u1", "--k", "5"),
        )
    ]
    assert "".join(done.stdout for done in printed) in fences("text")


def test_commands_have_the_options_that_are_named() -> None:
    asked = [words for words in commands() if words[0] == "python"]
    helped: dict[str, str] = {}
    for _, script, *arguments in asked:
        if script == "scripts/recommend.py":
            continue  # Run above.
        if script == "scripts/publish.py":
            assert (ROOT / script).exists()  # It hands its options to dbt.
            continue
        helped.setdefault(script, run_python(script, "--help").stdout)
        for option in arguments:
            if option.startswith("--"):
                assert f"{option} " in helped[script] or f"{option}]" in helped[script]


def test_targets_of_make_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {
        target
        for text in DOCUMENTS.values()
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M)
    }
    assert named
    assert [t for t in sorted(named) if not re.search(rf"^{t}:", makefile, re.M)] == []


def test_variables_of_the_environment_are_read_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder, pattern in (
            ("scripts", "*.py"),
            ("tests/python", "*.py"),
            ("macros", "*.sql"),
        )
        for path in (ROOT / folder).rglob(pattern)
    ) + (ROOT / "profiles.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"RECMART_[A-Z_]+[A-Z]", "".join(DOCUMENTS.values())))
    assert [name for name in sorted(named) if name not in code] == []


def test_vars_and_parameters_are_those_of_the_project() -> None:
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    described = DOCUMENTS["settings.md"]
    variables, parameters = described.split("## Vars")[1].split("## Parameters")

    def first_cells(text: str) -> set[str]:
        cells = re.findall(r"^\| (`[^|]*) \|", text, re.M)
        return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}

    macro = ROOT / "macros" / "project" / "custom_parameters.sql"
    shipped = re.search(
        r"{%- set parameters -%}\n(.*?){%- endset", macro.read_text("utf-8"), re.S
    )
    assert shipped
    known = set(yaml.safe_load(shipped[1]))
    known = known.union(*project["vars"]["parameters"].values())
    assert first_cells(parameters) <= known
    assert first_cells(variables) - {"shoes_"} <= project["vars"].keys()


def test_links_lead_to_files() -> None:
    for name, text in DOCUMENTS.items():
        folder = ROOT if (ROOT / name).exists() else ROOT / "docs"
        for found in LINK.finditer(text):
            assert (folder / found["path"]).exists(), f"{name}: {found['path']}"


def test_files_that_are_named_are_there() -> None:
    rooms = r"(?:docs|integration_tests|macros|models|scripts|seeds|tests)"
    named = {
        path
        for text in DOCUMENTS.values()
        for path in re.findall(rf"`({rooms}/[\w./]+)", text)
        if not path.endswith("_")  # Goes on with the name of a domain.
    }
    assert len(named) > 10
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_promise_has_tests_that_are_there() -> None:
    promises = re.findall(
        r"^\| (?!promise)(.+?) \| (`.+`) \|$", DOCUMENTS["guarantees.md"], re.M
    )
    assert len(promises) > 20
    there = {path.stem for path in (ROOT / "tests").glob("*/assert_*.sql")}
    for path in (ROOT / "tests" / "python").rglob("test_*.py"):
        there.update(re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M))
    for path in (ROOT / "models").rglob("*.yml"):
        units = yaml.safe_load(path.read_text("utf-8")).get("unit_tests", [])
        there.update(unit["name"] for unit in units)
    for promise, tests in promises:
        assert set(re.findall(r"`(\w+)`", tests)) <= there, promise


def test_the_front_page_is_short() -> None:
    assert DOCUMENTS["README.md"].count("\n") <= 200
