with

similarity as (

    {{ recmart.item_similarity(
        weights=ref('int_grocery__basket_weights'),
        popularity=ref('int_grocery__item_popularity'),
        likes=ref('int_grocery__basket_likes'),
    ) | indent(4) }}

)

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
from similarity
order by item_id, rank
