-- One row per domain that both builds were evaluated in at the same cut: NDCG, and the
-- mean of the users' differences with its 95 % interval (normal). Of a build the run that
-- was made last counts; of cuts that both have, the one that the new build was asked last.
with

cuts as (

    select
        new_runs.domain,
        old_runs.run_id as old_run_id,
        new_runs.run_id as new_run_id,
        new_runs.as_of,
        new_runs.horizon_days,
        new_runs.holdout,
        row_number() over (
            partition by new_runs.domain
            order by new_runs.rowid desc, old_runs.rowid desc
        ) as place
    from new.evaluation.runs as new_runs
    inner join old.evaluation.runs as old_runs
        on
            new_runs.domain = old_runs.domain
            and new_runs.holdout = old_runs.holdout
            and new_runs.as_of is not distinct from old_runs.as_of
            and new_runs.horizon_days is not distinct from old_runs.horizon_days

),

asked as (

    select * from cuts
    where place = 1

),

pairs as (

    select
        asked.domain,
        cast(old_users.ndcg as decimal(18, 12)) as old_ndcg,
        cast(new_users.ndcg as decimal(18, 12)) as new_ndcg
    from asked
    inner join old.evaluation.user_metrics as old_users
        on asked.old_run_id = old_users.run_id
    inner join new.evaluation.user_metrics as new_users
        on
            asked.new_run_id = new_users.run_id
            and old_users.user_id = new_users.user_id
    where
        old_users.list_name = 'recommendations'
        and new_users.list_name = 'recommendations'
        and old_users.k = $k
        and new_users.k = $k

),

means as (

    select
        domain,
        count(*) as users,
        avg(old_ndcg) as old_ndcg,
        avg(new_ndcg) as new_ndcg,
        avg(new_ndcg - old_ndcg) as difference,
        stddev_samp(new_ndcg - old_ndcg) / sqrt(count(*)) as standard_error
    from pairs
    group by domain

)

select
    means.domain,
    asked.old_run_id,
    asked.new_run_id,
    means.users,
    means.old_ndcg,
    means.new_ndcg,
    means.difference,
    means.difference - 1.959964 * means.standard_error as lower,
    means.difference + 1.959964 * means.standard_error as upper
from means
inner join asked on means.domain = asked.domain
order by means.domain
