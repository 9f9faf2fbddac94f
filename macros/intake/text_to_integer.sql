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
