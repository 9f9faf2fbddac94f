select
    user_id,
    item_id
from {{ ref('int_pings__user_items') }}

union

-- Nobody is shown what is their own.
select
    creator_id as user_id,
    item_id
from {{ ref('int_pings__items') }}
where creator_id is not null
order by user_id, item_id
