-- Why rows were rejected: the most frequent reasons, by domain.
with

counted as (

    select
        domain,
        reason,
        count(*) as rejected_rows,
        sum(count(*)) over (partition by reason) as of_reason
    from quality.rejected_rows
    group by domain, reason

)

select
    domain,
    reason,
    rejected_rows,
    cast(of_reason as bigint) as of_reason,
    dense_rank() over (order by of_reason desc, reason) as place
from counted
qualify place <= 15
order by place, domain
