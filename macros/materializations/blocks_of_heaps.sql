{% macro blocks_of_heaps(n) -%}
    {#- How many blocks keep what `top_n` holds of the best n small: one per 25 where it
        keeps heaps, eight where it sorts. -#}
    {%- do recmart.check_arguments('blocks_of_heaps', {
        'n': ['integer', n],
    }) -%}
    {{ return([1, n // 25] | max if n <= 100 else 8) }}
{%- endmacro %}
