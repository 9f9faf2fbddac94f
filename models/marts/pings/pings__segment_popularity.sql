select * from {{ ref('int_pings__segment_popularity') }}
order by level, segment, rank
