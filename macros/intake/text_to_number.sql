{% macro text_to_number(text) %}
    {#- A number; one of 1e15 or more is a mistake, and no decimal sum could hold it. -#}
    {%- do recmart.check_arguments('text_to_number', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('text_to_number', 'recmart')(text)) }}
{% endmacro %}


{% macro default__text_to_number(text) -%}
    case
            when abs(try_cast({{ text }} as double)) < 1e15 and not contains({{ text }}, '_')
                then try_cast({{ text }} as double)
        end
{%- endmacro %}


{% macro postgres__text_to_number(text) -%}
    case
            when {{ recmart.matches_pattern(text, recmart.number_pattern(), is_whole=true) }}
                then case
                    when abs(cast({{ text }} as double precision)) < 1e15
                        then cast({{ text }} as double precision)
                end
        end
{%- endmacro %}
