{{ config(
    pre_hook={
        'sql': '{{ recmart.drop_what_refers(["interactions", "user_shoe_care", "environmental_data"]) }}',
        'transaction': false,
    },
) }}

select
    item_id as shoe_id,
    brand,
    model,
    type,
    material,
    color,
    care_instructions,
    lifespan_days
from {{ ref('int_shoes__items') }}
order by item_id
