-- The lists of some users are what scoring every ping of the catalogue for them gives:
-- the first users by id, and the busiest.
with

items as (

    select
        items.item_id,
        items.category,
        items.creator_id,
        popularity.engagement,
        item_scores.freshness
    from {{ ref('int_pings__items') }} as items
    inner join {{ ref('pings__item_popularity') }} as popularity
        on items.item_id = popularity.item_id
    inner join {{ ref('int_pings__item_scores') }} as item_scores
        on items.item_id = item_scores.item_id

),

extremes as (

    select
        min(engagement) as least_engagement,
        max(engagement) as most_engagement
    from items

),

ordered_users as (

    select
        everyone.user_id,
        row_number() over (order by everyone.user_id) as place_by_id,
        row_number() over (
            order by count(interactions.item_id) desc, everyone.user_id
        ) as place_by_events
    from {{ ref('int_pings__users') }} as everyone
    left join {{ ref('int_pings__interactions') }} as interactions
        on everyone.user_id = interactions.user_id
    group by everyone.user_id

),

some_users as (

    select user_id from ordered_users
    where place_by_id <= 30 or place_by_events <= 30

),

events as (

    select
        interactions.user_id,
        interactions.item_id,
        items.category,
        items.creator_id
    from {{ ref('int_pings__interactions') }} as interactions
    inner join some_users on interactions.user_id = some_users.user_id
    left join items on interactions.item_id = items.item_id

),

events_of_user as (

    select
        user_id,
        count(*) as events
    from events
    group by user_id

),

events_on_category as (

    select
        user_id,
        category,
        count(*) as events
    from events
    group by user_id, category

),

events_on_creator as (

    select
        user_id,
        creator_id,
        count(*) as events
    from events
    group by user_id, creator_id

),

every_pair as (

    select
        some_users.user_id,
        items.item_id,
        coalesce(
            (items.engagement - extremes.least_engagement)
            / nullif(extremes.most_engagement - extremes.least_engagement, 0),
            0
        ) as popularity,
        items.freshness,
        cast(coalesce(events_on_category.events, 0) as {{ recmart.type_double() }})
        / coalesce(events_of_user.events, 1) as category_affinity,
        cast(coalesce(events_on_creator.events, 0) as {{ recmart.type_double() }})
        / coalesce(events_of_user.events, 1) as creator_affinity
    from some_users
    inner join items
        on
            items.creator_id is null
            or some_users.user_id != items.creator_id
    cross join extremes
    left join events_of_user
        on some_users.user_id = events_of_user.user_id
    left join events_on_category
        on
            some_users.user_id = events_on_category.user_id
            and items.category = events_on_category.category
    left join events_on_creator
        on
            some_users.user_id = events_on_creator.user_id
            and items.creator_id = events_on_creator.creator_id

),

seen as (

    select distinct
        user_id,
        item_id
    from events

),

scored as (

    select
        every_pair.user_id,
        every_pair.item_id,
        (
            {% for part in recmart.pings_weights() -%}
            {{ recmart.pings_contribution(part, 'every_pair.' ~ part) }}
            {{- " + " if not loop.last }}
            {% endfor %}
        ) / cast({{ recmart.fixed_point() }} as {{ recmart.type_double() }}) as score
    from every_pair
    left join seen
        on
            every_pair.user_id = seen.user_id
            and every_pair.item_id = seen.item_id
    where seen.user_id is null

),

expected as (

    select
        user_id,
        item_id,
        score,
        row_number() over (
            partition by user_id order by score desc, item_id asc
        ) as rank
    from scored

),

expected_lists as (

    select * from expected
    where rank <= {{ var('recommendations_per_user') }}

),

actual as (

    select
        recommendations.user_id,
        recommendations.rank,
        recommendations.item_id,
        recommendations.score
    from {{ ref('pings__recommendations') }} as recommendations
    inner join some_users on recommendations.user_id = some_users.user_id

)

select
    coalesce(expected.user_id, actual.user_id) as user_id,
    coalesce(expected.rank, actual.rank) as rank,
    expected.item_id as expected_item_id,
    actual.item_id as actual_item_id,
    expected.score as expected_score,
    actual.score as actual_score
from expected_lists as expected
full outer join actual
    on
        expected.user_id = actual.user_id
        and expected.rank = actual.rank
where
    expected.item_id is distinct from actual.item_id
    or expected.score is distinct from actual.score
