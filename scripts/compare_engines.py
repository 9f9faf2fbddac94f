"""Compare the marts of the DuckDB warehouse with those of other engines.

    python scripts/compare_engines.py postgres
    python scripts/compare_engines.py postgres spark --schema streaming

See docs/engines.md.
"""

import sys

from scripts.common.commands import run
from scripts.engines.comparing import command

if __name__ == "__main__":
    sys.exit(run(command))
