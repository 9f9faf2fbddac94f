{% macro blocks_of_heaps(n) -%}
    {#- How many blocks keep the heaps of the best n small: one up to a hundred. -#}
    {%- do recmart.check_arguments('blocks_of_heaps', {
        'n': ['integer', n],
    }) -%}
    {{ return([1, n // 100] | max) }}
{%- endmacro %}
