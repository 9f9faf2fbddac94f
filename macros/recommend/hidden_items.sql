{% macro hidden_items(merchandising) -%}
    {%- do recmart.check_arguments('hidden_items', {
        'merchandising': ['relation', merchandising],
    }) -%}
    select merchandising.item_id from {{ merchandising }} as merchandising
    where merchandising.is_hidden and merchandising.segment is null
{%- endmacro %}
