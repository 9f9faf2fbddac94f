"""Spare dbt what it has done before.

A run of tests reads the project a dozen times, each time with other vars, and most of
what it reads is the same. Commands in processes of their own have dbt as it is.
"""

from __future__ import annotations

import json
import marshal
import os
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from dbt_common.clients.jinja import MacroFuzzEnvironment
from dbt_common.dataclass_schema import dbtClassMixin


def compile_once(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have each text of Jinja compiled once for all processes that share a folder.

    What it is made of is looked at once in each process.
    """
    folder.mkdir(exist_ok=True)
    parsed: dict[tuple[str, str], Any] = {}
    parse = MacroFuzzEnvironment._parse

    @wraps(parse)
    def tree_of(self: Any, source: str, *arguments: Any) -> Any:
        key = type(self).__name__, source
        if key not in parsed:
            parsed[key] = parse(self, source, *arguments)
        return parsed[key]

    patch.setattr(MacroFuzzEnvironment, "_parse", tree_of)
    compiled: dict[tuple[str, str], Any] = {}
    compile_text = MacroFuzzEnvironment.compile

    @wraps(compile_text)
    def code_of(self: Any, source: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(source, str) or arguments or options:
            return compile_text(self, source, *arguments, **options)
        key = type(self).__name__, source
        if key not in compiled:
            file = folder / sha256("\n".join(key).encode()).hexdigest()
            if file.exists():
                compiled[key] = marshal.loads(file.read_bytes())  # noqa: S302
            else:
                compiled[key] = compile_text(self, source)
                mine = file.with_name(f"{file.name} of {os.getpid()} {id(key)}")
                mine.write_bytes(marshal.dumps(compiled[key]))
                mine.rename(file)
        return compiled[key]

    patch.setattr(MacroFuzzEnvironment, "compile", code_of)


def validate_once(patch: pytest.MonkeyPatch) -> None:
    """Hold equal settings of nodes against the schema of their kind once."""
    valid: set[tuple[type, str]] = set()
    validate = dbtClassMixin.validate.__func__

    def is_valid(cls: type, data: Any) -> None:
        try:
            key = cls, json.dumps(data)
        except (TypeError, ValueError):
            validate(cls, data)
            return
        if key not in valid:
            validate(cls, data)
            valid.add(key)

    patch.setattr(dbtClassMixin, "validate", classmethod(is_valid))
