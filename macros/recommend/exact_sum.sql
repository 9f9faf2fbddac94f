{% macro exact_sum(expression, places=12) -%}
    {#- A sum of doubles that does not depend on the order of the rows, so neither on
<<<<<<< HEAD
        the number of threads: over decimals of fifteen places, about what a double of
        that size holds. -#}
    cast(coalesce(sum(cast({{ expression }} as decimal(38, 15))), 0) as double)
=======
        the number of threads: over decimals. -#}
    cast(coalesce(sum(cast({{ expression }} as decimal(38, {{ places }}))), 0) as double)
>>>>>>> shoes
{%- endmacro %}
