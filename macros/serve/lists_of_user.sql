{% macro lists_of_user(domains, items, filters=none, list_size=none) -%}
    {#- The list of the domain that is asked for, long enough for the page that is wanted. -#}
    {%- do recmart.check_arguments('lists_of_user', {
        'domains': ['list[string]', domains],
        'items': ['string', items],
        'filters': ['optional[string]', filters],
        'list_size': ['optional[string]', list_size],
    }) -%}
    {%- set size_of_page -%}
    case
        -- Where only some of each value may come, all there is.
        when most_per is not null then 100000000
        else
            {{ recmart.checked_count('k') | indent(12) }}
            + {{ recmart.checked_count('offset', least=0) | indent(12) }}
            + coalesce(
                len({{ recmart.texts_of('"exclude"', has_commas=true) | indent(16) }}), 0
            )
    end
    {%- endset -%}
{% for domain in domains -%}
select *
from {{ adapter.quote(domain) }}.list_of_user(
    {{ recmart.asked_id('for_user') | indent(4) }},
    {{ items | indent(4) }},
    {{ (filters or recmart.serve_filters()) | indent(4) }},
    {{ (list_size or size_of_page) | indent(4) }}
)
where lower("domain") = '{{ domain }}'
{{ "union all" if not loop.last }}
{% endfor %}
{%- endmacro %}
