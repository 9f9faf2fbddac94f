{% macro lists_of_user(domains, items) -%}
    {#- The list of the domain that is asked for, long enough for the page that is wanted. -#}
    {%- do recmart.check_arguments('lists_of_user', {
        'domains': ['list[string]', domains],
        'items': ['string', items],
    }) -%}
{% for domain in domains -%}
select *
from {{ adapter.quote(domain) }}.list_of_user(
    {{ recmart.asked_id('for_user') | indent(4) }},
    {{ items | indent(4) }},
    {{ recmart.serve_filters() | indent(4) }},
    {{ recmart.checked_count('k') | indent(4) }}
    + {{ recmart.checked_count('offset', least=0) | indent(4) }}
    + coalesce(
        len({{ recmart.texts_of('"exclude"', has_commas=true) | indent(8) }}), 0
    )
)
where "domain" = '{{ domain }}'
{{ "union all" if not loop.last }}
{% endfor %}
{%- endmacro %}
