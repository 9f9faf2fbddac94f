{% macro fixed_point(bits=40) -%}
    {#- How many units of 2^-bits make 1. Scores that decide a rank are whole numbers of
        them: their sums are the same in any order. -#}
    {%- do recmart.check_arguments('fixed_point', {
        'bits': ['integer', bits],
    }) -%}
    {{ 2 ** bits }}
{%- endmacro %}
