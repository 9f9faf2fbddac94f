{% macro repeat_knn_candidates(
    neighbours,
    repeats,
    users,
    popularity,
    exclusions,
    candidates=50,
    min_users=2
) %}
    {%- do recmart.check_arguments('repeat_knn_candidates', {
        'neighbours': ['relation', neighbours],
        'repeats': ['relation', repeats],
        'users': ['relation', users],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'candidates': ['integer', candidates],
        'min_users': ['integer', min_users],
    }) -%}
with

users as (

    select
        user_id,
        user_number
    from {{ users }}

),

popularity as (

    select
        item_id,
        rank
    from {{ popularity }}

),

-- The nearest weighs 2^40. With 2^20, and scores of up to 2^30, two thousand neighbours
-- make a whole number that fits.
neighbours as (

    select
        neighbours.user_number,
        neighbours.other_user_number,
        cast(
            {{ recmart.rounded('neighbours.weight / ' ~ recmart.fixed_point(20)) }}
            as {{ dbt.type_bigint() }}
        ) as weight
    from {{ neighbours }} as neighbours
    inner join users on neighbours.user_number = users.user_number
    where {{ recmart.block_of(
        'users.user_id',
        '(select count(*) from ' ~ neighbours ~ ')'
        ~ ' * (select count(*) / count(distinct user_id) from ' ~ repeats ~ ')'
    ) }}

),

asked_users as (

    select
        user_number,
        count(*) as neighbours,
        sum(weight) as weight
    from neighbours
    group by user_number

),

repeats as (

    select
        users.user_number,
        popularity.rank as item_rank,
        cast(
            {{ recmart.rounded(recmart.fixed_point(30) ~ ' * repeats.score') }}
            as {{ dbt.type_bigint() }}
        ) as score
    from {{ repeats }} as repeats
    inner join users on repeats.user_id = users.user_id
    inner join popularity on repeats.item_id = popularity.item_id

),

barred as (

    select
        asked_users.user_number,
        popularity.rank as item_rank
    from {{ exclusions }} as exclusions
    inner join users on exclusions.user_id = users.user_id
    inner join asked_users on users.user_number = asked_users.user_number
    inner join popularity on exclusions.item_id = popularity.item_id

),

evidence as (

    select
        {{ recmart.pack('neighbours.user_number', 'repeats.item_rank') }} as user_item,
        neighbours.weight * repeats.score as contribution,
        1 as neighbours
    from neighbours
    inner join repeats on neighbours.other_user_number = repeats.user_number

    -- What is barred comes in as a sum that no evidence outweighs.
    union all

    select
        {{ recmart.pack('user_number', 'item_rank') }} as user_item,
        -{{ recmart.fixed_point(61) }} as contribution,
        0 as neighbours
    from barred

),

scores as (

    select
        {{ recmart.unpack_first('user_item') }} as user_number,
        {{ recmart.unpack_second('user_item') }} as item_rank,
        cast(sum(contribution) as {{ dbt.type_bigint() }}) as score,
        cast(sum(neighbours) as {{ dbt.type_bigint() }}) as likely_neighbours
    from evidence
    group by user_item
    having sum(contribution) > 0 and sum(neighbours) >= {{ min_users }}

),

best as (

    {{ recmart.top_n(
        relation='scores',
        partition_by='user_number',
        item='item_rank',
        score='score',
        n=candidates,
        carried=['likely_neighbours']
    ) | indent(4) }}

)

select
    users.user_id,
    popularity.item_id,
    cast(best.score as {{ recmart.type_double() }})
    / asked_users.weight
    / {{ recmart.fixed_point(30) }} as score,
    best.likely_neighbours,
    cast(asked_users.neighbours as {{ dbt.type_bigint() }}) as neighbours,
    'likely in the next basket of '
    || cast(best.likely_neighbours as {{ dbt.type_string() }})
    || ' of the '
    || cast(asked_users.neighbours as {{ dbt.type_string() }})
    || ' people most like you' as reason
from best
inner join asked_users on best.user_number = asked_users.user_number
inner join users on best.user_number = users.user_number
inner join popularity on best.item_rank = popularity.rank
{% endmacro %}
