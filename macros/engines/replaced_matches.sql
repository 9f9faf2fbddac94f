{% macro replaced_matches(text, pattern, by) %}
    {#- SQL: a text with all that is as a regular expression says replaced. -#}
    {%- do recmart.check_arguments('replaced_matches', {
        'text': ['string', text],
        'pattern': ['string', pattern],
        'by': ['string', by],
    }) -%}
    {{ return(adapter.dispatch('replaced_matches', 'recmart')(text, pattern, by)) }}
{% endmacro %}


{% macro default__replaced_matches(text, pattern, by) -%}
    regexp_replace(
            {{ text }}, {{ recmart.text_literal(pattern) }}, {{ recmart.text_literal(by) }}, 'g'
        )
{%- endmacro %}


{% macro spark__replaced_matches(text, pattern, by) -%}
    regexp_replace(
            {{ text }},
            {{ recmart.text_literal(recmart.pattern_of_java(pattern)) }},
            {{ recmart.text_literal(by) }}
        )
{%- endmacro %}
