-- Whatever a reason says that a customer bought, wished for or looked at, they did.
with

reasons as (

    select
        recommendations.user_id,
        candidates.because_item_id,
        recommendations.reason
    from {{ ref('shoes__recommendations') }} as recommendations
    inner join (
        select * from {{ ref('int_shoes__collaborative_candidates') }}
        union all
        select * from {{ ref('int_shoes__content_candidates') }}
    ) as candidates
        on
            recommendations.user_id = candidates.user_id
            and recommendations.item_id = candidates.item_id
            and recommendations.reason = candidates.reason
    where candidates.because_item_id is not null

)

select reasons.*
from reasons
left join {{ ref('int_shoes__interactions') }} as interactions
    on
        reasons.user_id = interactions.user_id
        and reasons.because_item_id = interactions.item_id
        and case interactions.event_type
            when 'purchase' then reasons.reason like '%, which you bought'
            when 'add_to_wishlist' then reasons.reason like '%, which you wished for'
            else reasons.reason like '%, which you looked at'
        end
where interactions.user_id is null
