"""Hold the grocery lists beside those of other next-basket methods, on hidden baskets.

    pip install -e '.[test]'
    RECMART_DATA_DIR=/path python scripts/compare_baskets.py

builds tag:grocery from /path/grocery with each user's last basket hidden, asks for it,
and prints recall@10, NDCG@10 (binary, the ideal over min(basket, 10)) and the share of
users with a hit, and how sure the difference to recmart is: p of Wilcoxon's paired
signed-rank test of the NDCG and of a paired t test of the recall. All products are
ranked, ties go to the lower id. The mean reciprocal rank of the first product that the
user had never bought is over lists of new products only, a hundred long.

Held against it:
- popular: in how many baskets; personal: in how many of the user's own; and personal
  filled up with popular ones, the baseline of Li et al., "A Next Basket Recommendation
  Reality Check" (2023).
- TIFU-KNN (Hu et al., "Modeling Personalized Item Frequency Information for Next-basket
  Recommendation", 2020): the baskets in groups, each basket weighs basket_decay^(newer
  ones in the group), each group group_decay^(newer groups); the mean over both is the
  user's vector; score = own_share · vector + (1 - own_share) · mean of the vectors of
  the nearest neighbours (Euclidean).
- UP-CF (Faggioli et al., "Recency Aware Collaborative Filtering for Next Basket
  Recommendation", 2020): w = baskets with the product of the last `recent` over
  min(recent, baskets); score = sum over users of similarity^locality · w, similarity =
  common / (n_user^asymmetry · n_other^(1 - asymmetry)) over the products ever bought.

The last two are tuned by NDCG@10 on each user's basket before the hidden one. Matrices
of users by users are dense: this is for samples of some thousand users.
"""

from __future__ import annotations

import sys

from scripts.bench.baskets import main
from scripts.common.commands import run

if __name__ == "__main__":
    sys.exit(run(main))
