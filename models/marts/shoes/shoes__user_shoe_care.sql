{{ config(
    indexes=[{'columns': ['user_id']}, {'columns': ['shoe_id']}],
) }}

select
    user_id,
    item_id as shoe_id,
    purchased_at,
    notice_date as care_due_on,
    is_due,
    care_instructions
from {{ ref('shoes__care_notices') }}
order by user_id, purchased_at, item_id
