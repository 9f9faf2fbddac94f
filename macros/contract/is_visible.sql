{% macro is_visible(time_column) -%}
    {#- Whether an event had happened at the moment of the build. -#}
    {%- do recmart.check_arguments('is_visible', {
        'time_column': ['string', time_column],
    }) -%}
    {%- set as_of = recmart.as_of() -%}
    {%- if as_of -%} {{ time_column }} <= {{ as_of }}
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}
