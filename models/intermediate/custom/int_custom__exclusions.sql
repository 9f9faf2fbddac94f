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
union all
-- Each side is distinct: to seek what is double would hash all that is barred.
select own.*
from own
left join barred
    on own.user_id = barred.user_id and own.item_id = barred.item_id
where barred.user_id is null
order by user_id, item_id
