{{ config(enabled=recmart.is_wanted('grocery', 'weights.content')) }}

{{ recmart.content_similarity(
    items=ref('int_grocery__items'),
    popularity=ref('int_grocery__item_popularity'),
    neighbours=recmart.parameter('grocery', 'content.neighbours'),
    attributes=recmart.item_attributes('grocery'),
) }}
