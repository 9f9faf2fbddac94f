{{ config(materialized='view') }}

select
    user_id,
    rank,
    item_id,
    title,
    score,
    source,
    reason
from {{ recmart.here(ref('custom__recommendations')) }}
