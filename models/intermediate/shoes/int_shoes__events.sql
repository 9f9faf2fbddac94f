{{ config(materialized='view') }}

select
    user_id,
    shoe_id as item_id,
    occurred_at,
    {{ recmart.is_visible('occurred_at') }} as is_visible,
    interaction_type as event_type,
    cast(
        {{ recmart.shoes_event_strength('interaction_type') }}
        as {{ recmart.type_double() }}
    ) as strength,
    false as is_negative,
    cast({{ recmart.shoes_event_strength('interaction_type') }} as integer) as gain,
    cast(null as {{ dbt.type_string() }}) as basket_id
from {{ ref('stg_shoes__interactions') }}
