{{ config(
    indexes=[{'columns': ['user_id']}, {'columns': ['shoe_id']}],
) }}

select
    user_id,
    item_id as shoe_id,
    event_type as interaction_type,
    occurred_at
from {{ ref('int_shoes__interactions') }}
order by user_id, occurred_at, item_id, event_type
