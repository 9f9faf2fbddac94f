with

hidden_baskets as (

    select * from {{ ref('int_grocery__baskets') }}
    where is_hidden

)

select
    hidden_baskets.user_id,
    order_lines.product_id as item_id
from hidden_baskets
inner join {{ ref('int_grocery__order_lines') }} as order_lines
    on hidden_baskets.order_id = order_lines.order_id
