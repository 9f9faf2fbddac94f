"""dbt's documentation as one page."""

from __future__ import annotations

from copy import copy
from pathlib import Path

from scripts.common.dbt import QUIETLY, Dbt, DbtError, first_sentence

WRITING = (*QUIETLY, "--write-json")
# What the page begins with, which in projects that install recmart is theirs.
OURS, SHOWN = "doc.recmart.__recmart__", "doc.recmart.__overview__"


def documentation(folder: Path, *options: str) -> str:
    """Return the page; what dbt writes on the way goes to a folder."""
    dbt = Dbt(folder)
    overview = copy(dbt.manifest().docs[OURS])
    overview.name, overview.unique_id = "__overview__", SHOWN
    dbt.manifest().docs[SHOWN] = overview
    target = folder / "target"
    target.mkdir(exist_ok=True)
    # Without compiling, dbt puts this into the page.
    dbt.manifest().writable_manifest().write(str(target / "manifest.json"))
    try:
        done = dbt.invoke([*WRITING, "docs", "generate", "--static", *options])
    finally:
        del dbt.manifest().docs[SHOWN]
    if not done.success:
        raise DbtError(first_sentence(str(done.exception or "dbt docs failed")))
    return (target / "static_index.html").read_text(encoding="utf-8")
