{{ config(materialized='view') }}

select
    user_id,
    liked_user_id as item_id,
    occurred_at,
    {{ recmart.is_visible('occurred_at') }} as is_visible,
    {{ recmart.dating_event_type('like_type') }} as event_type,
    cast(
        {{ recmart.dating_strength('user_id', 'liked_user_id', 'like_type') }}
        as {{ recmart.type_double() }}
    ) as strength,
    like_type = 0 and user_id != liked_user_id as is_negative,
    {{ recmart.dating_gain(recmart.dating_event_type('like_type')) }} as gain,
    cast(null as {{ dbt.type_string() }}) as basket_id
from {{ ref('stg_dating__interactions') }}
