{% macro list_depth(list_size) -%}
    {#- A built list is the beginning of a longer one, and a shorter one its beginning. -#}
    {%- do recmart.check_arguments('list_depth', {
        'list_size': ['any', list_size],
    }) -%}
greatest({{ list_size }}, {{ recmart.length_of_lists() }})
{%- endmacro %}
