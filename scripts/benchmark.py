"""Time the build on made-up interactions: `make bench`.

Users and items have long tails, and the users form groups with tastes of their own.
The same sizes give the same data. Nothing is judged here: the figures are for reading.

    python scripts/benchmark.py --interactions 300000 --users 5000 --items 2000
    python scripts/benchmark.py --domain dating
"""

from __future__ import annotations

import sys

from scripts.bench.building import main
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(main))
