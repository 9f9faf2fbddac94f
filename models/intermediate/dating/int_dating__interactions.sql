select
    user_id,
    item_id,
    occurred_at,
    {{ recmart.age_days('occurred_at') }} as age_days,
    event_type,
    strength,
    is_negative,
    basket_id
from {{ ref('int_dating__events') }}
where is_visible
