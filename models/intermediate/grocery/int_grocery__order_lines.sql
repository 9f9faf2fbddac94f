{{ config(materialized='view') }}

with

prior_lines as (

    select
        order_id,
        product_id,
        add_to_cart_order
    from {{ ref('stg_grocery__order_products__prior') }}

),

-- A line that stands in both files is one purchase.
further_lines as (

    select
        train_lines.order_id,
        train_lines.product_id,
        train_lines.add_to_cart_order
    from {{ ref('stg_grocery__order_products__train') }} as train_lines
    left join prior_lines
        on
            train_lines.order_id = prior_lines.order_id
            and train_lines.product_id = prior_lines.product_id
    where prior_lines.order_id is null

)

select * from prior_lines
union all
select * from further_lines
