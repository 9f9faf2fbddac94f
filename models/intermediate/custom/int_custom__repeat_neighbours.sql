{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.repeat_knn'),
) }}

{{ recmart.user_neighbours(
    likes=ref('int_custom__item_likes'),
    rarity=ref('int_custom__repeat_rarity'),
    user_exponent=recmart.parameter('custom', 'repeat_knn.user_exponent'),
    neighbours=recmart.parameter('custom', 'repeat_knn.neighbours'),
) }}
