-- Pings: which creators hold attention with more than one video, and how much of all
-- engagement hangs on the ten of them on top?
-- If it is much, their leaving is a risk; if others come close, show them more.
with

creators as (

    select
        popularity.creator_id,
        count(*) as videos,
        sum(popularity.engagement) as engagement,
        sum(popularity.users) as viewers
    from pings.item_popularity as popularity
    group by popularity.creator_id
    having count(*) > 1

)

select
    creator_id,
    videos,
    round(engagement, 1) as engagement,
    round(engagement / nullif(viewers, 0), 2) as engagement_per_viewer,
    round(
        sum(engagement) over (
            order by engagement desc, creator_id rows unbounded preceding
        ) / (select sum(engagement) from pings.item_popularity),
        3
    ) as share_up_to_here
from creators
order by engagement desc, creator_id
limit 10
