{% macro blocks_of_heaps(n) -%}
    {#- How many blocks keep the heaps of the best n small: one per 25. -#}
    {%- do recmart.check_arguments('blocks_of_heaps', {
        'n': ['integer', n],
    }) -%}
    {{ return([1, n // 25] | max) }}
{%- endmacro %}
