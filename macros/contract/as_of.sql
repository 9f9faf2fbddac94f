{% macro as_of() %}
    {#- The var `as_of` as a timestamp literal, or none where it is not set. -#}
    {%- set moment = var('as_of', '') | string -%}
    {%- if moment == '' -%} {{ return(none) }} {%- endif -%}
    {%- if not modules.re.fullmatch(
        '\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?', moment
    ) -%}
        {{ exceptions.raise_compiler_error(
            "var as_of: '" ~ moment ~ "' is not an ISO date or timestamp, such as"
            ~ " 2025-06-23 or 2025-06-23T18:00:00 (UTC)."
        ) }}
    {%- endif -%}
    {{ return("cast('" ~ moment ~ "' as timestamp)") }}
{% endmacro %}
