-- A table of the shop's own, of a name that recmart has a table of, too.
select
    sku,
    count(distinct order_no) as orders
from {{ ref('fct_orders') }}
group by sku
