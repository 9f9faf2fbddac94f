with

popularity as (

    select * from {{ ref('int_shoes__item_popularity') }}

)

select
    item.rank as item_rank,
    other_item.rank as other_item_rank,
    cast(
        {{ recmart.rounded(recmart.fixed_point() ~ ' * similarity.cosine') }}
        as {{ dbt.type_bigint() }}
    ) as weight
from {{ ref('int_shoes__content_similarity') }} as similarity
inner join popularity as item on similarity.item_id = item.item_id
inner join popularity as other_item on similarity.similar_item_id = other_item.item_id
