-- Groceries are bought again and again: nothing is barred.
select
    user_id,
    item_id
from {{ ref('int_grocery__user_items') }}
where is_disliked
order by user_id, item_id
