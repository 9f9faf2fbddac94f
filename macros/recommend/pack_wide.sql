{% macro pack_wide(first, second) -%}
    {#- A whole number of up to 2^63 and one below 2^32 as one: the larger first comes
        first, of equal ones the lower second. -#}
    {%- do recmart.check_arguments('pack_wide', {
        'first': ['string', first],
        'second': ['string', second],
    }) -%}
    cast({{ first }} as {{ recmart.type_wide() }}) * {{ 2 ** 32 }}
    + ({{ 2 ** 32 - 1 }} - {{ second }})
{%- endmacro %}


{% macro unpack_wide(key) -%}
    cast({{ 2 ** 32 - 1 }} - {{ key }} % {{ 2 ** 32 }} as {{ dbt.type_bigint() }})
{%- endmacro %}


{% macro type_wide() -%}
    {{ return(adapter.dispatch('type_wide', 'recmart')()) }}
{%- endmacro %}


{% macro default__type_wide() %}decimal(38, 0){% endmacro %}


{% macro duckdb__type_wide() %}hugeint{% endmacro %}
