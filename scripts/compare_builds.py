"""Compare the lists of two builds, as Markdown for a pull request.

    python scripts/compare_builds.py main.duckdb branch.duckdb
    python scripts/compare_builds.py main.duckdb branch.duckdb --check --json

What changed, how far, for whom; which items rose and fell; three users' lists before
and after; and, of domains that both were evaluated in at the same cut, NDCG.
The limits by which it judges are the var `promotion` (docs/ci.md).
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from scripts.common.arguments import Parser, dbt_vars
from scripts.common.commands import DONE, NOTHING_FOUND, run
from scripts.comparison.comparing import compare
from scripts.comparison.judging import judge
from scripts.comparison.telling import markdown


def main() -> int:
    """Compare, print, and return the exit code."""
    parser = Parser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Exit codes: 0 compared, 1 with --check: something falls, 2 failed.",
    )
    parser.add_argument("old", type=Path, help="the build that is served")
    parser.add_argument("new", type=Path, help="the one that would take its place")
    parser.add_argument(
        "--vars", type=dbt_vars, default={}, help="other limits: '{promotion: ...}'"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON, unrounded")
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 if something falls"
    )
    args = parser.parse_args()
    comparison = compare(args.old, args.new)
    judgement = judge(comparison, args.vars)
    if args.json:
        answer = {**asdict(comparison), "judgement": asdict(judgement)}
        print(json.dumps(answer, indent=2, default=str))
    else:
        names = name_of(args.old), name_of(args.new)
        print("\n".join(markdown(comparison, judgement, *names)))
    return NOTHING_FOUND if args.check and judgement.falls else DONE


def name_of(path: Path) -> str:
    """Return what to call a build: its number if it was published, else its file."""
    home = path.resolve().parent
    is_published = home.parent.name == f"{path.name}.builds"
    return f"build {home.name}" if is_published else str(path)


if __name__ == "__main__":
    sys.exit(run(main))
