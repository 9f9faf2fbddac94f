{% macro unnested_matches(text, pattern) -%}
    {#- All that a regular expression matches in a text, a row each: stands in a select. -#}
    {%- do recmart.check_arguments('unnested_matches', {
        'text': ['string', text],
        'pattern': ['string', pattern],
    }) -%}
    {{ return(adapter.dispatch('unnested_matches', 'recmart')(text, pattern)) }}
{%- endmacro %}


{% macro default__unnested_matches(text, pattern) -%}
    unnest(regexp_extract_all({{ text }}, '{{ pattern }}'))
{%- endmacro %}


{% macro postgres__unnested_matches(text, pattern) -%}
    (regexp_matches({{ text }}, '{{ recmart.pattern_of_posix(pattern) }}', 'g'))[1]
{%- endmacro %}
