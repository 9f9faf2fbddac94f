{% macro pack(first, second) -%}
    {#- Two whole numbers below 2^31 as one key: an aggregate over one key costs a
        third less than over two. -#}
    {%- do recmart.check_arguments('pack', {
        'first': ['string', first],
        'second': ['string', second],
    }) -%}
    cast({{ first }} as {{ dbt.type_bigint() }}) * {{ recmart.pack_base() }} + {{ second }}
{%- endmacro %}


{% macro unpack_first(key) -%}
    cast(({{ key }} - {{ key }} % {{ recmart.pack_base() }}) / {{ recmart.pack_base() }} as {{ dbt.type_bigint() }})
{%- endmacro %}


{% macro unpack_second(key) -%}
    {{ key }} % {{ recmart.pack_base() }}
{%- endmacro %}


{% macro pack_base() %}
    {{ return(adapter.dispatch('pack_base', 'recmart')()) }}
{% endmacro %}


{% macro default__pack_base() %} {{ return(2 ** 32) }} {% endmacro %}


{% macro postgres__pack_base() %}
    {#- There a whole number is hashed by its halves, one by bits upon the other: of the
        former a million pairs of a thousand items have a thousand hashes. -#}
    {{ return(3037000493) }}
{% endmacro %}
