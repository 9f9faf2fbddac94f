{{ config(materialized='view') }}

select
    item_id,
    title,
    rank,
    interactions as liking_users
from {{ ref('grocery__item_popularity') }}
