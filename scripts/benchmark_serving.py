"""Time the API on a made-up warehouse: `make bench-serve`.

200,000 users with 20 recommendations each, one worker, the load generator beside it on
the same machine. Beside the figures stands what the machine can do: the same server
answering /health, and the bare look-up in DuckDB; and the server's CPU time per
request, which a busy machine distorts less. Nothing is judged here.

    python scripts/benchmark_serving.py --users 20000 --seconds 5
"""

from __future__ import annotations

import sys

from scripts.bench.serving import main
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(main))
