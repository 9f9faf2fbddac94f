-- What the reasons say, counted again from the interactions, by another way.
{%- do recmart.planned_for_all() %}

with

interactions as (

    select * from {{ ref('int_grocery__interactions') }}

),

-- Whoever bought what a reason names is looked at: of many users some are asked.
asked_users as (

    select user_id
    from (select distinct user_id from {{ ref('grocery__recommendations') }}) as users
    order by md5(user_id), user_id
    limit 1500

),

recommendations as (

    select * from {{ ref('grocery__recommendations') }}
    where user_id in (select user_id from asked_users)

),

baskets as (

    select distinct
        user_id,
        basket_id,
        age_days,
        order_number
    from interactions

),

-- A basket is among the last ten when fewer than ten are newer.
recent_baskets as (

    select
        baskets.user_id,
        baskets.basket_id
    from baskets
    left join baskets as newer_baskets
        on
            baskets.user_id = newer_baskets.user_id
            and (
                baskets.order_number < newer_baskets.order_number
                or (
                    baskets.order_number = newer_baskets.order_number
                    and baskets.basket_id < newer_baskets.basket_id
                )
            )
    group by baskets.user_id, baskets.basket_id
    having count(newer_baskets.basket_id) < 10

),

counts as (

    select
        recommendations.user_id,
        recommendations.item_id,
        count(distinct interactions.basket_id) as bought,
        count(distinct recent_baskets.basket_id) as bought_recently
    from recommendations
    inner join interactions
        on
            recommendations.user_id = interactions.user_id
            and recommendations.item_id = interactions.item_id
    left join recent_baskets on interactions.basket_id = recent_baskets.basket_id
    group by recommendations.user_id, recommendations.item_id

),

users as (

    select
        user_id,
        count(*) as baskets
    from baskets
    group by user_id

),

false_repeats as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from recommendations
    left join users on recommendations.user_id = users.user_id
    left join counts
        on
            recommendations.user_id = counts.user_id
            and recommendations.item_id = counts.item_id
    where
        (recommendations.kind = 'repeat') != (counts.item_id is not null)
        or (recommendations.source = 'repeat' and recommendations.kind != 'repeat')
        or (
            recommendations.source = 'repeat'
            and recommendations.reason != case
                when users.baskets = 1 then 'bought in your last basket'
                when counts.bought_recently = 0
                    then concat(
                        'bought in ', counts.bought, ' of your ', users.baskets,
                        ' baskets'
                    )
                else concat(
                    'bought in ', counts.bought_recently, ' of your last ',
                    least(users.baskets, 10), ' baskets'
                )
            end
        )

),

-- A product that the user bought, and that three baskets share with the recommended.
true_companions as (

    select
        recommendations.user_id,
        recommendations.item_id
    from recommendations
    inner join interactions as own
        on recommendations.user_id = own.user_id
    inner join {{ ref('int_grocery__items') }} as items
        on
            own.item_id = items.item_id
            and recommendations.reason
            = 'often bought with ' || items.title || ', which you bought'
    inner join interactions as companions on items.item_id = companions.item_id
    inner join interactions as recommended
        on
            companions.basket_id = recommended.basket_id
            and recommendations.item_id = recommended.item_id
    where recommendations.source = 'together'
    group by recommendations.user_id, recommendations.item_id, items.item_id
    having count(distinct recommended.basket_id) >= 3

),

true_likenesses as (

    select distinct
        recommendations.user_id,
        recommendations.item_id
    from recommendations
    inner join interactions as own
        on recommendations.user_id = own.user_id
    inner join {{ ref('int_grocery__items') }} as items
        on
            own.item_id = items.item_id
            and recommendations.reason
            = 'similar to ' || items.title || ', which you bought'
    inner join {{ ref('int_grocery__user_items') }} as buyers
        on items.item_id = buyers.item_id
    inner join {{ ref('int_grocery__user_items') }} as further_items
        on
            buyers.user_id = further_items.user_id
            and recommendations.item_id = further_items.item_id
    where recommendations.source = 'similar'

),

false_news as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from recommendations
    left join true_companions
        on
            recommendations.user_id = true_companions.user_id
            and recommendations.item_id = true_companions.item_id
    left join true_likenesses
        on
            recommendations.user_id = true_likenesses.user_id
            and recommendations.item_id = true_likenesses.item_id
    where
        recommendations.source in ('similar', 'together')
        and true_companions.item_id is null
        and true_likenesses.item_id is null

)

select * from false_repeats
union all
select * from false_news
