{% macro length_of_lists() %}
    {#- The var `recommendations_per_user`. -#}
    {%- set length = var('recommendations_per_user', 20) -%}
    {%- if length is not integer or length is boolean or length < 1 -%}
        {{ exceptions.raise_compiler_error(
            "var recommendations_per_user: '" ~ length
            ~ "' is not a whole number from 1 up."
        ) }}
    {%- endif -%}
    {{ return(length) }}
{% endmacro %}
