with

profiles as (

    select
        user_id,
        gender,
        age,
        {{ recmart.age_band('age') }} as age_band,
        city
    from {{ ref('stg_dating__users') }}

),

judged_people as (

    select distinct item_id from {{ ref('int_dating__interactions') }}

),

people as (

    select
        coalesce(profiles.user_id, judged_people.item_id) as item_id,
        profiles.user_id is not null as has_profile,
        profiles.gender,
        profiles.age,
        profiles.age_band,
        profiles.city,
        -- Such as "29, female, London", without what is not known.
        coalesce(cast(profiles.age as {{ dbt.type_string() }}) || ', ', '')
        || coalesce(profiles.gender || ', ', '')
        || coalesce(profiles.city || ', ', '') as description
    from profiles
    full outer join judged_people on profiles.user_id = judged_people.item_id

)

select
    item_id,
    case
        when description = '' then item_id
        else left(description, length(description) - 2)
    end as title,
    gender,
    age,
    age_band,
    city,
    has_profile,
    cast(null as timestamp) as created_at
from people
