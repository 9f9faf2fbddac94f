select
    item_id,
    similar_item_id,
    item_title,
    similar_item_title,
    rank,
    users_in_common as baskets_in_common,
    cosine,
    jaccard,
    lift,
    log_likelihood_ratio,
    score
from {{ ref('int_grocery__basket_similarity') }}
