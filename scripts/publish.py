"""Build the warehouse anew and let readers see it when it is good: `make build`.

Every build goes into a file of its own. If all went well, all tests too, the link
`warehouse/recmart.duckdb` (or what RECMART_DATABASE names) is turned to it at one
stroke; if not, the link goes on showing the last good file. Who reads the former file
keeps it until done. The last two builds stay. What is said after the command goes to
`dbt build`:

    python scripts/publish.py --select tag:custom --vars '{custom_min_weight: 3.5}'
"""

from __future__ import annotations

import sys

from scripts.common.commands import DONE, FAILED, RecmartError, run, say
from scripts.common.paths import database_path
from scripts.warehouse.publishing import publish


def main() -> int:
    """Publish a build and return the exit code."""
    link = database_path()
    try:
        done = publish(link, sys.argv[1:])
    except (RecmartError, OSError) as error:
        state = "stays as it was" if link.exists() else "is still missing"
        say(f"{error}; {link} {state}")
        return FAILED
    print(f"publish.py: {done}")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
