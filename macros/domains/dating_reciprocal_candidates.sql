{% macro dating_reciprocal_candidates(scores, people, list_size) %}
    {#- For each user the people whose interest and the user's own are highest. -#}
    {%- do recmart.check_arguments('dating_reciprocal_candidates', {
        'scores': ['relation', scores],
        'people': ['relation', people],
        'list_size': ['any', list_size],
    }) -%}
with

scores as (

    select
        user_number,
        item_number,
        interest,
        interest_in_return,
        like_rate,
        mutual_interest,
        is_often_looked_at,
        score,
        row_number() over (
            partition by user_number order by score desc, item_number asc
        ) as score_rank
    from {{ scores }}
    where score > 0

),

people as (

    select * from {{ people }}

)

-- The reason keeps the other's verdict to itself, also where it is known.
select
    seekers.person_id as user_id,
    items.person_id as item_id,
    scores.score,
    scores.interest,
    scores.interest_in_return,
    scores.mutual_interest,
    case
        when
            scores.interest > scores.like_rate
            and scores.interest_in_return > scores.like_rate
            then 'liked by people who judge as you do, and likely to like you'
        when scores.interest > scores.like_rate
            then 'liked by people who judge as you do'
        when scores.interest_in_return > scores.like_rate
            then 'likely to like you'
        when scores.is_often_looked_at
            then 'of a city or age that you, or people like you, often look at'
        else 'you may be whom the other seeks'
    end as reason
from scores
inner join people as seekers on scores.user_number = seekers.person_number
inner join people as items on scores.item_number = items.person_number
where scores.score_rank <= greatest(100, {{ list_size }})
{% endmacro %}
