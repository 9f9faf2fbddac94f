-- The best pings of every user, exactly, without scoring every ping for everybody.
--
-- A score is base + category affinity + creator affinity, where the base (popularity
-- and freshness) is the same for all users and the affinities are never negative. Take
-- a group of pings with ping i in it, in which no ping has lower affinities than i.
-- Whatever precedes i in it by base (then id) scores at least as high, and comes before
-- i where the scores are equal. So i can only be among the best k unseen pings if it
-- stands within the first k + (seen pings of the group). One of three groups always is
-- of this kind: if the user knows i's creator, this creator's pings of i's category
-- (equal affinities); else, if the user knows i's category, that category; else, i
-- having no affinity, the whole catalogue. Hence the three branches of `promising`.
{%- set list_size = var('recommendations_per_user') %}

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

numbers_of_seen_pings as (

    select
        user_number,
        count(*) as items
    from seen_pings
    group by user_number

),

known_categories as (

    select
        users.user_number,
        affinities.category,
        affinities.items,
        {{ recmart.pings_contribution(
            'category_affinity', 'affinities.affinity'
        ) | indent(8) }} as units
    from {{ ref('int_pings__category_affinity') }} as affinities
    inner join users on affinities.user_id = users.user_id

),

known_creators as (

    select
        users.user_number,
        affinities.creator_id,
        affinities.items,
        {{ recmart.pings_contribution(
            'creator_affinity', 'affinities.affinity'
        ) | indent(8) }} as units
    from {{ ref('int_pings__creator_affinity') }} as affinities
    inner join users on affinities.user_id = users.user_id

),

promising as (

    select
        users.user_number,
        pings.item_number
    from users
    left join numbers_of_seen_pings
        on users.user_number = numbers_of_seen_pings.user_number
    inner join pings
        on
            {{ list_size }} + coalesce(numbers_of_seen_pings.items, 0)
            >= pings.base_rank

    union

    select
        known_categories.user_number,
        pings.item_number
    from known_categories
    inner join pings
        on
            known_categories.category = pings.category
            and pings.rank_in_category <= {{ list_size }} + known_categories.items

    union

    select
        known_creators.user_number,
        pings.item_number
    from known_creators
    inner join pings
        on
            known_creators.creator_id = pings.creator_id
            and pings.rank_in_creator_and_category
            <= {{ list_size }} + known_creators.items

),

scored as (

    select
        promising.user_number,
        promising.item_number,
        pings.base_units
        + coalesce(known_categories.units, 0)
        + coalesce(known_creators.units, 0) as units
    from promising
    inner join pings on promising.item_number = pings.item_number
    left join known_categories
        on
            promising.user_number = known_categories.user_number
            and pings.category = known_categories.category
    left join known_creators
        on
            promising.user_number = known_creators.user_number
            and pings.creator_id = known_creators.creator_id
    left join seen_pings
        on
            promising.user_number = seen_pings.user_number
            and promising.item_number = seen_pings.item_number
    where seen_pings.user_number is null

),

best as (

    {{ recmart.top_n(
        relation='scored',
        partition_by='user_number',
        item='item_number',
        score='units',
        n=list_size
    ) | indent(4) }}

)

select
    users.user_id,
    pings.item_id,
    pings.popularity_units / cast(1099511627776 as double) as popularity_score,
    coalesce(known_categories.units, 0) / cast(1099511627776 as double)
        as category_affinity_score,
    coalesce(known_creators.units, 0) / cast(1099511627776 as double)
        as creator_affinity_score,
    pings.freshness_units / cast(1099511627776 as double) as freshness_score
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
