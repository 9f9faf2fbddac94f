-- The same over all days.
select * exclude (period, day)
from pings.recommendation_health
where period = 'all'
