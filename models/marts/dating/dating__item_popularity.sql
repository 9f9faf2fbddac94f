select * from {{ ref('int_dating__item_popularity') }}
order by rank
