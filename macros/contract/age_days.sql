{% macro age_days(time_column, now) -%}
    {#- Days from the event to the moment `now`, exact to the microsecond; 0 for what
        comes after it. -#}
    {%- do recmart.check_arguments('age_days', {
        'time_column': ['string', time_column],
        'now': ['string', now],
    }) -%}
    case
        when {{ time_column }} > {{ now }} then 0
        else {{ recmart.microseconds_between(time_column, now) }}
    end / cast(86400000000 as {{ recmart.type_double() }})
{%- endmacro %}


{% macro microseconds_between(time_column, now) %}
    {{ return(adapter.dispatch('microseconds_between', 'recmart')(time_column, now)) }}
{% endmacro %}


{% macro default__microseconds_between(time_column, now) %}
    {{ return(dbt.datediff(time_column, now, 'microsecond')) }}
{% endmacro %}


{% macro spark__microseconds_between(time_column, now) %}
    {#- dbt's has whole seconds. -#}
    {{ return("(unix_micros(" ~ now ~ ") - unix_micros(" ~ time_column ~ "))") }}
{% endmacro %}


{% macro postgres__microseconds_between(time_column, now) %}
    {{ return(
        "cast(1000000 * extract(epoch from " ~ now ~ " - " ~ time_column ~ ") as bigint)"
    ) }}
{% endmacro %}
