"""SQL and Python are written as the linters ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from helpers import PATHS, ROOT


def test_the_linters_find_nothing(tmp_path: Path) -> None:
    """By `make lint`, a minute or two beside what the other processes wait for."""
    done = subprocess.run(
        ["make", "linted", f"BIN={Path(sys.executable).parent}"],
        cwd=ROOT,
        env={**PATHS, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
