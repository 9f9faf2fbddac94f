"""Build the samples on a Spark cluster of this machine: make spark.

    python scripts/spark.py
    python scripts/spark.py --select tag:streaming --folder /tmp/spark

See docs/engines.md.
"""

import sys

from scripts.common.commands import run
from scripts.engines.spark import command

if __name__ == "__main__":
    sys.exit(run(command))
