{{ config(enabled=recmart.is_wanted('grocery', 'weights.content')) }}

{{ recmart.content_weights(
    similarity=ref('int_grocery__content_similarity'),
    popularity=ref('int_grocery__item_popularity'),
    merchandising=recmart.merchandising_of('grocery'),
) }}
