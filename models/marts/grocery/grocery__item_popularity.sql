select * from {{ ref('int_grocery__item_popularity') }}
order by rank
