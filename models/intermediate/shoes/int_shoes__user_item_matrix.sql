with

kinds_of_interest as (

    select
        user_id,
        item_id,
        max(case when event_type = 'purchase' then 1 else 0 end) as purchases,
        max(case when event_type = 'add_to_wishlist' then 1 else 0 end) as wishes
    from {{ ref('int_shoes__interactions') }}
    group by user_id, item_id

)

select
    user_items.user_id,
    user_items.item_id,
    user_items.evidence,
    user_items.age_days,
    user_items.is_liked,
    -- The root keeps a few much-visited shoes from outweighing all the others.
    sqrt(user_items.evidence) as interest,
    case
        when kinds_of_interest.purchases = 1 then 'which you bought'
        when kinds_of_interest.wishes = 1 then 'which you wished for'
        else 'which you looked at'
    end as because
from {{ ref('int_shoes__user_items') }} as user_items
inner join kinds_of_interest
    on
        user_items.user_id = kinds_of_interest.user_id
        and user_items.item_id = kinds_of_interest.item_id
where user_items.is_liked
