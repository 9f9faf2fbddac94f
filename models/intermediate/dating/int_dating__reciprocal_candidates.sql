with

scores as (

    select
        user_number,
        item_number,
        interest,
        interest_in_return,
        like_rate,
        mutual_interest,
        score,
        row_number() over (
            partition by user_number order by score desc, item_number
        ) as score_rank
    from {{ ref('int_dating__reciprocal_scores') }}
    where score > 0

),

people as (

    select * from {{ ref('int_dating__people') }}

)

-- The reason keeps the other's verdict to itself, also where it is known.
select
    users.person_id as user_id,
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
        else 'among those whom you usually look at'
    end as reason
from scores
inner join people as users on scores.user_number = users.person_number
inner join people as items on scores.item_number = items.person_number
where scores.score_rank <= greatest(100, {{ var('recommendations_per_user') }})
