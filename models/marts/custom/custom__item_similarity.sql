{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.item_similarity(
    weights=ref('int_custom__item_weights'),
    popularity=ref('int_custom__item_popularity'),
    likes=ref('int_custom__item_likes'),
) }}
