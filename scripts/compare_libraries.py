"""Hold recmart's lists beside those of tuned libraries, scored by the same code.

In an environment of its own, with what `scripts/bench/libraries.txt` names:

    PYTHONPATH=. python scripts/compare_libraries.py --interactions ratings.csv
        --user userId --item movieId --weight rating --min-weight 3.5 --write folder

The newest fifth of the interactions is the test, the newest fifth of the rest the
validation, on which each library is tuned. The cut is one moment for everybody
(`--cut time`) or each user's own (`--cut user`): the first is how a system lives, the
second leaves more users with both a past and a future. Without a minimal weight every
interaction counts as liking. All items liked before the cut are ranked, less those that
the user met there, liked or not; ties go to the more popular. Relevant is what the user
likes after the cut and could have been ranked. Recall@k is hits over relevant items;
NDCG@k is binary, its ideal over min(relevant, k). Users with a relevant item count:
first those with training history, then all, where who has no list gets the popular
one. Intervals are bootstrapped over users; p is of a paired sign-flip test of the first
row against the others.

recmart's own lists come from warehouses built on the two training files that --write
leaves in a folder, given as --database (test) and --validation-database:

    RECMART_INTERACTIONS=folder/test.csv RECMART_DATABASE=test.duckdb dbt build
        --select tag:custom --vars 'custom_min_weight: 3.5'

or, from whatever made them, as --lists, a file of user_id, item_id and rank.
"""

from __future__ import annotations

import sys

from scripts.bench.libraries import main
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(main))
