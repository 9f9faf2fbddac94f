"""Evaluate the recommendations of a domain against what came later.

    python scripts/evaluate.py --domain streaming
    python scripts/evaluate.py --domain dating --cutoffs 5 --horizon 14
    RECMART_HOLDOUT=test.csv python scripts/evaluate.py --domain custom

Each cutoff is a build as of that moment, in the schemas `backtest_`, of which the days
that follow are asked; groceries, which have no calendar, are cut before each user's
last basket. With a file of held-out interactions the live build of `custom` is asked.
The results stay in the schema `evaluation`.
"""

from __future__ import annotations

import sys

from scripts.common.commands import run
from scripts.evaluation.evaluating import main

if __name__ == "__main__":
    sys.exit(run(main))
