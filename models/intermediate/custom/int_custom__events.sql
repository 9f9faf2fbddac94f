{{ config(materialized='view') }}

select
    user_id,
    item_id,
    occurred_at,
    {{ recmart.is_visible('occurred_at') }} as is_visible,
    coalesce(event_type, 'interaction') as event_type,
    cast({{ recmart.custom_strength('weight') }} as double) as strength,
    coalesce(weight < 0, false) as is_negative,
    basket_id,
    row_number
from {{ ref('stg_custom__interactions') }}
