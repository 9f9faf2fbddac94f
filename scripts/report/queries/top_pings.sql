-- The videos with the most engagement.
select
    rank,
    ping_id,
    category,
    main_hashtag,
    creator_id,
    users_interacted,
    round(global_engagement, 2) as engagement,
    global_engagement / (
        select sum(global_engagement) from pings.ping_engagement
    ) as share
from pings.top_pings
order by rank
