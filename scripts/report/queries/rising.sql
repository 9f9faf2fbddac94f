-- The items of a domain with the greatest gain from one week to the next.
select
    row_number() over (
        order by
            interactions_last_window - interactions_window_before desc, rank
    ) as place,
    item_id,
    title,
    rank,
    interactions_window_before as before,
    interactions_last_window as now,
    interactions_last_window - interactions_window_before as gain
from query_table($domain || '.item_popularity')
where interactions_last_window > interactions_window_before
qualify place <= 12
order by place
