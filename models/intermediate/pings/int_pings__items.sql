select
    ping_id as item_id,
    coalesce(
        '#' || trim(leading '#' from main_hashtag) || ' by ' || creator_id, ping_id
    ) as title,
    category,
    main_hashtag,
    creator_id,
    duration_sec,
    created_at
from {{ ref('int_pings__pings') }}
where is_visible
