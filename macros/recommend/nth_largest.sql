{% macro nth_largest(value, n) %}
    {#- Aggregate: a bound that at least n of a group's values reach, if it has so many:
        its n-th largest, or where an engine keeps no heap its least. -#}
    {%- do recmart.check_arguments('nth_largest', {
        'value': ['string', value],
        'n': ['integer', n],
    }) -%}
    {{ return(adapter.dispatch('nth_largest', 'recmart')(value, n)) }}
{% endmacro %}


{% macro default__nth_largest(value, n) -%}
    min({{ value }})
{%- endmacro %}


{% macro duckdb__nth_largest(value, n) -%}
    {#- Its heaps hold from 1 to 999,999 values. -#}
    {%- if 1 <= n <= 999999 -%} list_last(max({{ value }}, {{ n }}))
    {%- else -%} min({{ value }})
    {%- endif -%}
{%- endmacro %}
