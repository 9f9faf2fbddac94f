{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.user_knn'),
) }}

{{ recmart.user_knn_candidates(
    neighbours=ref('int_custom__user_neighbours'),
    likes=ref('int_custom__item_likes'),
    users=ref('int_custom__user_numbers'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    merchandising=recmart.merchandising_of('custom'),
    candidates=recmart.source_depth('custom'),
) }}
