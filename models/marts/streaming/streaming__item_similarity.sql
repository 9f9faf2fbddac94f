{{ recmart.item_similarity(
    weights=ref('int_streaming__item_weights'),
    pairs=ref('int_streaming__item_pairs'),
    popularity=ref('int_streaming__item_popularity'),
    user_items=ref('int_streaming__user_items'),
) }}
