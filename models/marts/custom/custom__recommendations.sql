{{ config(
    materialized='table_by_block',
    enabled=recmart.is_wanted('custom'),
) }}

with

{{ recmart.blended_lists('custom', [
    'repeat', 'repeat_knn', 'similar', 'next', 'user_knn', 'content', 'popular'
]) }}

select * from blended
order by user_id, rank
