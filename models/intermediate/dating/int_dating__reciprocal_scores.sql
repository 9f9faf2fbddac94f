{% set exponents = dict(
    interest_exponent=recmart.parameter('dating', 'interest_exponent'),
    city_exponent=recmart.parameter('dating', 'city_exponent'),
    age_exponent=recmart.parameter('dating', 'age_exponent'),
    exposure_exponent=recmart.parameter('dating', 'exposure_exponent'),
) -%}
with

people as (

    select * from {{ ref('int_dating__people') }}

),

judgements as (

    select * from {{ ref('int_dating__judgements') }}

),

sought_genders as (

    select * from {{ ref('int_dating__sought_genders') }}

),

community as (

    select max(like_rate) as like_rate from judgements

),

times_judged as (

    select
        item_number,
        count(*) as judgements
    from judgements
    group by item_number

),

evidence as (

    select
        user_number,
        item_number,
        interest
    from {{ ref('int_dating__interests') }}

),

-- The other's side: a like that was given already is certain.
evidence_in_return as (

    select
        coalesce(judgements.item_number, evidence.item_number) as user_number,
        coalesce(judgements.user_number, evidence.user_number) as item_number,
        case
            when judgements.is_liked then 1
            when not judgements.is_liked then 0
            else evidence.interest
        end as interest
    from evidence
    full outer join judgements
        on
            evidence.user_number = judgements.user_number
            and evidence.item_number = judgements.item_number

),

both_sides as (

    select
        coalesce(evidence.user_number, evidence_in_return.user_number) as user_number,
        coalesce(evidence.item_number, evidence_in_return.item_number) as item_number,
        coalesce(evidence.interest, community.like_rate) as interest,
        coalesce(evidence_in_return.interest, community.like_rate)
            as interest_in_return,
        community.like_rate
    from evidence
    full outer join evidence_in_return
        on
            evidence.user_number = evidence_in_return.user_number
            and evidence.item_number = evidence_in_return.item_number
    cross join community

),

barred as (

    select
        seekers.person_number as user_number,
        items.person_number as item_number
    from {{ ref('int_dating__exclusions') }} as exclusions
    inner join people as seekers on exclusions.user_id = seekers.person_id
    inner join people as items on exclusions.item_id = items.person_id

),

-- Each must be of a gender that the other seeks.
allowed as (

    select
        both_sides.user_number,
        both_sides.item_number,
        both_sides.interest,
        both_sides.interest_in_return,
        both_sides.like_rate,
        items.city,
        items.age_band
    from both_sides
    inner join people as seekers on both_sides.user_number = seekers.person_number
    inner join people as items on both_sides.item_number = items.person_number
    inner join sought_genders
        on
            both_sides.user_number = sought_genders.user_number
            and items.gender = sought_genders.gender
    inner join sought_genders as sought_in_return
        on
            both_sides.item_number = sought_in_return.user_number
            and seekers.gender = sought_in_return.gender
    left join barred
        on
            both_sides.user_number = barred.user_number
            and both_sides.item_number = barred.item_number
    where
        seekers.is_user
        and items.has_profile
        and barred.user_number is null

),

joined as (

    select
        allowed.user_number,
        allowed.item_number,
        allowed.interest,
        allowed.interest_in_return,
        allowed.like_rate,
        {{ recmart.harmonic_mean('allowed.interest', 'allowed.interest_in_return') }}
            as mutual_interest,
        city_affinities.affinity as city_affinity,
        age_affinities.affinity as age_affinity,
        coalesce(times_judged.judgements, 0) as times_judged
    from allowed
    left join {{ ref('int_dating__affinities') }} as city_affinities
        on
            allowed.user_number = city_affinities.user_number
            and allowed.city = city_affinities.attribute_value
            and city_affinities.attribute_name = 'city'
    left join {{ ref('int_dating__affinities') }} as age_affinities
        on
            allowed.user_number = age_affinities.user_number
            and allowed.age_band = age_affinities.attribute_value
            and age_affinities.attribute_name = 'age_band'
    left join times_judged on allowed.item_number = times_judged.item_number

)

select
    user_number,
    item_number,
    interest,
    interest_in_return,
    like_rate,
    mutual_interest,
    coalesce(city_affinity > 1, false) or coalesce(age_affinity > 1, false)
        as is_often_looked_at,
    {{ recmart.dating_rank_score(
        'interest', 'mutual_interest',
        'city_affinity', 'age_affinity', 'times_judged', **exponents
    ) | indent(4) }} as score,
    {{ recmart.dating_rank_score(
        'interest', 'interest',
        'city_affinity', 'age_affinity', 'times_judged', **exponents
    ) | indent(4) }} as one_sided_score
from joined
