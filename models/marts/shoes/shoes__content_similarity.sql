select * from {{ ref('int_shoes__content_similarity') }}
order by item_id, rank
