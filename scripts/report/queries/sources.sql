-- Which sources the first ten places of a domain's lists come from.
select
    $domain as domain,
    source,
    count(*) as places,
    round(count(*) / sum(count(*)) over (), 4) as share
from query_table($domain || '.recommendations')
where rank <= 10
group by source
order by places desc, source
