{{ config(enabled=recmart.is_wanted('custom')) }}

with

barred as (

    {{ recmart.exclusions_by_policy(
        user_items=ref('int_custom__user_items'),
        interactions=ref('int_custom__interactions'),
        policy=var('custom_repeat_policy'),
        heavy_uses=var('custom_heavy_uses'),
    ) | indent(4) }}

),

-- Nobody is shown what is their own.
own as (

    select
        creator_id as user_id,
        item_id
    from {{ ref('stg_custom__items') }}
    where creator_id is not null

)

select * from barred
union
select * from own
order by user_id, item_id
