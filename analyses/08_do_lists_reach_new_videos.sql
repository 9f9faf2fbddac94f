-- Pings: do videos of the last two weeks get a place in lists, and where?
-- Freshness weighs a tenth of the score; if new videos are never shown they are never
-- watched.
with

latest as (

    select max(created_at) as now_at from pings.item_popularity

),

shown as (

    select
        item_id,
        count(*) filter (where rank <= 10) as places,
        min(rank) as best_rank
    from pings.recommendations
    group by item_id

)

select
    popularity.created_at >= latest.now_at - interval 14 day as is_new,
    count(*) as videos,
    count(*) filter (where shown.places > 0) as shown_videos,
    round(count(*) filter (where shown.places > 0) / count(*), 3) as share_shown,
    round(avg(coalesce(shown.places, 0)), 1) as mean_places,
    min(shown.best_rank) as best_rank
from pings.item_popularity as popularity
cross join latest
left join shown on popularity.item_id = shown.item_id
where popularity.created_at is not null
group by is_new
order by is_new desc
