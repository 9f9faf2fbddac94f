select
    item_id,
    coalesce(title, item_id) as title,
    content_type,
    genre,
    cast(null as timestamp) as created_at
from {{ ref('stg_streaming__items') }}
