{{ config(
    pre_hook={
        'sql': '{{ recmart.drop_what_refers(["interactions", "user_shoe_care", "environmental_data"]) }}',
        'transaction': false,
    },
) }}

select
    user_id,
    gender,
    age_band,
    primary_usage
from {{ ref('int_shoes__users') }}
order by user_id
