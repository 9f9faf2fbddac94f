{% macro age_days(time_column) -%}
    {#- Days from the event to the moment of the build: `as_of`, or the latest event. -#}
    {%- do recmart.check_arguments('age_days', {
        'time_column': ['string', time_column],
    }) -%}
    {{ dbt.datediff(
        time_column,
        recmart.as_of() or "max(" ~ time_column ~ ") over ()",
        'second'
    ) }} / cast(86400 as double)
{%- endmacro %}
