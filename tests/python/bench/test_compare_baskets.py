"""The comparison of grocery lists runs as a user runs it, on the sample as files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

from helpers import PATHS, ROOT


def test_our_lists_are_ahead_of_popular(tmp_path: Path) -> None:
    folder = tmp_path / "grocery"
    folder.mkdir()
    for sample in (ROOT / "seeds" / "grocery").glob("sample_grocery__*.csv"):
        copyfile(sample, folder / sample.name.removeprefix("sample_grocery__"))

    done = subprocess.run(
        [sys.executable, "scripts/compare_baskets.py", "--trials", "2"],
        cwd=ROOT,
        env={
            **PATHS,
            "HOME": str(tmp_path),
            "RECMART_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    ndcg = {
        name.strip(): float(value)
        for name, value in re.findall(r"  (.{22}) recall.*NDCG@10 (\S+)", done.stdout)
    }
    assert list(ndcg) == [
        *("recmart", "popular", "personal", "personal then popular"),
        *("TIFU-KNN", "UP-CF"),
    ]
    assert ndcg["recmart"] > 2 * ndcg["popular"]
    reciprocal_rank = dict(re.findall(r"  (\w+) +MRR@100 (\S+)", done.stdout))
    assert float(reciprocal_rank["recmart"]) > float(reciprocal_rank["popular"])


def test_without_data_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/compare_baskets.py"],
        cwd=ROOT,
        env={**PATHS, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == "RECMART_DATA_DIR must name a folder with grocery/ in it.\n"
