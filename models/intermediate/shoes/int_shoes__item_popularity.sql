{{ recmart.item_popularity(
    interactions=ref('int_shoes__interactions'),
    user_items=ref('int_shoes__user_items'),
    items=ref('int_shoes__items'),
    attributes=['brand', 'type', 'material', 'color'],
    rank_by=['users', 'strength', 'interactions'],
) }}
