{{ config(materialized='view') }}

-- Baskets in the place of users: what is in one is liked together.
select
    basket_id as user_id,
    item_id,
    cast(0 as {{ recmart.type_double() }}) as age_days,
    true as is_liked
from {{ ref('int_grocery__interactions') }}
