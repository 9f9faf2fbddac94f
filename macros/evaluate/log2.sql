{% macro log2(number) -%}
    {%- do recmart.check_arguments('log2', {
        'number': ['string', number],
    }) -%}
    {{ return(adapter.dispatch('log2', 'recmart')(number)) }}
{%- endmacro %}


{% macro default__log2(number) -%}
    (ln({{ number }}) / ln(2))
{%- endmacro %}


{% macro duckdb__log2(number) -%}
    {#- A quotient of logarithms is off in its last bit now and then. -#}
    log2({{ number }})
{%- endmacro %}
