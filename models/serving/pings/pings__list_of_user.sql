{{ config(
    materialized='table_function',
    enabled=target.profile_name == 'recmart' and target.type == 'duckdb',
    parameters=['asked_user', 'asked_items', 'asked_filters', 'list_size'],
) }}

with

{{ recmart.asked(
    catalogue=recmart.here(ref('pings__catalogue')),
    user_items=recmart.here(ref('int_pings__user_items')),
    exclusions=recmart.here(ref('int_pings__exclusions')),
) }}

interactions_of_user as (

    select
        user_id,
        item_id
    from {{ recmart.here(ref('int_pings__interactions')) }}
    where user_id = asked_user and asked_items is null

    union all

    select
        user_id,
        item_id
    from liked
    where asked_items is not null

),

category_affinity as (

    {{ recmart.attribute_affinity(
        'interactions_of_user', recmart.here(ref('int_pings__items')), 'category'
    ) | indent(4) }}

),

creator_affinity as (

    {{ recmart.attribute_affinity(
        'interactions_of_user', recmart.here(ref('int_pings__items')), 'creator_id'
    ) | indent(4) }}

),

scored as (

    select
        asked_users.user_id,
        item_scores.item_id,
        item_scores.popularity_units,
        coalesce(
            {{ recmart.pings_contribution(
                'category_affinity', 'category_affinity.affinity'
            ) | indent(12) }},
            0
        ) as category_affinity_units,
        coalesce(
            {{ recmart.pings_contribution(
                'creator_affinity', 'creator_affinity.affinity'
            ) | indent(12) }},
            0
        ) as creator_affinity_units,
        item_scores.freshness_units
    from {{ recmart.here(ref('int_pings__item_scores')) }} as item_scores
    inner join wanted_items on item_scores.item_id = wanted_items.item_id
    cross join asked_users
    left join category_affinity on item_scores.category = category_affinity.category
    left join creator_affinity on item_scores.creator_id = creator_affinity.creator_id
    left join barred_pairs on item_scores.item_id = barred_pairs.item_id
    where barred_pairs.item_id is null

),

{% set parts = ['popularity', 'category_affinity', 'creator_affinity', 'freshness'] -%}
ranked as (

    select
        *,
        {% for part in parts -%}
        {{ part }}_units / cast(
            {{ recmart.fixed_point() }} as {{ recmart.type_double() }}
        )
            as {{ part }}_score,
        {% endfor -%}
        (
            {%- for part in parts -%}
            {{ part }}_units{{ " + " if not loop.last }}
            {%- endfor -%}
        ) / cast({{ recmart.fixed_point() }} as {{ recmart.type_double() }}) as score
    from scored

),

candidates as (

    select
        *,
        row_number() over (order by score desc, item_id asc) as rank
    from ranked
    order by score desc, item_id asc
    limit list_size

),

explained as (

    {{ recmart.pings_explained(
        candidates='candidates',
        interactions='interactions_of_user',
        items=recmart.here(ref('int_pings__items')),
        item_scores=recmart.here(ref('int_pings__item_scores')),
        category_affinity='category_affinity',
        creator_affinity='creator_affinity',
    ) | indent(4) }}

)

{{ recmart.as_list('explained') }}
