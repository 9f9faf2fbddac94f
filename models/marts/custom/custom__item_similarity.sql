{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.item_similarity(
    weights=ref('int_custom__item_weights'),
    popularity=ref('int_custom__item_popularity'),
    user_items=ref('int_custom__user_items'),
) }}
