"""Draw docs/lineage.svg anew, from what dbt knows of the models: `make lineage`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.common.commands import DONE, run
from scripts.common.dbt import Dbt
from scripts.common.paths import ROOT
from scripts.documentation.lineage import draw_lineage

PICTURE = ROOT / "docs" / "lineage.svg"
DOMAIN = "streaming"


def main() -> int:
    """Draw the picture and return the exit code."""
    with TemporaryDirectory() as folder:
        nodes = Dbt(Path(folder)).manifest().writable_manifest().to_dict()["nodes"]
    PICTURE.write_text(draw_lineage(nodes, DOMAIN), encoding="utf-8")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
