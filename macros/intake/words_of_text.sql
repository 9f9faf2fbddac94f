{% macro words_of_text(relation, id, text) %}
    {#- One row per id and distinct word of three letters or more, lower case. -#}
    {%- do recmart.check_arguments('words_of_text', {
        'relation': ['relation', relation],
        'id': ['string', id],
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('words_of_text', 'recmart')(relation, id, text)) }}
{% endmacro %}


{% macro default__words_of_text(relation, id, text) %}
    select distinct
        {{ id }},
        {{ recmart.unnested_matches('lower(' ~ text ~ ')', '\\p{L}{3,}') }} as word
    from {{ relation }}
{% endmacro %}


{% macro spark__words_of_text(relation, id, text) %}
    select distinct
        {{ id }},
        explode(
            regexp_extract_all(lower({{ text }}), {{ recmart.text_literal('\\p{L}{3,}') }}, 0)
        ) as word
    from {{ relation }}
{% endmacro %}
