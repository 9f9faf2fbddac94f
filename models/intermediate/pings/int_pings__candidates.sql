-- The best pings of every user, exactly, without scoring every ping for everybody.
--
-- A score is base + category affinity + creator affinity, where the base (popularity
-- and freshness) is the same for all users and the affinities are never negative. Take
-- a group of pings with ping i in it, in which no ping has lower affinities than i.
-- Whatever precedes i in it by base (then id) scores at least as high, and comes before
-- i where the scores are equal. So i can only be among the best k unseen pings if it
-- stands within the first k + (seen pings of the group), one's own among the seen, as
-- they are barred, too. One of three groups always is
-- of this kind, i's own: if the user knows i's creator, this creator's pings of i's
-- category (equal affinities); else, if the user knows i's category, that category;
-- else, i having no affinity, the whole catalogue. Hence the three branches of
-- `promising`. A branch adds up what its group has in common, so a ping's score is
-- right in its own group and at most too low in a wider one: the highest counts.
--
-- Of the whole catalogue's first k + seen pings at least k are unseen, so that nothing
-- below the base of the last of them (`least_units`) is needed.
{%- set list_size = recmart.length_of_lists() %}

with

pings as (

    select * from {{ ref('int_pings__item_scores') }}

),

users as (

    select
        user_id,
        row_number() over (order by user_id) as user_number
    from {{ ref('int_pings__users') }}

),

seen_pings as (

    select
        users.user_number,
        pings.item_number
    from {{ ref('int_pings__exclusions') }} as exclusions
    inner join users on exclusions.user_id = users.user_id
    inner join pings on exclusions.item_id = pings.item_id

),

reach as (

    select
        users.user_number,
        {{ list_size }} + count(seen_pings.item_number) as items
    from users
    left join seen_pings on users.user_number = seen_pings.user_number
    group by users.user_number

),

bounded_reach as (

    select
        reach.user_number,
        reach.items,
        coalesce(pings.base_units, 0) as least_units
    from reach
    left join pings on reach.items = pings.base_rank

),

seen_of_category as (

    select
        seen_pings.user_number,
        pings.category,
        count(*) as items
    from seen_pings
    inner join pings on seen_pings.item_number = pings.item_number
    group by seen_pings.user_number, pings.category

),

known_categories as (

    select
        users.user_number,
        affinities.category,
        bounded_reach.least_units,
        {{ list_size }} + seen_of_category.items as items,
        {{ recmart.pings_contribution(
            'category_affinity', 'affinities.affinity'
        ) | indent(8) }} as units
    from {{ ref('int_pings__category_affinity') }} as affinities
    inner join users on affinities.user_id = users.user_id
    inner join bounded_reach on users.user_number = bounded_reach.user_number
    inner join seen_of_category
        on
            users.user_number = seen_of_category.user_number
            and affinities.category = seen_of_category.category

),

known_creators as (

    select
        users.user_number,
        affinities.creator_id,
        bounded_reach.least_units,
        {{ list_size }} + affinities.items as items,
        {{ recmart.pings_contribution(
            'creator_affinity', 'affinities.affinity'
        ) | indent(8) }} as units
    from {{ ref('int_pings__creator_affinity') }} as affinities
    inner join users on affinities.user_id = users.user_id
    inner join bounded_reach on users.user_number = bounded_reach.user_number

),

places as (

    select base_rank as place from pings

),

promising as (

    select
        bounded_reach.user_number,
        pings.item_number,
        pings.base_units as units
    from bounded_reach
    inner join pings on bounded_reach.items >= pings.base_rank

    union all

    select
        known_categories.user_number,
        pings.item_number,
        pings.base_units + known_categories.units as units
    from known_categories
    inner join places on known_categories.items >= places.place
    inner join pings
        on
            known_categories.category = pings.category
            and places.place = pings.rank_in_category
            and pings.base_units + known_categories.units
            >= known_categories.least_units

    union all

    select
        known_creators.user_number,
        pings.item_number,
        pings.base_units + known_creators.units
        + coalesce(known_categories.units, 0) as units
    from known_creators
    inner join pings
        on
            known_creators.creator_id = pings.creator_id
            and known_creators.items >= pings.rank_in_creator_and_category
    left join known_categories
        on
            known_creators.user_number = known_categories.user_number
            and pings.category = known_categories.category
    where
        pings.base_units + known_creators.units
        + coalesce(known_categories.units, 0) >= known_creators.least_units

),

unseen as (

    select
        promising.user_number,
        promising.item_number,
        max(promising.units) as units
    from promising
    left join seen_pings
        on
            promising.user_number = seen_pings.user_number
            and promising.item_number = seen_pings.item_number
    where seen_pings.user_number is null
    group by promising.user_number, promising.item_number

),

ranked as (

    select
        user_number,
        item_number,
        units,
        row_number() over (
            partition by user_number order by units desc, item_number asc
        ) as rank
    from unseen

),

best as (

    select * from ranked
    where rank <= {{ list_size }}

)

select
    users.user_id,
    best.rank,
    pings.item_id,
    best.units / cast(
        {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
    ) as score,
    pings.popularity_units / cast(
        {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
    )
        as popularity_score,
    coalesce(known_categories.units, 0) / cast(
        {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
    )
        as category_affinity_score,
    coalesce(known_creators.units, 0) / cast(
        {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
    )
        as creator_affinity_score,
    pings.freshness_units / cast(
        {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
    )
        as freshness_score
from best
inner join users on best.user_number = users.user_number
inner join pings on best.item_number = pings.item_number
left join known_categories
    on
        best.user_number = known_categories.user_number
        and pings.category = known_categories.category
left join known_creators
    on
        best.user_number = known_creators.user_number
        and pings.creator_id = known_creators.creator_id
