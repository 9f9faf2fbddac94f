{% macro fixed_point(bits=40) -%}
    {#- How many units of 2^-bits make 1. Scores that decide a rank are whole numbers of
        them: their sums are the same in any order. -#}
    {{ 2 ** bits }}
{%- endmacro %}
