-- Streaming: which genres are watched longest by each viewer, and which only tried?
-- Many viewers with few seconds each is a promise that titles do not keep.
select
    genre,
    content_type,
    count(*) as titles,
    cast(sum(users) as bigint) as viewers,
    round(sum(watch_seconds) / nullif(sum(users), 0) / 60, 1) as minutes_per_viewer
from streaming.item_popularity
group by genre, content_type
order by minutes_per_viewer desc, genre, content_type
