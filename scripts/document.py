"""Write dbt's documentation as one page that needs no network: `make docs`.

    python scripts/document.py --to warehouse/docs.html

Models, columns, lineage, tests and exposures, with types and sizes of the database that
RECMART_DATABASE names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.common.arguments import Parser, file_to_write
from scripts.common.commands import DONE, RecmartError, run
from scripts.common.paths import database_path
from scripts.documentation.page import documentation


def main() -> int:
    """Write the page and return the exit code."""
    parser = Parser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--to", type=Path, help="the file to write (docs.html beside the database)"
    )
    args = parser.parse_args()
    database = database_path()
    if not database.is_file():
        raise RecmartError(f"no database {database}: build it with `make build`")
    target = file_to_write(args.to or database.with_name("docs.html"))
    with TemporaryDirectory() as folder:
        page = documentation(Path(folder))
    target.write_text(page, encoding="utf-8")
    print(f"document.py: {target}, {len(page) / 1e6:.1f} MB")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
