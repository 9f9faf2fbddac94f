{% macro serve_score_items(domains) %}
    {%- do recmart.check_arguments('serve_score_items', {
        'domains': ['list[string]', domains],
    }) -%}
create or replace macro score_items(
    "domain",
    items,
    k := 10,
    for_user := null,
    {{ recmart.page_arguments() }}
) as table
with

listed as (

    {{ recmart.lists_of_user(
        domains, items=recmart.texts_of('items', has_commas=true)
    ) | indent(4) }}

)

{{ recmart.page_of('listed') }}
{% endmacro %}
