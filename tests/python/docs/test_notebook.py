"""The notebook runs on the samples, and is kept without outputs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from helpers import PATHS, ROOT

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
CELLS = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def shown(source: str) -> str:
    """A cell that prints what it ends with, as a notebook shows it."""
    tree = ast.parse(source)
    if isinstance(tree.body[-1], ast.Expr):
        last = ast.unparse(tree.body.pop())
        return f"{ast.unparse(tree)}\nprint({last}, '\\n---')"
    return source


def test_every_cell_runs(warehouse: Path) -> None:
    cells = ["".join(c["source"]) for c in CELLS if c["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(map(shown, cells))],
        cwd=NOTEBOOK.parent,
        env={**PATHS, "RECMART_DATABASE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    parts = done.stdout.split("---")
    assert len(parts) == len(cells) + 1
    assert "'streaming'" in parts[0]
    assert "Empty DataFrame" not in done.stdout


def test_it_is_kept_without_outputs() -> None:
    for cell in CELLS:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
