-- Of one build and domain, enough users to tell whether both builds are of the same data:
-- the same ones in both.
insert into histories
select distinct
    $build as build,
    $domain as domain,
    user_id,
    item_id
from query_table($build || '.' || $domain || '.user_history')
where hash(user_id) % (
    select greatest(count(distinct user_id) // $users_of_histories, 1)
    from people
    where domain = $domain
) = 0;
