select
    item_id,
    similar_item_id,
    item_title,
    similar_item_title,
    rank,
    cosine
from {{ ref('int_shoes__content_similarity') }}
order by item_id, rank
