{% macro evaluation_cutoffs() %}
    {#- The var `evaluation_cutoffs`, without what is longer than the lists: their rest
        would count as missed; of lists shorter than all of them, their length. -#}
    {%- set asked = var('evaluation_cutoffs', [5, 10, 20]) -%}
    {%- set list_size = recmart.length_of_lists() -%}
    {%- set cutoffs = [] -%}
    {%- for k in asked -%}
        {%- if k is not integer or k < 1 -%}
            {{ exceptions.raise_compiler_error(
                "var evaluation_cutoffs: '" ~ k ~ "' is not a whole number from 1 up."
            ) }}
        {%- endif -%}
        {%- if k <= list_size and k not in cutoffs -%}
            {%- do cutoffs.append(k) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not cutoffs -%}
        {%- do cutoffs.append(list_size) -%}
    {%- endif -%}
    {{ return(cutoffs | sort) }}
{% endmacro %}
