{% macro pool_size(list_size, diversity) -%}
    {#- How many candidates a source gives per user: a list that avoids what is alike
        needs many more than it shows. -#}
    {{ return(5 * list_size if diversity else 40) }}
{%- endmacro %}
