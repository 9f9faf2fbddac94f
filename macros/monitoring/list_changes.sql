{% macro list_changes(former, latter, keys=['domain']) %}
    {#- What stays of each list that is in both. The comparison of builds renders this
        without dbt, so that it calls nothing else. -#}
    {%- do recmart.check_arguments('list_changes', {
        'former': ['relation', former],
        'latter': ['relation', latter],
        'keys': ['list[string]', keys],
    }) -%}
    {%- set keys = keys + ['user_id'] -%}
with

places as (

    select
        {% for key in keys -%}
        {{ key }},
        {% endfor -%}
        item_id,
        rank as former_rank,
        cast(null as bigint) as latter_rank
    from {{ former }}

    union all

    select
        {% for key in keys -%}
        {{ key }},
        {% endfor -%}
        item_id,
        cast(null as bigint) as former_rank,
        rank as latter_rank
    from {{ latter }}

),

items as (

    select
        {% for key in keys -%}
        {{ key }},
        {% endfor -%}
        item_id,
        max(former_rank) as former_rank,
        max(latter_rank) as latter_rank
    from places
    group by {{ keys | join(', ') }}, item_id

)

select
    {% for key in keys -%}
    {{ key }},
    {% endfor -%}
    count(former_rank + latter_rank) as stay,
    count(latter_rank) - count(former_rank + latter_rank) as new_items,
    greatest(count(former_rank), count(latter_rank)) as places,
    max(case when former_rank = latter_rank then 0 else 1 end) = 1 as is_changed
from items
group by {{ keys | join(', ') }}
having count(former_rank) > 0 and count(latter_rank) > 0
{% endmacro %}
