{% macro text_to_integer(text) %}
    {#- A whole number, also one that was written as 3.0. -#}
    {%- do recmart.check_arguments('text_to_integer', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('text_to_integer', 'recmart')(text)) }}
{% endmacro %}


{% macro default__text_to_integer(text) -%}
    case
            when try_cast({{ text }} as double) = try_cast({{ text }} as bigint)
                and not contains({{ text }}, '_')
                then try_cast({{ text }} as bigint)
        end
{%- endmacro %}


{% macro spark__text_to_integer(text) -%}
    {#- There a text with a point is cast to no whole number. -#}
    case
            when try_cast({{ text }} as double) = floor(try_cast({{ text }} as double))
                and abs(try_cast({{ text }} as double)) < 9e18
                then cast(try_cast({{ text }} as decimal(38, 9)) as bigint)
        end
{%- endmacro %}


{% macro postgres__text_to_integer(text) -%}
    {#- There is no cast that gives null; what the pattern lets through can be cast. -#}
    case
            when {{ recmart.matches_pattern(text, recmart.number_pattern(), is_whole=true) }}
                then case
                    when abs(cast({{ text }} as numeric)) < 9223372036854775807
                        and cast({{ text }} as numeric) % 1 = 0
                        then cast(cast({{ text }} as numeric) as bigint)
                end
        end
{%- endmacro %}


{% macro number_pattern() %}
    {{ return('[+-]?([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})([eE][+-]?[0-9]{1,2})?') }}
{% endmacro %}
