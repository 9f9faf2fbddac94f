{% macro text_literal(text) %}
    {#- A text as a literal of SQL. -#}
    {%- do recmart.check_arguments('text_literal', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('text_literal', 'recmart')(text)) }}
{% endmacro %}


{% macro default__text_literal(text) %}
    {{ return("'" ~ text | replace("'", "''") ~ "'") }}
{% endmacro %}


{% macro spark__text_literal(text) %}
    {#- Where a backslash is not what it says. -#}
    {{ return("'" ~ text | replace('\\', '\\\\') | replace("'", "\\'") ~ "'") }}
{% endmacro %}
