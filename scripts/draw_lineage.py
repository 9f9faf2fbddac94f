"""Draw docs/lineage.svg from what dbt knows of the models: `make lineage`.

Without an argument it reads target/manifest.json, which `dbt parse` writes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, RecmartError, run
from scripts.common.paths import ROOT
from scripts.docs.lineage import draw_lineage

PICTURE = ROOT / "docs" / "lineage.svg"
DOMAIN = "streaming"


def main() -> int:
    """Draw the picture and return the exit code."""
    parser = Parser(prog="draw_lineage.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "manifest", nargs="?", type=Path, default=ROOT / "target" / "manifest.json"
    )
    path = parser.parse_args().manifest
    try:
        nodes = json.loads(path.read_text(encoding="utf-8"))["nodes"]
    except (OSError, ValueError, KeyError) as error:
        raise RecmartError(
            f"{path} is no manifest of dbt ({error}): run `dbt parse` first"
        ) from None
    PICTURE.write_text(draw_lineage(nodes, DOMAIN), encoding="utf-8")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
