{% macro serve_score_items(domains) %}
    {%- do recmart.check_arguments('serve_score_items', {
        'domains': ['list[string]', domains],
    }) -%}
create or replace macro score_items(
    "domain",
    items,
    k := 10,
    for_user := null,
    content_type := null,
    genre := null,
    filters := null
) as table
with

listed as (

    {% for domain in domains -%}
    select *
    from {{ adapter.quote(domain) }}.list_of_user(
        for_user, items, {{ recmart.serve_tags() | indent(4) }}, k
    )
    where "domain" = '{{ domain }}'
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select * from listed
order by rank
{% endmacro %}
