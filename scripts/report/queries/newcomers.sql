-- Users who signed up in the last week, and all others.
select
    is_new,
    if(is_new, 'new', 'existing') as users,
    user_count,
    view_count,
    avg_watch_time_ratio,
    avg_pings
from pings.new_vs_existing_users
order by is_new
