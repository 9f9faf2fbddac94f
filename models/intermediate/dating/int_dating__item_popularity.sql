{{ recmart.item_popularity(
    interactions=ref('int_dating__interactions'),
    user_items=ref('int_dating__user_items'),
    items=ref('int_dating__items'),
    attributes=['gender', 'age_band', 'city'],
    rank_by=['liking_users', 'interactions'],
) }}
