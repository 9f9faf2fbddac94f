{{ config(enabled=recmart.is_wanted('streaming', 'weights.content')) }}

{{ recmart.content_weights(
    similarity=ref('int_streaming__content_similarity'),
    popularity=ref('int_streaming__item_popularity'),
    merchandising=recmart.merchandising_of('streaming'),
) }}
