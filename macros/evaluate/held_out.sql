{% macro held_out(
    events, exclusions, items=none, sequence=none, listable=none
) %}
    {#- What a list should have held: of the events hidden from the build the positive
        ones, on items that it could have recommended to the user. -#}
    {%- do recmart.check_arguments('held_out', {
        'events': ['relation', events],
        'exclusions': ['relation', exclusions],
        'items': ['optional[relation]', items],
        'sequence': ['optional[string]', sequence],
        'listable': ['optional[string]', listable],
    }) -%}
    {%- set horizon_days = recmart.horizon_days() -%}
with

later as (

    select
        user_id,
        item_id,
        max(case when strength > 0 and not is_negative then gain end) as gain,
        max(case when strength > 0 and not is_negative then occurred_at end) as liked_at,
        max(case when is_negative then occurred_at end) as disliked_at,
        {% if sequence -%}
        max(case when strength > 0 and not is_negative then {{ sequence }} end)
            as liked_place,
        max(case when is_negative then {{ sequence }} end) as disliked_place,
        {% endif -%}
        count(case when is_negative then 1 end) as dislikes
    from {{ events }}
    where
        not is_visible
        {%- if horizon_days and recmart.as_of() %}
        -- What has no time is hidden for another reason, such as being the last basket.
        and coalesce(
            occurred_at <= {{ dbt.dateadd('day', horizon_days, recmart.as_of()) }}, true
        )
        {%- endif %}
    group by user_id, item_id

)

select
    later.user_id,
    later.item_id,
    cast(later.gain as integer) as gain
from later
{% if items -%}
inner join {{ items }} as items
    on
        later.item_id = items.item_id
        {%- if listable %}
        and items.{{ listable }}
        {%- endif %}
{% endif -%}
left join {{ exclusions }} as exclusions
    on
        later.user_id = exclusions.user_id
        and later.item_id = exclusions.item_id
where
    exclusions.user_id is null
    and later.gain is not null
    -- The latest word counts.
    and (
        later.dislikes = 0
        or (
            later.liked_at is not null
            and coalesce(later.liked_at > later.disliked_at, true)
        )
        {%- if sequence %}
        or (
            coalesce(later.liked_at, later.disliked_at) is null
            and later.liked_place > later.disliked_place
        )
        {%- endif %}
    )
{% endmacro %}
