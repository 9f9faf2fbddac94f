"""Write a page about the warehouse: `make report`.

    python scripts/report.py --to warehouse/report.html

One HTML file that needs neither server nor network: what is in the warehouse, how
people react, what is popular and rising, what goes together, how well lists do, and
what was rejected. Every number is a query on the marts; what has no data is left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, RecmartError, run
from scripts.common.paths import database_path


def main() -> int:
    """Write the page and return the exit code."""
    parser = Parser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--database", type=Path, help="instead of the one that RECMART_DATABASE names"
    )
    parser.add_argument(
        "--to", type=Path, help="the file to write (report.html beside the database)"
    )
    args = parser.parse_args()
    try:
        from scripts.report.writing import write_report
    except ModuleNotFoundError as missing:
        raise RecmartError(
            f"this Python has no {missing.name}: `make report` installs it"
        ) from None
    database = args.database or database_path()
    target = args.to or database.with_name("report.html")
    size = write_report(database, target)
    print(f"report.py: {target}, {size / 1e6:.1f} MB")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
