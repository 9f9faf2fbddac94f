{% macro interest(like_minded, judgements, like_rate, prior_strength=0.5) %}
    {#- How likely a user is to like an item: the share of likes among the judgements
        of like-minded users, each weighed by its similarity, smoothed with
        `prior_strength` judgements at the general `like_rate` (a column of
        `judgements`). Neighbourhood collaborative filtering, as in RCF (Xia et al.
        2015), with dislikes counted against. -#}
    {%- do recmart.check_arguments('interest', {
        'like_minded': ['relation', like_minded],
        'judgements': ['relation', judgements],
        'like_rate': ['string', like_rate],
        'prior_strength': ['float', prior_strength],
    }) -%}
with

like_minded as (

    select
        user_number,
        other_user_number,
        cast({{ recmart.rounded('1000000 * similarity') }} as {{ dbt.type_bigint() }}) as similarity
    from {{ like_minded }}

),

judgements as (

    select
        user_number,
        item_number,
        case when is_liked then 1 else 0 end as likes
    from {{ judgements }}

),

community as (

    select max({{ like_rate }}) as like_rate from {{ judgements }}

),

votes as (

    select
        {{ recmart.pack('like_minded.user_number', 'judgements.item_number') }}
            as pair_key,
        count(*) as judged_by,
        sum(like_minded.similarity * judgements.likes) as liking,
        sum(like_minded.similarity) as judging
    from like_minded
    inner join judgements on like_minded.other_user_number = judgements.user_number
    where {{ recmart.block_of(
        'like_minded.user_number',
        '(select count(*) from ' ~ like_minded ~ ') * '
        ~ '(select count(*) / count(distinct user_number) from ' ~ judgements ~ ')'
    ) }}
    group by pair_key

)

select
    {{ recmart.unpack_first('votes.pair_key') }} as user_number,
    {{ recmart.unpack_second('votes.pair_key') }} as item_number,
    votes.judged_by,
    (
        cast(votes.liking as {{ recmart.type_double() }}) / 1000000
        + {{ prior_strength }} * community.like_rate
    ) / (
        cast(votes.judging as {{ recmart.type_double() }})
        / 1000000 + {{ prior_strength }}
    ) as interest
from votes
cross join community
{% endmacro %}
