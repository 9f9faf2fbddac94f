{% macro is_label(text) %}
    {%- do recmart.check_arguments('is_label', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_label', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_label(text) -%}
    (
        length({{ text }}) <= 40
        and not {{ recmart.matches_pattern(
            text, '[' ~ recmart.at_signs() ~ '"<>{}[:cntrl:]]|\\pN{4}|([^ ]+ +){4}[^ ]'
        ) }}
    )
{%- endmacro %}
