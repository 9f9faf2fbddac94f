{{ config(
    indexes=[{'columns': ['user_id']}, {'columns': ['shoe_id']}],
) }}

select
    user_id,
    shoe_id,
    observed_on,
    temperature_celsius,
    humidity_percent,
    rainfall_mm
from {{ ref('stg_shoes__environmental_data') }}
where {{ recmart.is_visible('observed_on') }}
order by user_id, shoe_id, observed_on
