{% macro as_of() %}
    {#- The var `as_of` as a timestamp literal, or none where it is not set. -#}
    {%- set moment = recmart.moment_of_var('as_of') -%}
    {{ return("cast('" ~ moment ~ "' as timestamp)" if moment else none) }}
{% endmacro %}


{% macro moment_of_var(name) %}
    {%- set moment = var(name, none) | string -%}
    {%- if moment in ['', 'None'] -%} {{ return(none) }} {%- endif -%}
    {%- if not modules.re.fullmatch(
        '[0-9]{4}-[0-9]{2}-[0-9]{2}'
        ~ '([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?', moment
    ) -%}
        {{ exceptions.raise_compiler_error(
            "var " ~ name ~ ": '" ~ moment ~ "' is not an ISO date or timestamp, such as"
            ~ " 2025-06-23 or 2025-06-23T18:00:00 (UTC)."
        ) }}
    {%- endif -%}
    {{ return(moment) }}
{% endmacro %}
