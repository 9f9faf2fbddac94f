{% macro asked_id(given) -%}
    {#- An id that is asked for, trimmed as those of the data are. -#}
    {%- do recmart.check_arguments('asked_id', {
        'given': ['string', given],
    }) -%}
{{ recmart.clean_text('cast(' ~ given ~ ' as varchar)', 'text') }}
{%- endmacro %}
