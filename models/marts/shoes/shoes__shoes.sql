{{ config(
    pre_hook={
        'sql': 'drop table if exists {{ this.include(identifier=false) }}.interactions'
            if target.type == 'duckdb' else '',
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
