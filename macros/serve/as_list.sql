{% macro as_list(ranked, score=none) -%}
    {#- A ranked list as every way in shows it. -#}
    {%- do recmart.check_arguments('as_list', {
        'ranked': ['string', ranked],
        'score': ['optional[string]', score],
    }) -%}
select
    {{ ranked }}.rank,
    {{ ranked }}.item_id,
    {{ ranked }}.title,
    {{ score or ranked ~ '.score' }} as score,
    {{ ranked }}.source,
    {{ ranked }}.reason,
    wanted_items.attributes
from {{ ranked }}
inner join wanted_items on {{ ranked }}.item_id = wanted_items.item_id
order by {{ ranked }}.rank
{%- endmacro %}
