select
    level,
    segment,
    segment_users,
    item_id,
    title,
    liking_users,
    rank
from {{ ref('int_streaming__segment_popularity') }}
order by level, segment, rank
