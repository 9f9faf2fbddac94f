with

interactions as (

    select * from {{ ref('stg_shoes__interactions') }}
    where {{ recmart.is_visible('occurred_at') }}

)

select
    user_id,
    shoe_id as item_id,
    occurred_at,
    {{ recmart.age_days('occurred_at') }} as age_days,
    interaction_type as event_type,
    cast({{ recmart.shoes_event_strength('interaction_type') }} as double) as strength,
    false as is_negative,
    cast(null as {{ dbt.type_string() }}) as basket_id
from interactions
