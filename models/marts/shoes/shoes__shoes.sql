{{ config(
    alias='shoes',
    indexes=[{'columns': ['type']}, {'columns': ['brand']}],
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
