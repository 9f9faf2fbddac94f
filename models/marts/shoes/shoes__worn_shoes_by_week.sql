with

worn_shoes as (

    select
        cast(
            floor(days_left / cast(7 as {{ recmart.type_double() }})) as bigint
        ) as weeks_left
    from {{ ref('shoes__replacement_suggestions') }}
    where rank = 1

)

select
    weeks_left,
    count(*) as shoes
from worn_shoes
group by weeks_left
order by weeks_left
