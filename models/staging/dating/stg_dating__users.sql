select
    user_id,
    first_name,
    last_name,
    {{ recmart.gender('gender') }} as gender,
    age,
    city,
    email,
    about_me
from {{ ref('base_dating__users') }}
where rejection_reason is null
