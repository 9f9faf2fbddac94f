with

interactions as (

    select
        *,
        {{ recmart.age_days('occurred_at') }} as age_days
    from {{ ref('stg_custom__interactions') }}
    where {{ recmart.is_visible('occurred_at') }}

)

select
    user_id,
    item_id,
    occurred_at,
    -- An event without a time counts as old as the oldest.
    coalesce(age_days, max(age_days) over (), 0) as age_days,
    coalesce(event_type, 'interaction') as event_type,
    cast({{ recmart.custom_strength('weight') }} as double) as strength,
    coalesce(weight < 0, false) as is_negative,
    basket_id,
    row_number
from interactions
