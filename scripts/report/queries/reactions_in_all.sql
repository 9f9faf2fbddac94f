-- All reactions together.
select
    min(day) as first_day,
    max(day) as last_day,
    count(distinct day) as days,
    cast(sum(total_interactions) as bigint) as reactions,
    sum(likes) / nullif(sum(total_interactions), 0) as like_share,
    sum(dislikes) / nullif(sum(total_interactions), 0) as dislike_share,
    sum(matches) / nullif(sum(total_interactions), 0) as match_share
from dating.daily_reactions
