{% macro is_id_of_person(text) %}
    {%- do recmart.check_arguments('is_id_of_person', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_id_of_person', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_id_of_person(text) -%}
    (length({{ text }}) <= 64 and not {{ recmart.matches_pattern(text, '[[:space:]' ~ recmart.at_signs() ~ ']') }})
{%- endmacro %}
