"""Build the samples on a PostgreSQL server of this machine: make postgres.

    python scripts/postgres.py
    python scripts/postgres.py --select tag:streaming --keep-running

See docs/engines.md.
"""

import sys

from scripts.common.commands import run
from scripts.engines.postgres import command

if __name__ == "__main__":
    sys.exit(run(command))
