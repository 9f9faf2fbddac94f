{{ config(alias='content_similarity') }}

{{ recmart.cosine_similarity(
    weights=ref('int_shoes__item_terms'),
    popularity=ref('shoes__item_popularity'),
    neighbours=50,
) }}
