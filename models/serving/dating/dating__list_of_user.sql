{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

{% set depth = recmart.list_depth('list_size') -%}
{% set weights = recmart.parameter('dating', 'weights') -%}
with

{{ recmart.asked(
    catalogue=recmart.here(ref('dating__catalogue')),
    user_items=recmart.here(ref('int_dating__user_items')),
    exclusions=recmart.here(ref('int_dating__exclusions')),
) }}

people as (

    select * from {{ recmart.here(ref('int_dating__people')) }}

),

permission as (

    select
        case
            when asked_items is null then true
            else error(
                'domain dating cannot be scored on the spot: who may be shown to whom'
                || ' is decided by its build, pair by pair'
            )
        end as is_given

),

asked_people as (

    select people.*
    from people
    inner join asked_users on people.person_id = asked_users.user_id
    inner join permission on permission.is_given

),

scores as (

    select scores.*
    from {{ recmart.here(ref('int_dating__reciprocal_scores')) }} as scores
    inner join asked_people on scores.user_number = asked_people.person_number
    inner join people on scores.item_number = people.person_number
    inner join wanted_items on people.person_id = wanted_items.item_id

),

reciprocal_candidates as (

    {{ recmart.dating_reciprocal_candidates(
        'scores', 'people', depth
    ) | indent(4) }}

),

segment_candidates as (

    select * from {{ recmart.here(ref('int_dating__segment_candidates')) }}
    where user_id = asked_user

),

popular_people as (

    {{ recmart.dating_popular_candidates(
        users='asked_users',
        people='people',
        sought_genders=recmart.here(ref('int_dating__sought_genders')),
        popularity='wanted_items',
        exclusions='barred_pairs',
        list_size=depth,
    ) | indent(4) }}

),

-- Of somebody unknown it is not known whom they seek.
popular_candidates as (

    select * from popular_people

    union all

    select
        asked_users.user_id,
        wanted_items.item_id,
        cast(1 as {{ recmart.type_double() }}) / wanted_items.rank as score,
        'popular' as reason
    from wanted_items
    inner join people on wanted_items.item_id = people.person_id
    cross join asked_users
    inner join permission on permission.is_given
    left join asked_people on asked_users.user_id = asked_people.person_id
    where people.has_profile and asked_people.person_id is null

),

blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'reciprocal',
                'relation': 'reciprocal_candidates',
                'weight': weights.reciprocal,
            },
            {
                'name': 'segment',
                'relation': 'segment_candidates',
                'weight': weights.segment,
            },
            {
                'name': 'popular',
                'relation': 'popular_candidates',
                'weight': weights.popular,
            },
        ],
        exclusions='barred_pairs',
        popularity='wanted_items',
        list_size='list_size',
        wanted='wanted_items',
    ) | indent(4) }}

)

{{ recmart.as_list(
    'blended', score='1 / cast(blended.rank as ' ~ recmart.type_double() ~ ')'
) }}
