with

people as (

    select * from {{ ref('int_dating__people') }}

),

-- What is not known is no gender to be interested in.
liked_genders as (

    select distinct
        judgements.user_number,
        people.gender
    from {{ ref('int_dating__judgements') }} as judgements
    inner join people on judgements.item_number = people.person_number
    where judgements.is_liked and people.gender != 'unknown'

),

every_gender as (

    select distinct gender from people

)

select
    user_number,
    gender
from liked_genders

union all

select
    people.person_number as user_number,
    every_gender.gender
from people
cross join every_gender
where
    not exists (
        select 1 from liked_genders
        where liked_genders.user_number = people.person_number
    )
