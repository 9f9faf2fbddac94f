select * from {{ ref('int_streaming__segment_popularity') }}
order by level, segment, rank
