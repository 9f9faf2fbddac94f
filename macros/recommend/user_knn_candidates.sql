{% macro user_knn_candidates(
    neighbours,
    likes,
    users,
    popularity,
    exclusions,
    candidates=40,
    min_users=2,
    amount=none,
    says='liked by',
    merchandising=none
) %}
    {%- do recmart.check_arguments('user_knn_candidates', {
        'neighbours': ['relation', neighbours],
        'likes': ['relation', likes],
        'users': ['relation', users],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'candidates': ['integer', candidates],
        'min_users': ['integer', min_users],
        'amount': ['optional[string]', amount],
        'says': ['string', says],
        'merchandising': ['optional[relation]', merchandising],
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

neighbours as (

    select neighbours.*
    from {{ neighbours }} as neighbours
    inner join users on neighbours.user_number = users.user_number
    where {{ recmart.block_of(
        'users.user_id',
        '(select count(*) from ' ~ neighbours ~ ')'
        ~ ' * (select count(*) / count(distinct user_number) from ' ~ likes ~ ')'
    ) }}

),

asked_users as (

    select
        user_number,
        count(*) as neighbours
        {%- if amount is not none -%},
        sum(weight) as weight
        {%- endif %}
    from neighbours
    group by user_number

),

-- What is barred comes in as a sum that no evidence outweighs.
evidence as (

    select
        {{ recmart.pack('neighbours.user_number', 'likes.item_rank') }} as user_item,
        {% if amount is none -%}
        neighbours.weight as contribution,
        {%- else -%}
        cast(
            {{ recmart.rounded('neighbours.weight * likes.' ~ amount) }}
            as {{ dbt.type_bigint() }}
        ) as contribution,
        {%- endif %}
        1 as liking_users
    from neighbours
    inner join {{ likes }} as likes on neighbours.other_user_number = likes.user_number
    {%- if merchandising is not none %}
    where
        {{ recmart.is_shown('likes.item_rank', 'popularity', merchandising) | indent(8) }}
    {%- endif %}

    union all

    select
        {{ recmart.pack('asked_users.user_number', 'popularity.rank') }} as user_item,
        -{{ recmart.fixed_point(60) }} as contribution,
        0 as liking_users
    from {{ exclusions }} as exclusions
    inner join users on exclusions.user_id = users.user_id
    inner join asked_users on users.user_number = asked_users.user_number
    inner join popularity on exclusions.item_id = popularity.item_id

),

scores as (

    select
        {{ recmart.unpack_first('user_item') }} as user_number,
        {{ recmart.unpack_second('user_item') }} as item_rank,
        sum(contribution) as score,
        sum(liking_users) as liking_users
    from evidence
    group by user_item
    having sum(contribution) > 0 and sum(liking_users) >= {{ min_users }}

),

best as (

    {{ recmart.top_n(
        relation='scores',
        partition_by='user_number',
        item='item_rank',
        score='score',
        n=candidates,
        carried=['liking_users']
    ) | indent(4) }}

)

select
    users.user_id,
    popularity.item_id,
    cast(best.score as {{ recmart.type_double() }})
    / {{ recmart.fixed_point() if amount is none else 'asked_users.weight' }} as score,
    cast(best.liking_users as {{ dbt.type_bigint() }}) as liking_neighbours,
    cast(asked_users.neighbours as {{ dbt.type_bigint() }}) as neighbours,
    '{{ says }} '
    || cast(cast(best.liking_users as {{ dbt.type_bigint() }}) as {{ dbt.type_string() }})
    || ' of the '
    || cast(asked_users.neighbours as {{ dbt.type_string() }})
    || ' people most like you' as reason
from best
inner join asked_users on best.user_number = asked_users.user_number
inner join users on best.user_number = users.user_number
inner join popularity on best.item_rank = popularity.rank
{% endmacro %}
