{{ config(enabled=recmart.is_wanted('custom')) }}

select * from {{ ref('int_custom__item_popularity') }}
order by rank
