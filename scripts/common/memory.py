"""What DuckDB may take of the memory."""

from __future__ import annotations

import os

# As in profiles.yml.
DEFAULT_LIMIT = "50%"


def memory_limit() -> str:
    """Return what RECMART_MEMORY_LIMIT says, or else what dbt takes without it."""
    return os.environ.get("RECMART_MEMORY_LIMIT", DEFAULT_LIMIT)
