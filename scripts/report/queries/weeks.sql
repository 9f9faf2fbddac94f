-- How the two latest weeks of a domain compare.
select
    cast(sum(interactions_last_window) as bigint) as now,
    cast(sum(interactions_window_before) as bigint) as before,
    count(*) filter (
        where interactions_last_window > interactions_window_before
    ) as rising,
    count(*) filter (
        where interactions_last_window < interactions_window_before
    ) as falling
from query_table($domain || '.item_popularity')
