{% macro text_to_number(text) %}
    {{ return(adapter.dispatch('text_to_number', 'recmart')(text)) }}
{% endmacro %}


{% macro default__text_to_number(text) -%}
    case
            when isfinite(try_cast({{ text }} as double))
                then try_cast({{ text }} as double)
        end
{%- endmacro %}
