-- Care notices by week.
select
    strftime(week_start, '%Y-%m-%dT00:00:00') as week,
    notices - due_notices as coming,
    due_notices as due
from shoes.weekly_care_notices
order by week_start
