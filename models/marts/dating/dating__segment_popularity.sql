select * from {{ ref('int_dating__segment_popularity') }}
order by level, segment, rank
