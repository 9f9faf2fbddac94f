"""Find the parameters that serve a domain's data best.

    python scripts/tune.py --domain streaming
    python scripts/tune.py --domain custom --metric recall --k 20 --trials 300 --write

The data is cut once or a few times in the past (where it has baskets, before each
user's last; where it has no times, by a sample), and what was cut off is asked for. A
file of held-out interactions is never read. A trial is a build with other parameters:
of the models that serve, what the parameters change, and what follows from it. What is
tried stands in `scripts/tuning/space.py`. What is best is printed, with its gain over
the present setting, as lines for dbt_project.yml; `--write` puts them there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.common.arguments import Parser, dbt_vars, positive
from scripts.common.commands import run
from scripts.tuning.main import tune
from scripts.tuning.space import SPACE

METRICS = ("ndcg", "recall", "hit_rate", "precision", "mrr", "map")


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = Parser(
        description="Find the parameters that serve a domain's data best.",
        epilog="Exit codes: 0 tuned, 2 could not be tuned.",
    )
    parser.add_argument("--domain", required=True, choices=sorted(SPACE))
    parser.add_argument("--metric", default="ndcg", choices=METRICS)
    parser.add_argument("--k", type=positive, default=20, help="at what length of list")
    parser.add_argument(
        "--trials", type=positive, default=150, help="settings to try (default: 150)"
    )
    parser.add_argument(
        "--users",
        type=positive,
        default=5000,
        help="how many users of a cut the search asks at most, always the same; what"
        " is reported is of all (default: 5000)",
    )
    parser.add_argument(
        "--vars", type=dbt_vars, default={}, help="vars for dbt, such as custom_columns"
    )
    parser.add_argument(
        "--resume",
        type=Path,
        metavar="FILE",
        help="keep the trials in this file, and go on with those that it has",
    )
    parser.add_argument(
        "--write", action="store_true", help="put what is found into dbt_project.yml"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(run(lambda: tune(parse())))
