{% macro tag_text(text) -%}
    {#- A name or a value as filters compare it. -#}
    {%- do recmart.check_arguments('tag_text', {
        'text': ['string', text],
    }) -%}
lower(nfc_normalize({{ recmart.clean_text(text, 'text') }}))
{%- endmacro %}
