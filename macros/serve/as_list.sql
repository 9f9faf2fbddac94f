{% macro as_list(ranked, score=none) -%}
    {#- A ranked list as every way in shows it. -#}
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
