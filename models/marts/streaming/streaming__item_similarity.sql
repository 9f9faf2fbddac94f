{{ recmart.item_similarity(
    weights=ref('int_streaming__item_weights'),
    popularity=ref('int_streaming__item_popularity'),
    user_items=ref('int_streaming__user_items'),
) }}
