{% macro today() %}
    {#- The var `today` as a timestamp in SQL, or none where it is not set. A date alone is
        the end of that day: what is due on it is due. -#}
    {%- set moment = recmart.moment_of_var('today') -%}
    {%- if moment is none -%} {{ return(none) }} {%- endif -%}
    {{ return(
        "cast('" ~ moment ~ (" 23:59:59.999999" if recmart.is_today_a_day() else "")
        ~ "' as timestamp)"
    ) }}
{% endmacro %}


{% macro is_today_a_day() %}
    {#- Whether the var `today` is a date alone. -#}
    {{ return((recmart.moment_of_var('today') or '') | length == '2025-06-23' | length) }}
{% endmacro %}
