{% macro exact_sum(expression) -%}
    {#- A sum of doubles that does not depend on the order of the rows, so neither on
        the number of threads: over decimals of fifteen places, about what a double of
        that size holds. -#}
    cast(coalesce(sum(cast({{ expression }} as decimal(38, 15))), 0) as double)
{%- endmacro %}
