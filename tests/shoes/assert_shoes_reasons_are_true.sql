-- Whatever a reason says that a customer bought, wished for or looked at, they did, as
-- the strongest of what they did with it; what is similar in style has a word in common.
{%- do recmart.planned_for_all() %}

with

interest as (

    select
        user_id,
        item_id,
        case max(
            case event_type
                when 'purchase' then 2
                when 'add_to_wishlist' then 1
                else 0
            end
        )
            when 2 then ', which you bought'
            when 1 then ', which you wished for'
            else ', which you looked at'
        end as because
    from {{ ref('int_shoes__interactions') }}
    group by user_id, item_id

),

shoes as (

    select
        item_id,
        title,
        item_id as document_id,
        concat_ws(' ', brand, model, type, material, color) as description
    from {{ ref('int_shoes__items') }}

),

words as (

    {{ recmart.document_terms('shoes') | indent(4) }}

),

words_in_common as (

    select distinct
        words.document_id as item_id,
        other_words.document_id as other_item_id
    from words
    inner join words as other_words on words.term = other_words.term

),

reasons as (

    select
        user_id,
        item_id,
        reason
    from {{ ref('shoes__recommendations') }}
    where source in ('collaborative', 'content') and reason like '%, which you %'

),

confirmed as (

    select distinct
        reasons.user_id,
        reasons.item_id
    from reasons
    inner join interest on reasons.user_id = interest.user_id
    inner join shoes as known on interest.item_id = known.item_id
    left join words_in_common
        on
            interest.item_id = words_in_common.item_id
            and reasons.item_id = words_in_common.other_item_id
    where
        reasons.reason = 'chosen by those who like ' || known.title || interest.because
        or (
            reasons.reason = 'similar in style to ' || known.title || interest.because
            and words_in_common.item_id is not null
        )

),

-- Whoever is told so has shown interest in the shoe itself.
own_interest as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from {{ ref('shoes__recommendations') }} as recommendations
    left join interest
        on
            recommendations.user_id = interest.user_id
            and recommendations.item_id = interest.item_id
    where
        recommendations.reason = 'you have shown interest in it'
        and interest.user_id is null

)

select reasons.*
from reasons
left join confirmed
    on reasons.user_id = confirmed.user_id and reasons.item_id = confirmed.item_id
where confirmed.user_id is null

union all

select * from own_interest
