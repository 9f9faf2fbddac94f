{{ config(enabled=recmart.is_wanted('custom')) }}

with

catalogue as (

    select * from {{ ref('stg_custom__items') }}

),

used as (

    select distinct item_id from {{ ref('int_custom__interactions') }}

)

select
    coalesce(catalogue.item_id, used.item_id) as item_id,
    coalesce(catalogue.title, catalogue.item_id, used.item_id) as title,
    catalogue.attributes,
    cast(null as timestamp) as created_at
from catalogue
full outer join used on catalogue.item_id = used.item_id
