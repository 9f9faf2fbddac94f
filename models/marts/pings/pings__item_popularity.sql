select * from {{ ref('int_pings__item_popularity') }}
order by rank
