-- Worn shoes by the weeks that they have left.
select
    weeks_left,
    shoes,
    if(weeks_left < 0, 'overdue', 'near its end') as state
from shoes.worn_shoes_by_week
order by weeks_left
