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
from {{ ref('int_shoes__environmental_data') }}
order by user_id, shoe_id, observed_on
