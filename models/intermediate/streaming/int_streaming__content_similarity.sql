{{ config(enabled=recmart.is_wanted('streaming', 'weights.content')) }}

{{ recmart.content_similarity(
    items=ref('int_streaming__items'),
    popularity=ref('int_streaming__item_popularity'),
    neighbours=recmart.parameter('streaming', 'content.neighbours'),
    attributes=recmart.item_attributes('streaming'),
) }}
