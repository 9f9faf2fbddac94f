{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.item_popularity(
    interactions=ref('int_custom__interactions'),
    user_items=ref('int_custom__user_items'),
    items=ref('int_custom__items'),
    attributes=['attributes'],
    rank_by=['liking_users', 'users'],
) }}
