{% macro serve_recommend(domains) %}
    {%- do recmart.check_arguments('serve_recommend', {
        'domains': ['list[string]', domains],
    }) -%}
create or replace macro recommend(
    "domain",
    for_user,
    k := 10,
    {{ recmart.page_arguments() }}
) as table
with

listed as (

    {{ recmart.lists_of_user(domains, items='null') | indent(4) }}

),

ranked as (

    select
        listed.*,
        not exists (
            select 1
            from query_table("domain" || '.user_history') as user_history
            where
                user_history.user_id = {{ recmart.asked_id('for_user') | indent(16) }}
                and user_history.rank = 1
        ) as fallback_used
    from listed

)

{{ recmart.page_of('ranked') }}
{% endmacro %}
