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
