{% macro interest(like_minded, judgements, like_rate, prior_strength=0.5, blocks=8) %}
    {#- How likely a user is to like an item: the share of likes among the judgements
        of like-minded users, each weighed by its similarity, smoothed with
        `prior_strength` judgements at the general `like_rate` (a column of
        `judgements`). Neighbourhood collaborative filtering, as in RCF (Xia et al.
        2015), with dislikes counted against. -#}
with

like_minded as (

    select
        user_number,
        other_user_number,
        cast(round(1000000 * similarity) as {{ dbt.type_bigint() }}) as similarity
    from {{ like_minded }}

),

judgements as (

    select
        user_number,
        item_number,
        {{ like_rate }} as like_rate,
        case when is_liked then 1 else 0 end as likes
    from {{ judgements }}

)

{% for block in range(blocks) -%}
select
    like_minded.user_number,
    judgements.item_number,
    count(*) as judged_by,
    (
        cast(sum(like_minded.similarity * judgements.likes) as double) / 1000000
        + {{ prior_strength }} * max(judgements.like_rate)
    ) / (
        cast(sum(like_minded.similarity) as double) / 1000000 + {{ prior_strength }}
    ) as interest
from like_minded
inner join judgements on like_minded.other_user_number = judgements.user_number
where like_minded.user_number % {{ blocks }} = {{ block }}
group by like_minded.user_number, judgements.item_number
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
