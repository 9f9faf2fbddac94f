"""Build the warehouse anew and let readers see it when it is good: `make build`.

Every build goes into a file of its own. If all went well, all tests too, the link
`warehouse/recmart.duckdb` (or what RECMART_DATABASE names) is turned to it at one
stroke; if not, the link goes on showing the last good file. Who reads the former file
keeps it until done. The last two builds stay. Readers get a copy without the schemas
that hold personal data, and with the domains that were not built as they were.

What is shown already is compared with the build: one that falls too far behind it
(the var `promotion`) is put aside. `--promote` shows it all the same, `--force` any.

What is said after the command goes to `dbt build`:

    python scripts/publish.py --select tag:custom --vars '{custom_min_weight: 3.5}'
"""

from __future__ import annotations

import argparse
import sys

import duckdb

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, FAILED, RecmartError, run, say
from scripts.common.dbt import project_vars
from scripts.common.paths import database_path
from scripts.comparison.gate import Gate
from scripts.warehouse.publishing import publish, publish_refused


def main() -> int:
    """Publish a build and return the exit code."""
    parser = Parser(
        usage="publish.py [-h] [-v] [--force | --promote] [--backtest DOMAIN]"
        " [option of dbt build ...]",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show all that dbt says"
    )
    parser.add_argument(
        "--force", action="store_true", help="show the build however its lists fall"
    )
    parser.add_argument(
        "--promote", action="store_true", help="show the build that was put aside"
    )
    parser.add_argument(
        "--backtest",
        action="append",
        default=[],
        metavar="DOMAIN",
        choices=project_vars()["parameters"],
        help="evaluate the build, to hold it against the last evaluation of the domain",
    )
    args, arguments = parser.parse_known_args()
    link = database_path()
    try:
        if args.promote:
            done = publish_refused(link)
        else:
            gate = Gate(arguments, args.backtest, args.force)
            done = publish(link, arguments, args.verbose, gate)
    except (RecmartError, OSError, duckdb.Error) as error:
        state = "stays as it was" if link.exists() else "is still missing"
        say(f"{error}; {link} {state}")
        return FAILED
    print("\n".join(done))
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
