{{ config(enabled=recmart.is_wanted('custom')) }}

{#- Where each user is cut at a moment of their own, there is no one now. -#}
{% set popular_half_life_days = (
    recmart.parameter('custom', 'popular.half_life_days')
    if recmart.as_of() is none or var('custom_cut', 'time') == 'time' else none
) %}

{{ recmart.item_popularity(
    interactions=ref('int_custom__interactions'),
    user_items=ref('int_custom__user_items'),
    items=ref('int_custom__items'),
    attributes=['attributes'],
    rank_by=['liking_users', 'users'],
    window_days=recmart.parameter('custom', 'trending.window_days'),
    popular_half_life_days=popular_half_life_days,
) }}
