select
    user_id,
    age,
    {{ recmart.gender('gender') }} as gender,
    primary_usage
from {{ ref('base_shoes__users') }}
where rejection_reason is null
