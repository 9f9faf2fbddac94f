select
    user_id,
    item_id
from {{ ref('int_pings__user_items') }}
order by user_id, item_id
