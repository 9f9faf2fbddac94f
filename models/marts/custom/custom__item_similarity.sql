{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.item_similarity(
    weights=ref('int_custom__item_weights'),
    pairs=ref('int_custom__item_pairs'),
    popularity=ref('int_custom__item_popularity'),
    user_items=ref('int_custom__user_items'),
) }}
