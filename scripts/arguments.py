"""What the command lines of the scripts read alike."""

from __future__ import annotations

import argparse
from typing import Any


def positive(text: str) -> int:
    """Read a whole number from 1 up."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


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
