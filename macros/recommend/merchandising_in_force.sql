{% macro merchandising_in_force(merchandising, events, items=none) %}
    {%- do recmart.check_arguments('merchandising_in_force', {
        'merchandising': ['relation', merchandising],
        'events': ['relation', events],
        'items': ['optional[relation]', items],
    }) -%}
with

events as (

    select * from {{ events }}
    where is_visible

),

moment as (

    {{ recmart.moment('events', 'occurred_at') | indent(4) }}

),

said as (

    select
        merchandising.item_id,
        merchandising.segment,
        merchandising.boost,
        merchandising.pin,
        merchandising.hide in ('true', '1', 'yes') as is_hidden,
        merchandising.starts,
        merchandising.ends
    from {{ merchandising }} as merchandising
    {% if items %}
    union all

    -- The day after the last is the first on which it is gone.
    select
        item_id,
        cast(null as {{ dbt.type_string() }}) as segment,
        cast(null as {{ recmart.type_double() }}) as boost,
        cast(null as {{ dbt.type_bigint() }}) as pin,
        true as is_hidden,
        cast({{ dbt.dateadd('day', 1, 'available_until') }} as date) as starts,
        cast(null as date) as ends
    from {{ items }}
    where available_until is not null
    {% endif %}
),

-- Where it is not known when it is, only what has no bounds holds.
in_force as (

    select said.*
    from said
    cross join moment
    where
        (said.starts is null or said.starts <= cast(moment.now_at as date))
        and (said.ends is null or said.ends >= cast(moment.now_at as date))

)

select
    item_id,
    segment,
    max(boost) as boost,
    min(pin) as pin,
    max(case when is_hidden then 1 else 0 end) = 1 as is_hidden
from in_force
group by item_id, segment
order by item_id, segment
{% endmacro %}
