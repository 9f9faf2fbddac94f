{% macro pool_size(list_size) -%}
    {%- do recmart.check_arguments('pool_size', {
        'list_size': ['any', list_size],
    }) -%}
5 * {{ recmart.list_depth(list_size) }}
{%- endmacro %}
