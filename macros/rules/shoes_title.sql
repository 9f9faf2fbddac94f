{% macro shoes_title(shoe_id, brand, model) -%}
    {#- Brand and model, as far as there are any; else the id. -#}
    coalesce({{ brand }} || ' ' || {{ model }}, {{ brand }}, {{ model }}, {{ shoe_id }})
{%- endmacro %}
