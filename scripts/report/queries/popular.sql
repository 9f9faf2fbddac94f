-- The items at the top of a domain.
select
    rank,
    item_id,
    title,
    users,
    interactions,
    score,
    measure,
    sum(score) over () as score_of_all,
    score / nullif(sum(score) over (), 0) as share
from query_table($domain || '.item_popularity')
qualify rank <= 12
order by rank
