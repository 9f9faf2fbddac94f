{{ config(materialized='view') }}

select
    user_id,
    item_id,
    creator_affinity_score as score,
    'engaged this creator' as reason
from {{ ref('int_pings__candidates') }}
