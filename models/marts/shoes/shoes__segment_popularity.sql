select * from {{ ref('int_shoes__segment_popularity') }}
order by level, segment, rank
