"""Examples of the documents print what stands there, asked of the samples.

Fences `console run` hold commands after `$ ` and what they print, `sql shown` queries
and what they find, a comment per row.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from helpers import PATHS, ROOT

FENCE = re.compile(r"^```(?P<info>.+?)\n(?P<text>.*?)^```$", re.M | re.S)

EXAMPLES = [
    (path.name, found["info"], found["text"])
    for path in sorted((ROOT / "docs").glob("*.md"))
    for found in FENCE.finditer(path.read_text(encoding="utf-8"))
    if found["info"] in ("console run", "sql shown")
]


def test_every_brief_has_examples() -> None:
    told = {name for name, _, _ in EXAMPLES}
    assert told >= {"dating.md", "grocery.md", "pings.md", "shoes.md", "streaming.md"}


@pytest.mark.parametrize("name", sorted({name for name, _, _ in EXAMPLES}))
def test_commands_print_what_is_shown(warehouse: Path, name: str) -> None:
    for of, info, text in EXAMPLES:
        if (of, info) != (name, "console run"):
            continue
        for example in text.split("$ ")[1:]:
            command, _, expected = example.partition("\n")
            done = subprocess.run(
                [sys.executable, *shlex.split(command)[1:]],
                cwd=ROOT,
                env={**PATHS, "RECMART_DATABASE": str(warehouse)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.stdout == expected, command


def test_queries_find_what_is_shown(warehouse: Path) -> None:
    asked = [text for _, info, text in EXAMPLES if info == "sql shown"]
    assert len(asked) > 4
    with duckdb.connect(warehouse, read_only=True) as connection:
        for text in asked:
            query: list[str] = []
            lines = text.splitlines()
            while lines:
                query.append(lines.pop(0))
                if not query[-1].endswith(";"):
                    continue
                found = connection.execute("\n".join(query)).fetchall()
                shown = []
                while lines and lines[0].startswith("-- "):
                    shown.append(lines.pop(0)[3:])
                assert [" | ".join(map(str, row)) for row in found] == shown, query
                query = []
            assert not query, "a query without an end"
