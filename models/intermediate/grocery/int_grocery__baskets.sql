with

filled_orders as (

    select
        order_id,
        count(*) as products
    from {{ ref('int_grocery__order_lines') }}
    group by order_id

),

dated_orders as (

    select
        order_id,
        user_id,
        order_number,
        sum(cast(coalesce(days_since_prior_order, 0) as decimal(38, 6))) over (
            partition by user_id
            order by order_number, order_id
            rows between unbounded preceding and current row
        ) as days_since_first
    from {{ ref('stg_grocery__orders') }}

),

numbered_baskets as (

    select
        dated_orders.order_id,
        dated_orders.user_id,
        dated_orders.order_number,
        cast(
            dated_orders.days_since_first as {{ recmart.type_double() }}
        ) as days_since_first,
        cast(filled_orders.products as {{ dbt.type_bigint() }}) as products,
        row_number() over (
            partition by dated_orders.user_id
            order by dated_orders.order_number desc, dated_orders.order_id desc
        ) as baskets_from_last
    from dated_orders
    inner join filled_orders on dated_orders.order_id = filled_orders.order_id

),

-- There is no calendar to cut by: a build as of the past hides the last basket.
baskets as (

    select
        order_id,
        user_id,
        order_number,
        days_since_first,
        products,
        {% if recmart.as_of() is none -%}
        true
        {%- else -%}
        baskets_from_last > 1
        {%- endif %} as is_visible
    from numbered_baskets

)

select
    *,
    max(case when is_visible then days_since_first end) over (partition by user_id)
    - days_since_first as age_days
from baskets
