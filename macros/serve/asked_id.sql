{% macro asked_id(given) -%}
    {#- An id that is asked for, trimmed and normalised as those of the data are. Shorter than
        `clean_text`, as each list asked for has to plan it. -#}
    {%- do recmart.check_arguments('asked_id', {
        'given': ['string', given],
    }) -%}
    {%- set blanks = "\t\n\u000b\u000c\r \u0085\u00a0\u1680" ~ "\u2000\u2001\u2002\u2003\u2004\u2005"
        ~ "\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff" -%}
nullif(nfc_normalize(trim(cast({{ given }} as varchar), '{{ blanks }}')), '')
{%- endmacro %}
