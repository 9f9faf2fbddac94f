with

-- There is no calendar: each user's last basket is what comes later.
events as (

    select
        baskets.user_id,
        order_lines.product_id as item_id,
        not baskets.is_hidden as is_visible,
        1 as strength,
        false as is_negative
    from {{ ref('int_grocery__baskets') }} as baskets
    inner join {{ ref('int_grocery__order_lines') }} as order_lines
        on baskets.order_id = order_lines.order_id
    where baskets.is_hidden

),

holdout as (

    {{ recmart.held_out(
        events='events',
        items=ref('int_grocery__items'),
        exclusions=ref('int_grocery__exclusions'),
        time_column=none,
    ) | indent(4) }}

)

select * from holdout
