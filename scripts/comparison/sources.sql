-- Where the places of a domain's lists come from, as shares of all of them.
select
    source,
    count_if(build = 'old') / nullif(
        (select count(*) from shown where domain = $domain and build = 'old'), 0
    ) as old_share,
    count_if(build = 'new') / nullif(
        (select count(*) from shown where domain = $domain and build = 'new'), 0
    ) as new_share
from shown
where domain = $domain
group by source
order by source
