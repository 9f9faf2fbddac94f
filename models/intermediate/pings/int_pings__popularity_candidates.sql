{{ config(materialized='view') }}

select
    user_id,
    item_id,
    popularity_score as score,
    'globally popular' as reason
from {{ ref('int_pings__candidates') }}
