{{ config(enabled=recmart.is_wanted('custom', 'weights.repeat_knn')) }}

{{ recmart.item_rarity(
    likes=ref('int_custom__item_likes'),
    item_exponent=recmart.parameter('custom', 'repeat_knn.item_exponent'),
) }}
