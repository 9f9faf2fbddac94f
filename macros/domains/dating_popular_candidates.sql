{% macro dating_popular_candidates(
    users, people, sought_genders, popularity, exclusions, list_size
) %}
    {#- For each user popular people of the genders that the user seeks. -#}
    {%- do recmart.check_arguments('dating_popular_candidates', {
        'users': ['relation', users],
        'people': ['relation', people],
        'sought_genders': ['relation', sought_genders],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'list_size': ['any', list_size],
    }) -%}
with

people as (

    select * from {{ people }}

),

sought_genders as (

    select * from {{ sought_genders }}

),

every_gender as (

    select distinct gender from people

),

-- To fill a list, also those who seem to seek someone else, after all others.
popular_people as (

    select
        every_gender.gender as gender_of_user,
        people.person_id,
        people.gender,
        case when sought_genders.gender is null then 1 else 0 end as is_other,
        popularity.rank
    from {{ popularity }} as popularity
    inner join people on popularity.item_id = people.person_id
    cross join every_gender
    left join sought_genders
        on
            people.person_number = sought_genders.user_number
            and every_gender.gender = sought_genders.gender
    where people.has_profile

),

popular_of_gender as (

    select
        *,
        row_number() over (
            partition by gender_of_user, gender
            order by is_other, rank
        ) as rank_in_gender
    from popular_people

),

barred_people as (

    select
        user_id,
        count(*) as people
    from {{ exclusions }}
    group by user_id

),

-- As many more than asked for as are barred: what is left is always enough.
wanted as (

    select
        people.person_number,
        people.person_id,
        people.gender,
        {{ list_size }} + coalesce(barred_people.people, 0)
            as people
    from people
    left join barred_people on people.person_id = barred_people.user_id
    where people.person_id in (select user_id from {{ users }})

),

ranked as (

    select
        wanted.person_id as user_id,
        popular_of_gender.person_id as item_id,
        row_number() over (
            partition by wanted.person_id
            order by popular_of_gender.is_other, popular_of_gender.rank
        ) as rank
    from wanted
    inner join sought_genders on wanted.person_number = sought_genders.user_number
    inner join popular_of_gender
        on
            wanted.gender = popular_of_gender.gender_of_user
            and sought_genders.gender = popular_of_gender.gender
            and wanted.people >= popular_of_gender.rank_in_gender

)

select
    user_id,
    item_id,
    cast(1 as {{ recmart.type_double() }}) / rank as score,
    'popular' as reason
from ranked
{% endmacro %}
