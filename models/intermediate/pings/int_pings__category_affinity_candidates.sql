{{ config(materialized='view') }}

select
    user_id,
    item_id,
    category_affinity_score as score,
    'preferred category' as reason
from {{ ref('int_pings__candidates') }}
