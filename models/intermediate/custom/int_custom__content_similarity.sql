{{ config(enabled=recmart.is_wanted('custom', 'weights.content')) }}

{{ recmart.content_similarity(
    items=ref('int_custom__items'),
    popularity=ref('int_custom__item_popularity'),
    neighbours=recmart.parameter('custom', 'content.neighbours'),
) }}
