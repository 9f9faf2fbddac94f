{% macro asked_id(given) -%}
    {#- An id that is asked for, trimmed and normalised as those of the data are. Shorter than
        `clean_text`, as each list asked for has to plan it. -#}
    {%- do recmart.check_arguments('asked_id', {
        'given': ['string', given],
    }) -%}
    {%- set blanks = "\t\n\u000b\u000c\r \u00a0\u200b\u202f\u3000\ufeff" -%}
nullif(nfc_normalize(trim(cast({{ given }} as varchar), '{{ blanks }}')), '')
{%- endmacro %}
