{% macro pack(first, second) -%}
    {#- Two whole numbers below 2^31 as one key: an aggregate over one key costs a
        third less than over two. -#}
    {%- do recmart.check_arguments('pack', {
        'first': ['string', first],
        'second': ['string', second],
    }) -%}
    cast({{ first }} as {{ dbt.type_bigint() }}) * {{ 2 ** 32 }} + {{ second }}
{%- endmacro %}


{% macro unpack_first(key) -%}
    cast(({{ key }} - {{ key }} % {{ 2 ** 32 }}) / {{ 2 ** 32 }} as {{ dbt.type_bigint() }})
{%- endmacro %}


{% macro unpack_second(key) -%}
    {{ key }} % {{ 2 ** 32 }}
{%- endmacro %}
