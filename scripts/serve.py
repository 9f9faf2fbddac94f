"""Answer over HTTP: `make serve`, then http://127.0.0.1:8000/docs.

    python scripts/serve.py --port 9000
    curl 'localhost:9000/recommendations?user_id=u1&k=5'

Other settings come from the environment; docs/serving.md lists them.
"""

from __future__ import annotations

import sys

from scripts.api.application import serve
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(serve))
