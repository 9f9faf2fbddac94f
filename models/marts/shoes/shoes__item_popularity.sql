select * from {{ ref('int_shoes__item_popularity') }}
order by rank
