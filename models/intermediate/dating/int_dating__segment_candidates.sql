with

candidates as (

    {{ recmart.segment_candidates(
        segment_popularity=ref('int_dating__segment_popularity'),
        user_segments=ref('int_dating__user_segments'),
    ) | indent(4) }}

),

people as (

    select * from {{ ref('int_dating__people') }}

),

sought_genders as (

    select * from {{ ref('int_dating__sought_genders') }}

)

-- Each must be of a gender that the other seeks.
select
    candidates.user_id,
    candidates.item_id,
    candidates.score,
    candidates.reason
from candidates
inner join people as seekers on candidates.user_id = seekers.person_id
inner join people as items on candidates.item_id = items.person_id
inner join sought_genders
    on
        seekers.person_number = sought_genders.user_number
        and items.gender = sought_genders.gender
inner join sought_genders as sought_in_return
    on
        items.person_number = sought_in_return.user_number
        and seekers.gender = sought_in_return.gender
where items.has_profile
