{% macro merchandised(candidates, merchandising, user_segments=none) %}
    {#- Pairs of a user and an item that a shop has a say in. -#}
    {%- do recmart.check_arguments('merchandised', {
        'candidates': ['relation', candidates],
        'merchandising': ['relation', merchandising],
        'user_segments': ['optional[relation]', user_segments],
    }) -%}
with

pairs as (

    select distinct
        candidates.user_id,
        candidates.item_id
    from {{ candidates }} as candidates
    where
        candidates.item_id in (
            select merchandising.item_id from {{ merchandising }} as merchandising
        )

),

addressed as (

    select
        pairs.user_id,
        pairs.item_id,
        merchandising.segment,
        merchandising.boost,
        merchandising.pin,
        merchandising.is_hidden
    from pairs
    inner join {{ merchandising }} as merchandising
        on pairs.item_id = merchandising.item_id
    {% if user_segments -%}
    left join {{ user_segments }} as user_segments
        on
            pairs.user_id = user_segments.user_id
            and lower(merchandising.segment) = lower(user_segments.segment)
    where merchandising.segment is null or user_segments.user_id is not null
    {%- else -%}
    where merchandising.segment is null
    {%- endif %}

)

select
    user_id,
    item_id,
    coalesce(max(case when segment is not null then boost end), max(boost), 1) as boost,
    coalesce(min(case when segment is not null then pin end), min(pin)) as pin,
    max(case when is_hidden then 1 else 0 end) = 1 as is_hidden
from addressed
group by user_id, item_id
{% endmacro %}
