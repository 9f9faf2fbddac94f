{% macro source_depth(weights) -%}
    {#- Whole numbers that are the same for lists of any length, as the beginnings are. -#}
    {%- do recmart.check_arguments('source_depth', {
        'weights': ['dict[string, any]', weights],
    }) -%}
    {%- set added = [] -%}
    {%- for source in ['similar', 'collaborative', 'next', 'user_knn', 'content']
        if weights.get(source) -%}
        {%- do added.append(source) -%}
    {%- endfor -%}
    {{ return(200 if added | length > 1 else 40) }}
{%- endmacro %}
