{% macro asked(catalogue, user_items, exclusions) -%}
    {#- The first CTEs of a list for one user, made when it is asked for: `wanted_items`, the
        items that pass `asked_filters` and are hidden from nobody, by popularity;
        `asked_users`, the user; `liked`, what the user's history says, or `asked_items` in
        its place; `own_items`, what the user likes whatever is asked; `barred_pairs`. -#}
    {%- do recmart.check_arguments('asked', {
        'catalogue': ['relation', catalogue],
        'user_items': ['relation', user_items],
        'exclusions': ['relation', exclusions],
    }) -%}
-- What is hidden keeps its rank, as in the lists of a build.
wanted_items as (

    select
        item_id,
        title,
        attributes,
        rank as item_rank,
        row_number() over (order by rank) as rank
    from {{ catalogue }} as catalogue
    where {{ recmart.passes_filters('catalogue.tags', 'cast(asked_filters as varchar[])') | indent(4) }}
    qualify not list_contains(catalogue.tags, '=hidden')

),

asked_users as (

    select coalesce(cast(asked_user as varchar), '') as user_id

),

given_items as (

    select distinct {{ recmart.asked_id('item_id') }} as item_id
    from (select unnest(cast(asked_items as varchar[])) as item_id)

),

own_history as (

    select * from {{ user_items }}
    where user_id = asked_user

),

own_items as (

    select
        user_id,
        item_id
    from own_history
    where is_liked

),

liked as (

    select * from own_history
    where asked_items is null

    union all by name

    select
        asked_users.user_id,
        given_items.item_id,
        cast(1 as {{ recmart.type_double() }}) as evidence,
        cast(0 as {{ recmart.type_double() }}) as age_days,
        true as is_liked
    from given_items
    cross join asked_users

),

barred_pairs as (

    select
        user_id,
        item_id
    from {{ exclusions }}
    where user_id = asked_user

    union

    select
        asked_users.user_id,
        given_items.item_id
    from given_items
    cross join asked_users

),
{%- endmacro %}
