-- Of one build and domain.
insert into shown
select
    $build as build,
    $domain as domain,
    user_id,
    rank,
    item_id,
    source
from query_table($build || '.' || $domain || '.lists')
where rank <= $k;

insert into people
select
    $build as build,
    $domain as domain,
    user_id,
    items
from query_table($build || '.' || $domain || '.user_profiles');

insert into catalogue
select
    $build as build,
    $domain as domain,
    item_id,
    title,
    greatest(users, 1) / nullif(
        (
            select count(*)
            from people
            where build = $build and domain = $domain and items > 0
        ),
        0
    ) as share_of_users
from query_table($build || '.' || $domain || '.item_popularity');
