{% macro words_of_text(relation, id, text) %}
    {#- One row per id and distinct word of three letters or more, lower case. -#}
    {{ return(adapter.dispatch('words_of_text', 'recmart')(relation, id, text)) }}
{% endmacro %}


{% macro default__words_of_text(relation, id, text) %}
    select distinct
        {{ id }},
        unnest(regexp_extract_all(lower({{ text }}), '\p{L}{3,}')) as word
    from {{ relation }}
{% endmacro %}
