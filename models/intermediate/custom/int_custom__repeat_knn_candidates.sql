{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom', 'weights.repeat_knn'),
) }}

{{ recmart.repeat_knn_candidates(
    neighbours=ref('int_custom__repeat_neighbours'),
    repeats=ref('int_custom__repeat_candidates'),
    users=ref('int_custom__user_numbers'),
    popularity=ref('int_custom__item_popularity'),
    exclusions=ref('int_custom__exclusions'),
    merchandising=recmart.merchandising_of('custom'),
) }}
