{% macro placed(ranked, others, list_size) %}
    {#- A list with what has a place of its own in it. The k-th pin comes after as many
        others as its place, or that of a pin before it, leaves above it. -#}
    {%- do recmart.check_arguments('placed', {
        'ranked': ['relation', ranked],
        'others': ['relation', others],
        'list_size': ['any', list_size],
    }) -%}
with

pinned as (

    select
        user_id,
        item_id,
        rank,
        2 * max(pin - rank) over (partition by user_id order by rank) + 1 as place
    from {{ ranked }}
    where pin is not null

),

others as (

    select
        user_id,
        item_id,
        rank,
        2 * rank as place
    from {{ others }}
    where
        rank <= {{ list_size }}
        {% if others == ranked -%}
        and pin is null
        {%- endif %}

),

places as (

    select * from pinned
    union all
    select * from others

)

select
    user_id,
    item_id,
    row_number() over (partition by user_id order by place, rank) as rank
from places
{% endmacro %}
