{{ config(materialized='view') }}

-- A score would tell who already likes the user; the place has to be enough.
select
    user_id,
    rank,
    item_id,
    title,
    1 / cast(rank as {{ recmart.type_double() }}) as score,
    source,
    reason
from {{ recmart.here(ref('dating__recommendations')) }}
