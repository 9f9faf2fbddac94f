"""Folders that are numbered; what else lies beside them is somebody's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

NUMBER = "[0-9]{6,}"


def numbers_of(shelf: Path, is_ours: Callable[[Path], bool]) -> list[int]:
    """Return the numbers of the folders that are ours, the least first."""
    return sorted(
        int(home.name)
        for home in shelf.iterdir()
        if re.fullmatch(NUMBER, home.name) and home.is_dir() and is_ours(home)
    )


def home_of(shelf: Path, number: int) -> Path:
    """Return the folder of a number."""
    return shelf / f"{number:06d}"


def next_home(shelf: Path, numbers: Iterable[int]) -> Path:
    """Return the folder that comes after these; a name that is taken is passed over."""
    number = max([0, *numbers]) + 1
    while (home := home_of(shelf, number)).exists():
        number += 1
    return home
