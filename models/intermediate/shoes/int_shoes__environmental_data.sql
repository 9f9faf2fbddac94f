{{ config(materialized='view') }}

select
    user_id,
    shoe_id,
    observed_on,
    temperature_celsius,
    humidity_percent,
    rainfall_mm
from {{ ref('stg_shoes__environmental_data') }}
where {{ recmart.is_visible('observed_on') }}
