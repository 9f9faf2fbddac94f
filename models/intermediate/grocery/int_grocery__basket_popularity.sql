{{ config(materialized='view') }}

select
    item_id,
    title,
    rank,
    interactions as liking_users
from {{ ref('int_grocery__item_popularity') }}
