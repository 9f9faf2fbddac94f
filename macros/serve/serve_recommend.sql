{% macro serve_recommend(domains) %}
    {%- do recmart.check_arguments('serve_recommend', {
        'domains': ['list[string]', domains],
    }) -%}
create or replace macro recommend(
    "domain", for_user, k := 10, content_type := null, genre := null, filters := null
) as table
with

listed as (

    {% for domain in domains -%}
    select *
    from {{ adapter.quote(domain) }}.list_of_user(
        for_user, null, {{ recmart.serve_tags() | indent(4) }}, k
    )
    where "domain" = '{{ domain }}'
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select
    listed.*,
    not exists (
        select 1
        from query_table("domain" || '.user_history') as user_history
        where user_history.user_id = for_user and user_history.rank = 1
    ) as fallback_used
from listed
order by listed.rank
{% endmacro %}
