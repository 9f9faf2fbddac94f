{% macro tag_text(text) -%}
    {#- A name or a value as filters compare it. -#}
    {%- do recmart.check_arguments('tag_text', {
        'text': ['string', text],
    }) -%}
lower({{ recmart.asked_id(text) }})
{%- endmacro %}
