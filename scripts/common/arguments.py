"""What the command lines read alike."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

from scripts.common.commands import FAILED, RecmartError, say


class Parser(argparse.ArgumentParser):
    """A parser that complains in one line and takes no abbreviations."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave."""
        say(f"{message} (see {self.prog} --help)")
        sys.exit(FAILED)


def positive(text: str) -> int:
    """Read a whole number from 1 up."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def name_and_value(text: str) -> tuple[str, str]:
    """Read NAME=VALUE."""
    name, _, value = text.partition("=")
    if not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name, value


def dbt_vars(text: str) -> dict[str, Any]:
    """Read vars as dbt does, in YAML."""
    import yaml

    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError:
        read = None
    if not isinstance(read, dict):
        raise argparse.ArgumentTypeError(f"{text!r} are not names and values in YAML")
    return read


def file_to_write(target: Path) -> Path:
    """Return where --to leads, which is a file or can become one.

    A link stays: what it leads to is written. Of a device nothing would be left.
    """
    if target.is_dir():
        raise RecmartError(f"--to: {target} is a folder: name a file")
    if target.exists() and not target.is_file():
        raise RecmartError(f"--to: {target} is a device or a pipe: name a file")
    target = target.resolve()
    if not target.parent.is_dir():
        raise RecmartError(f"--to: no folder {target.parent}")
    return target
