{{ config(materialized='view') }}

select
    user_id,
    item_id,
    freshness_score as score,
    'recent' as reason
from {{ ref('int_pings__candidates') }}
