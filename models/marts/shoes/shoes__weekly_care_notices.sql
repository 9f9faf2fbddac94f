with

care_notices as (

    select
        cast({{ dbt.date_trunc('week', 'notice_date') }} as date) as week_start,
        is_due
    from {{ ref('shoes__care_notices') }}

)

select
    week_start,
    count(*) as notices,
    count(case when is_due then 1 end) as due_notices
from care_notices
group by week_start
order by week_start
