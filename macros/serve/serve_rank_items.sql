{% macro serve_rank_items(domains) %}
    {%- do recmart.check_arguments('serve_rank_items', {
        'domains': ['list[string]', domains],
    }) -%}
{%- set given = recmart.texts_of('items', has_commas=true) -%}
create or replace macro rank_items("domain", for_user, items) as table
with

listed as (

    {{ recmart.lists_of_user(
        domains,
        items='null',
        filters="list_prepend(
            '=item=',
            ['=item=' || " ~ recmart.asked_id('given') ~ " for given in " ~ given ~ "]
        )",
        list_size='greatest(len(' ~ given ~ '), 1)',
    ) | indent(4) }}

),

given_items as (

    select distinct {{ recmart.asked_id('given') }} as item_id
    from (select unnest({{ given }}) as given)

),

-- What would never be recommended to the user comes last.
barred as (

    select
        (select count(*) from listed) + row_number() over (order by catalogue.rank)
            as rank,
        catalogue.item_id,
        catalogue.title,
        0 as score,
        'barred' as source,
        'not recommended to this user' as reason,
        catalogue.attributes
    from query_table("domain" || '.catalogue') as catalogue
    inner join given_items on catalogue.item_id = given_items.item_id
    where catalogue.item_id not in (select item_id from listed)

)

select * from listed
union all
select * from barred
order by rank
{% endmacro %}
