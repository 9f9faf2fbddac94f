"""Write the marts into files, for whatever reads no DuckDB: `make export`.

    python scripts/export.py --to warehouse/export
    python scripts/export.py --to warehouse/sheets --format csv --domain streaming
    python scripts/export.py --to /shared/recmart --keep 2 --parts 16

A folder with a file per mart and manifest.json, which says of each file its rows, its
columns with their types, and its SHA-256. It is written whole or not at all, and takes
the place of a former export. Personal data is in no mart.

With --keep every export is a folder of its own, the newest named by latest.json: for a
storage from which many machines read while one writes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.common.arguments import Parser, positive
from scripts.common.commands import DONE, RecmartError, run
from scripts.common.paths import database_path
from scripts.warehouse.exporting import COPIED, FORMATS, Export


def main() -> int:
    """Write the files and return the exit code."""
    parser = Parser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--database", type=Path, help="instead of the one that RECMART_DATABASE names"
    )
    parser.add_argument(
        "--to", type=Path, help="the folder to write (export beside the database)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="parquet", help="parquet, if not named"
    )
    parser.add_argument(
        "--domain", action="append", default=[], help="only this one; or say it again"
    )
    parser.add_argument(
        "--keep",
        type=positive,
        metavar="N",
        help="how many exports stay beside each other, for readers of shared storage",
    )
    parser.add_argument(
        "--parts",
        type=positive,
        default=1,
        metavar="N",
        help="divide tables of users into so many folders, by the user (1)",
    )
    args = parser.parse_args()
    if args.parts > 1 and args.format not in COPIED:
        parser.error(f"--parts: {args.format} cannot be divided")
    database = args.database or database_path()
    target = args.to or database.with_name("export")
    try:
        with Export(database) as warehouse:
            if args.keep:
                target, tables = warehouse.publish(
                    target, args.format, args.domain, args.parts, args.keep
                )
            else:
                tables = warehouse.write(target, args.format, args.domain, args.parts)
    except ModuleNotFoundError as missing:
        raise RecmartError(
            f"this Python has no {missing.name}: `make export` installs it"
        ) from None
    print(f"export.py: {target}, {tables} tables")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
