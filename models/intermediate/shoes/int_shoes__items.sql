select
    shoe_id as item_id,
    {{ recmart.shoes_title('shoe_id', 'brand', 'model') }} as title,
    brand,
    model,
    type,
    material,
    color,
    care_instructions,
    lifespan_days,
    cast(null as timestamp) as created_at
from {{ ref('stg_shoes__shoes') }}
