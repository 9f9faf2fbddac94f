"""Time the build on made-up interactions: `make bench`.

Users and items have long tails, and the users form groups with tastes of their own.
The same sizes give the same data. Nothing is judged here: the figures are for reading.

    python scripts/benchmark.py --size S --format parquet
    python scripts/benchmark.py --size dating
    python scripts/benchmark.py --data folder

The last is of files of the grocery domain, `folder/grocery/orders.csv` and so on. With
the Python of an environment of what `scripts/bench/libraries.txt` names, libraries do
the same job on the same file, each in a process of its own, and all lists are scored on
interactions that were held out:

    python scripts/benchmark.py --peers libraries/bin/python --json figures.json
"""

from __future__ import annotations

import sys

from scripts.bench.building import main
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(main))
