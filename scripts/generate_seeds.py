"""Write the sample data of recmart: five invented domains as small CSV files.

The data is synthetic but has structure that is worth finding: hidden groups of users
with tastes of their own, a long tail of popularity, a weekly and a daily rhythm. It
also has what real exports have: several spellings of one code or one moment, and a
known share of broken rows. The same code always writes the same bytes.

    python scripts/generate_seeds.py                 # rewrite everything in seeds/
    python scripts/generate_seeds.py --domain pings  # only one domain
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.common.arguments import Parser
from scripts.common.commands import DONE, run
from scripts.samples.generating import DOMAINS, SEEDS, write_seeds


def main() -> int:
    """Read the command line and write the files."""
    parser = Parser(
        description="Write recmart's sample data; the same bytes every time."
    )
    parser.add_argument(
        "--out", type=Path, default=SEEDS, help="folder to write to (default: seeds/)"
    )
    parser.add_argument(
        "--domain",
        action="append",
        choices=list(DOMAINS),
        help="write only this domain; may be given more than once (default: all)",
    )
    args = parser.parse_args()
    for path in write_seeds(args.out, args.domain or DOMAINS):
        print(f"{path.stat().st_size:>9,} bytes  {path}")
    return DONE


if __name__ == "__main__":
    sys.exit(run(main))
