"""Find the parameters that serve a domain's data best.

    python scripts/tune.py --domain streaming
    python scripts/tune.py --domain custom --metric recall --k 20 --budget 900 --write

The data is cut once or a few times in the past (where it has baskets, before each
user's last; where it has no times, by a sample), and what was cut off is asked for. A
file of held-out interactions is never read. One join counts the pairs for all user
exponents; the best of them is flattened at several ranks, and from one set of sums the
item and neighbour exponents are tried; then the user's history. What comes out best on
some users is compared on all of them, in finer steps; then the number of neighbours and
the weights of the sources are chosen. What is best is printed, with its gain over the
present setting, as the lines to put into the models; `--write` puts them there.
Dating, pings and shoes, whose lists have other sources, are tuned in
`scripts/tuning/by_builds.py`.
"""

from __future__ import annotations

import sys

from scripts.common.commands import run
from scripts.tuning.search import main

if __name__ == "__main__":
    sys.exit(run(main))
