-- Grocery: what do regular customers usually buy, but not in the last three weeks?
-- A reminder or a voucher for it has a known taker.
select
    user_id,
    product_name,
    department,
    times_bought,
    days_before_latest_order
from grocery.purchase_history
where times_bought >= 5 and days_before_latest_order > 21
order by times_bought desc, days_before_latest_order desc, user_id, product_id
limit 20
