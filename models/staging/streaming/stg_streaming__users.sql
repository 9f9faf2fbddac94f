select
    user_id,
    age,
    {{ recmart.gender('gender') }} as gender,
    region
from {{ ref('base_streaming__users') }}
where rejection_reason is null
