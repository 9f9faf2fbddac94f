{% macro text_to_timestamp(text) %}
    {#- ISO 8601 with or without fraction and zone, the compact YYYYMMDD, or epoch
        seconds (milli-, micro- and nanoseconds by their length), as UTC without zone. -#}
    {%- do recmart.check_arguments('text_to_timestamp', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('text_to_timestamp', 'recmart')(text)) }}
{% endmacro %}


{% macro default__text_to_timestamp(text) -%}
    case
            when regexp_full_match({{ text }}, '(19|20)[0-9]{6}')
                and try_strptime({{ text }}, '%Y%m%d') is not null
                then try_strptime({{ text }}, '%Y%m%d')
            when regexp_full_match({{ text }}, '[0-9]{1,11}([.][0-9]*)?')
                then make_timestamp(cast(cast({{ text }} as double) * 1e6 as bigint))
            when regexp_full_match({{ text }}, '[0-9]{12,14}([.]0)?')
                then make_timestamp(cast(cast({{ text }} as double) * 1e3 as bigint))
            when regexp_full_match({{ text }}, '[0-9]{15,17}')
                then make_timestamp(cast({{ text }} as bigint))
            when regexp_full_match({{ text }}, '[0-9]{18,19}')
                then make_timestamp(cast({{ text }} as bigint) // 1000)
            when isfinite(try_cast({{ text }} as timestamp with time zone))
                then try_cast({{ text }} as timestamp with time zone) at time zone 'UTC'
        end
{%- endmacro %}
