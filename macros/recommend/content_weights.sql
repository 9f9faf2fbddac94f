{% macro content_weights(similarity, popularity, merchandising=none) %}
    {%- do recmart.check_arguments('content_weights', {
        'similarity': ['relation', similarity],
        'popularity': ['relation', popularity],
        'merchandising': ['optional[relation]', merchandising],
    }) -%}
with

popularity as (

    select * from {{ popularity }}

)

select
    item.rank as item_rank,
    other_item.rank as other_item_rank,
    cast(
        {{ recmart.rounded(recmart.fixed_point() ~ ' * similarity.cosine') }}
        as {{ dbt.type_bigint() }}
    ) as weight
from {{ similarity }} as similarity
inner join popularity as item on similarity.item_id = item.item_id
inner join popularity as other_item on similarity.similar_item_id = other_item.item_id
{%- if merchandising is not none %}
where
    {{ recmart.is_shown('other_item.rank', 'popularity', merchandising) | indent(4) }}
{%- endif %}
{% endmacro %}
