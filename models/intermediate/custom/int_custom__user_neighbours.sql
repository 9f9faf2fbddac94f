{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.user_knn'),
) }}

{{ recmart.user_neighbours(
    likes=ref('int_custom__item_likes'),
    rarity=ref('int_custom__item_rarity'),
    user_exponent=recmart.parameter('custom', 'user_knn.user_exponent'),
    neighbours=recmart.parameter('custom', 'user_knn.neighbours'),
) }}
