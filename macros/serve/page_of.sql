{% macro page_of(ranked) -%}
    {#- The last lines of a table macro: what of a ranked list is not excluded, k rows after
        the first `offset`, each with its place in the whole list. -#}
    {%- do recmart.check_arguments('page_of', {
        'ranked': ['string', ranked],
    }) -%}
select * replace (row_number() over (order by {{ ranked }}.rank) as rank)
from {{ ranked }}
where
    "exclude" is null
    or not list_contains(
        [
            {{ recmart.asked_id('excluded') }}
            for excluded in {{ recmart.texts_of('"exclude"', has_commas=true) | indent(12) }}
        ],
        {{ ranked }}.item_id
    )
order by {{ ranked }}.rank
limit {{ recmart.checked_count('k') }}
offset {{ recmart.checked_count('offset', least=0) }}
{%- endmacro %}
