-- One row per domain whose rows both builds have counted: which share was rejected.
with

shares as (

    select
        'old' as build,
        domain,
        sum(rejected_rows) / nullif(sum(raw_rows), 0) as share
    from old.quality.row_counts
    group by domain

    union all

    select
        'new' as build,
        domain,
        sum(rejected_rows) / nullif(sum(raw_rows), 0) as share
    from new.quality.row_counts
    group by domain

)

select
    old_shares.domain,
    old_shares.share as old_share,
    new_shares.share as new_share
from shares as old_shares
inner join shares as new_shares on old_shares.domain = new_shares.domain
where
    old_shares.build = 'old'
    and new_shares.build = 'new'
    and old_shares.share is not null
    and new_shares.share is not null
order by old_shares.domain
