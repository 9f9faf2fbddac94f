with

interactions as (

    select * from {{ ref('int_shoes__interactions') }}

),

moment as (

    {{ recmart.moment('interactions', 'occurred_at') | indent(4) }}

),

care_notices as (

    select
        sum(due_notices) as due_notices,
        sum(notices - due_notices) as coming_notices
    from {{ ref('shoes__weekly_care_notices') }}

),

worn_shoes as (

    select
        sum(case when weeks_left < 0 then shoes end) as overdue_shoes,
        sum(case when weeks_left >= 0 then shoes end) as shoes_near_their_end
    from {{ ref('shoes__worn_shoes_by_week') }}

)

select
    cast(moment.now_at as date) as as_of,
    cast(coalesce(care_notices.due_notices, 0) as bigint) as due_notices,
    cast(coalesce(care_notices.coming_notices, 0) as bigint) as coming_notices,
    cast(coalesce(worn_shoes.overdue_shoes, 0) as bigint) as overdue_shoes,
    cast(coalesce(worn_shoes.shoes_near_their_end, 0) as bigint)
        as shoes_near_their_end
from moment
cross join care_notices
cross join worn_shoes
where exists (select 1 from interactions)
