{% macro serve_score_items() %}
create or replace macro score_items(
    "domain",
    items,
    k := 10,
    user_id := null,
    content_type := null,
    genre := null,
    filters := null
) as table
with

shortage as (

    select
        k as places,
        1.0 as ceiling
    where
        case
            when "domain" in ({{ recmart.serve_closed_domains() }})
                then error(
                    'domain ' || "domain" || ' cannot be scored on the spot: who may be'
                    || ' shown to whom is decided by its build, pair by pair'
                )
            else true
        end

),

liked as (

    select distinct
        unnest(cast(items as varchar[])) as item_id,
        1.0 as evidence

),

barred as (

    select exclusions.item_id
    from query_table('intermediate.int_' || "domain" || '__exclusions') as exclusions
    where exclusions.user_id = user_id

    union all

    select liked.item_id from liked

),

{{ recmart.serve_filled() }}

select
    filled.place as rank,
    filled.* exclude (place)
from filled
order by rank
{% endmacro %}
