-- Streaming: which titles do few people know, though who does watches more of them than is
-- usual for their kind?
-- Candidates for a row of their own on the front page.
with

titles as (

    select
        *,
        watch_seconds / users as seconds_per_viewer,
        sum(watch_seconds) over kind / sum(users) over kind as usual_seconds
    from streaming.item_popularity
    where users > 0
    window kind as (partition by content_type)

)

select
    item_id,
    title,
    genre,
    content_type,
    users as viewers,
    rank,
    round(seconds_per_viewer / 60, 1) as minutes_per_viewer,
    round(seconds_per_viewer / usual_seconds, 2) as times_the_usual
from titles
where
    users between 10 and (select median(users) from titles)
    and seconds_per_viewer > usual_seconds
order by times_the_usual desc, item_id
limit 15
