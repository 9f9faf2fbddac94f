{% macro serve_recommend() %}
create or replace macro recommend(
    "domain", user_id, k := 10, content_type := null, genre := null, filters := null
) as table
with

listed as (

    select
        lists.rank,
        lists.item_id,
        catalogue.title,
        lists.score,
        lists.source,
        lists.reason,
        catalogue.attributes
    from query_table("domain" || '.lists') as lists
    inner join query_table("domain" || '.catalogue') as catalogue
        on lists.item_id = catalogue.item_id
    where
        lists.user_id = user_id
        and {{ recmart.serve_is_wanted('catalogue.tags') | indent(8) }}
    order by lists.rank
    limit k

),

shortage as (

    select
        k - count(*) as places,
        coalesce(min(listed.score), 1.0) as ceiling
    from listed
    having
        count(*) < k
        and (
            "domain" not in ({{ recmart.serve_closed_domains() }})
            or not exists (
                select 1
                from query_table('intermediate.int_' || "domain" || '__users') as users
                where users.user_id = user_id
            )
        )

),

liked as (

    select
        user_items.item_id,
        user_items.evidence
    from query_table('intermediate.int_' || "domain" || '__user_items') as user_items
    cross join shortage
    where user_items.user_id = user_id and user_items.is_liked

),

barred as (

    select exclusions.item_id
    from query_table('intermediate.int_' || "domain" || '__exclusions') as exclusions
    cross join shortage
    where exclusions.user_id = user_id

    union all

    select listed.item_id from listed

),

{{ recmart.serve_filled() }},

together as (

    select
        0 as part,
        listed.rank as place,
        listed.* exclude (rank)
    from listed

    union all

    select
        1 as part,
        filled.*
    from filled

)

select
    row_number() over (order by together.part, together.place) as rank,
    together.* exclude (part, place),
    not exists (
        select 1
        from query_table("domain" || '.user_history') as user_history
        where user_history.user_id = user_id and user_history.rank = 1
    ) as fallback_used
from together
order by rank
{% endmacro %}
