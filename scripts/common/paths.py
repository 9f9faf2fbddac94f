"""Where the project and its database are."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_DATABASE = ROOT / "warehouse" / "recmart.duckdb"


def database_path() -> Path:
    """Return the database that RECMART_DATABASE names, or else the project's own."""
    named = os.environ.get("RECMART_DATABASE")
    return Path(named) if named else DEFAULT_DATABASE
