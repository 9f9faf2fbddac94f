{% macro page_of(ranked) -%}
    {#- The last lines of a table macro: what of a ranked list is not excluded and within
        `most_per`, k rows after the first `offset`, each with its place in the whole list. -#}
    {%- do recmart.check_arguments('page_of', {
        'ranked': ['string', ranked],
    }) -%}
select * replace (row_number() over (order by page.rank) as rank)
from (

    with

    kept as (

        select * from {{ ranked }}
        where
            "exclude" is null
            or not list_contains(
                [
                    {{ recmart.asked_id('excluded') }}
                    for excluded in {{ recmart.texts_of('"exclude"', has_commas=true) | indent(20) }}
                ],
                {{ ranked }}.item_id
            )

    ),

    {{ recmart.most_per_value('kept') | indent(4) }}

    select kept.* from kept
    where most_per is null or kept.item_id in (select chosen.item_id from chosen)

) as page
order by page.rank
limit {{ recmart.checked_count('k') }}
offset {{ recmart.checked_count('offset', least=0) }}
{%- endmacro %}
