-- A shoe that the customer owns.
select distinct
    user_id,
    item_id
from {{ ref('int_shoes__interactions') }}
where event_type = 'purchase'
order by user_id, item_id
