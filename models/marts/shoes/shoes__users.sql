{{ config(alias='users') }}

select
    user_id,
    gender,
    age_band,
    primary_usage
from {{ ref('int_shoes__users') }}
order by user_id
