{% macro custom_items(catalogue, interactions) %}
    {%- do recmart.check_arguments('custom_items', {
        'catalogue': ['relation', catalogue],
        'interactions': ['relation', interactions],
    }) -%}
with

catalogue as (

    select * from {{ catalogue }}

),

used as (

    select distinct item_id from {{ interactions }}

)

select
    coalesce(catalogue.item_id, used.item_id) as item_id,
    coalesce(catalogue.title, catalogue.item_id, used.item_id) as title,
    catalogue.attributes,
    cast(null as timestamp) as created_at
from catalogue
full outer join used on catalogue.item_id = used.item_id
{% endmacro %}
