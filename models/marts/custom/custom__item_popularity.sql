select * from {{ ref('int_custom__item_popularity') }}
order by rank
