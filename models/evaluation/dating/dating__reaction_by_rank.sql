{{ config(materialized='table', schema='dating', partition_by=none) }}

{% set orders = ['reciprocal', 'one_sided', 'popular', 'chance'] -%}
with

people as (

    select * from {{ ref('int_dating__people') }}

),

-- What was hidden from the build: nothing unless it is as of a moment.
holdout as (

    select
        user_id,
        item_id,
        max(case when event_type in ('like', 'match') then 1 else 0 end) as is_liked,
        max(case when event_type = 'match' then 1 else 0 end) as is_match
    from {{ ref('int_dating__events') }}
    where not is_visible and user_id != item_id
    group by user_id, item_id

),

scores as (

    select * from {{ ref('int_dating__reciprocal_scores') }}

),

holdout_users as (

    select distinct user_id from holdout

),

-- Whoever may be recommended to those who judge in the holdout.
eligible as (

    select
        seekers.person_number as user_number,
        seekers.person_id as user_id,
        items.person_number as item_number,
        items.person_id as item_id,
        popularity.rank as popularity_rank
    from holdout_users
    inner join people as seekers on holdout_users.user_id = seekers.person_id
    inner join {{ ref('int_dating__sought_genders') }} as sought_genders
        on seekers.person_number = sought_genders.user_number
    inner join people as items on sought_genders.gender = items.gender
    inner join {{ ref('int_dating__item_popularity') }} as popularity
        on items.person_id = popularity.item_id
    left join {{ ref('int_dating__exclusions') }} as exclusions
        on
            seekers.person_id = exclusions.user_id
            and items.person_id = exclusions.item_id
    where
        items.has_profile
        and exclusions.user_id is null

),

ranked as (

    select
        eligible.user_id,
        eligible.item_id,
        row_number() over (
            partition by eligible.user_number
            order by coalesce(scores.score, 0) desc, eligible.popularity_rank
        ) as reciprocal_rank,
        row_number() over (
            partition by eligible.user_number
            order by
                coalesce(scores.one_sided_score, 0) desc, eligible.popularity_rank
        ) as one_sided_rank,
        row_number() over (
            partition by eligible.user_number order by eligible.popularity_rank
        ) as popular_rank,
        row_number() over (
            partition by eligible.user_number
            order by {{ dbt.hash("eligible.user_id || ' ' || eligible.item_id") }}
        ) as chance_rank
    from eligible
    left join scores
        on
            eligible.user_number = scores.user_number
            and eligible.item_number = scores.item_number

),

reactions as (

    {% for order in orders -%}
    select
        '{{ order }}' as ordered_by,
        ranked.{{ order }}_rank as item_rank,
        holdout.is_liked,
        holdout.is_match
    from holdout
    left join ranked
        on
            holdout.user_id = ranked.user_id
            and holdout.item_id = ranked.item_id
    {{ "union all" if not loop.last }}
    {% endfor %}
),

banded as (

    select
        ordered_by,
        case
            when item_rank <= 10 then 1
            when item_rank <= 20 then 2
            when item_rank <= 50 then 3
            when item_rank <= 100 then 4
            when item_rank > 100 then 5
            else 6
        end as band,
        is_liked,
        is_match
    from reactions

)

select
    ordered_by,
    band,
    case band
        when 1 then '1 to 10'
        when 2 then '11 to 20'
        when 3 then '21 to 50'
        when 4 then '51 to 100'
        when 5 then 'over 100'
        else 'not eligible'
    end as ranks,
    count(*) as reactions,
    cast(sum(is_liked) as {{ dbt.type_bigint() }}) as likes,
    cast(sum(is_match) as {{ dbt.type_bigint() }}) as matches,
    cast(sum(is_liked) as {{ recmart.type_double() }}) / count(*) as like_rate,
    cast(sum(is_match) as {{ recmart.type_double() }}) / count(*) as match_rate,
    cast(sum(is_liked) as {{ recmart.type_double() }})
    / nullif(sum(sum(is_liked)) over (partition by ordered_by), 0) as share_of_likes
from banded
group by ordered_by, band
order by ordered_by, band
