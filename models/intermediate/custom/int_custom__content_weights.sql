{{ config(enabled=recmart.is_wanted('custom', 'weights.content')) }}

{{ recmart.content_weights(
    similarity=ref('int_custom__content_similarity'),
    popularity=ref('int_custom__item_popularity'),
    merchandising=recmart.merchandising_of('custom'),
) }}
