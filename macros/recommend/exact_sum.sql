{% macro exact_sum(expression) -%}
    {#- A sum of doubles that does not depend on the order of the rows, so neither on
        the number of threads: over decimals of twelve places. -#}
    cast(coalesce(sum(cast({{ expression }} as decimal(38, 12))), 0) as double)
{%- endmacro %}
