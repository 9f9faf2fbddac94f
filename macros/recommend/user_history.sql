{% macro user_history(
    interactions,
    popularity,
    newest_first=['occurred_at desc nulls last'],
    attributes=[],
    measures={}
) %}
    {#- Each user's items, the latest first. `newest_first`: what orders interactions in
        time; `attributes`: further columns of the latest interaction to show; `measures`:
        columns to show the sums of, each with the decimal places of its sum. -#}
    {%- do recmart.check_arguments('user_history', {
        'interactions': ['relation', interactions],
        'popularity': ['relation', popularity],
        'newest_first': ['list[string]', newest_first],
        'attributes': ['list[string]', attributes],
        'measures': ['dict[string, integer]', measures],
    }) -%}
    {%- set shown = ['occurred_at', 'event_type'] -%}
    {%- for term in newest_first + attributes if term.split(' ')[0] not in shown -%}
        {%- do shown.append(term.split(' ')[0]) -%}
    {%- endfor -%}
with

interactions as (

    select * from {{ interactions }}

),

latest as (

    select
        user_id,
        item_id,
        {% for column in shown -%}
        {{ column }},
        {% endfor -%}
        {% for measure, places in measures.items() -%}
        cast(
            sum(cast({{ measure }} as decimal(38, {{ places }})))
                over (partition by user_id, item_id)
            as {{ recmart.type_double() }}
        ) as {{ measure }},
        {% endfor -%}
        count(*) over (partition by user_id, item_id) as interactions,
        row_number() over (
            partition by user_id, item_id
            order by {{ newest_first | join(', ') }}, strength desc, event_type
        ) as recency
    from interactions

)

select
    latest.user_id,
    row_number() over (
        partition by latest.user_id
        order by
            {% for term in newest_first -%}
            latest.{{ term }},
            {% endfor -%}
            latest.item_id
    ) as rank,
    latest.item_id,
    popularity.title,
    latest.occurred_at,
    latest.event_type,
    {% for attribute in attributes -%}
    latest.{{ attribute }},
    {% endfor -%}
    {% for measure in measures -%}
    latest.{{ measure }},
    {% endfor -%}
    latest.interactions
from latest
inner join {{ popularity }} as popularity on latest.item_id = popularity.item_id
where latest.recency = 1
order by latest.user_id, rank
{% endmacro %}
