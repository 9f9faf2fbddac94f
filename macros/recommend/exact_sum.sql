{% macro exact_sum(expression, places=15) -%}
    {#- A sum of doubles that does not depend on the order of the rows, so neither on
        the number of threads: over decimals, by default of fifteen places, about what
        a double of size 1 holds; of amounts as they stand in files six, as in more
        DuckDB writes 545.3 as 545.299999999999936. -#}
    {%- do recmart.check_arguments('exact_sum', {
        'expression': ['string', expression],
        'places': ['integer', places],
    }) -%}
    cast(
        coalesce(sum(cast({{ expression }} as decimal(38, {{ places }}))), 0)
        as {{ recmart.type_double() }}
    )
{%- endmacro %}
