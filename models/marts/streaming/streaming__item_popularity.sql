select * from {{ ref('int_streaming__item_popularity') }}
order by rank
