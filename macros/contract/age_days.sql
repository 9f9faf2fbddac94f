{% macro age_days(time_column, now) -%}
    {#- Days from the event to the moment `now`, exact to the microsecond; 0 for what
        comes after it. -#}
    {%- do recmart.check_arguments('age_days', {
        'time_column': ['string', time_column],
        'now': ['string', now],
    }) -%}
    case
        when {{ time_column }} > {{ now }} then 0
        else {{ dbt.datediff(time_column, now, 'microsecond') }}
    end / cast(86400000000 as {{ recmart.type_double() }})
{%- endmacro %}
