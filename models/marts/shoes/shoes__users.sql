{{ config(
    pre_hook={
        'sql': 'drop table if exists {{ this.include(identifier=false) }}.interactions'
            if target.type == 'duckdb' else '',
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
