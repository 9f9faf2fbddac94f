{{ recmart.item_popularity(
    interactions=ref('int_pings__interactions'),
    user_items=ref('int_pings__user_items'),
    items=ref('int_pings__items'),
    attributes=['category', 'main_hashtag', 'creator_id', 'created_at'],
    measures=['engagement'],
    rank_by=['engagement'],
) }}
