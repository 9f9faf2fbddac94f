{% macro horizon_days() %}
    {#- The var `horizon_days` as a whole number, none where it is not set. -#}
    {%- set days = var('horizon_days', '') | string -%}
    {%- if days in ['', 'None'] -%} {{ return(none) }} {%- endif -%}
    {%- if not modules.re.fullmatch('[1-9][0-9]{0,4}', days) -%}
        {{ exceptions.raise_compiler_error(
            "var horizon_days: '" ~ days ~ "' is not a whole number of days from 1 up."
        ) }}
    {%- endif -%}
    {{ return(days | int) }}
{% endmacro %}
