{% set merchandising = recmart.merchandising_of('shoes') -%}
with

purchases as (

    select
        interactions.user_id,
        interactions.item_id,
        items.title,
        interactions.occurred_at,
        interactions.age_days,
        items.lifespan_days,
        -- A shoe of no known type is replaced by itself alone.
        coalesce(items.type, items.item_id) as kind
    from {{ ref('int_shoes__interactions') }} as interactions
    inner join {{ ref('int_shoes__items') }} as items
        on interactions.item_id = items.item_id
    where interactions.event_type = 'purchase'

),

-- A later purchase of the same kind has replaced the shoe already.
latest_purchases as (

    select
        *,
        max(occurred_at) over (partition by user_id, kind) as latest_occurred_at
    from purchases

),

worn_out as (

    select
        user_id,
        item_id as worn_item_id,
        title as worn_title,
        occurred_at as purchased_at,
        cast({{ dbt.dateadd('day', 'lifespan_days', 'occurred_at') }} as date)
            as end_of_life_date,
        cast(floor(lifespan_days - age_days) as {{ dbt.type_bigint() }}) as days_left
    from latest_purchases
    where
        occurred_at = latest_occurred_at
        -- Nothing is worn when it is bought: 0 days are as good as not known.
        and lifespan_days > 0
        and age_days >= lifespan_days - {{ var('shoes_replacement_window_days') }}

),

similar_shoes as (

    select
        worn_out.*,
        similarity.similar_item_id as item_id,
        similarity.similar_item_title as title,
        similarity.cosine as score,
        similarity.rank as similarity_rank
    from worn_out
    inner join {{ ref('int_shoes__content_similarity') }} as similarity
        on worn_out.worn_item_id = similarity.item_id
    left join {{ ref('int_shoes__exclusions') }} as exclusions
        on
            worn_out.user_id = exclusions.user_id
            and similarity.similar_item_id = exclusions.item_id
    where exclusions.user_id is null

),
{%- if merchandising is not none %}

said_by_shop as (

    {{ recmart.merchandised(
        'similar_shoes', merchandising, ref('int_shoes__user_segments')
    ) | indent(4) }}

),
{%- endif %}

alternatives as (

    select
        similar_shoes.*,
        row_number() over (
            partition by similar_shoes.user_id, similar_shoes.worn_item_id
            order by similar_shoes.similarity_rank
        ) as rank
    from similar_shoes
    {%- if merchandising is not none %}
    left join said_by_shop
        on
            similar_shoes.user_id = said_by_shop.user_id
            and similar_shoes.item_id = said_by_shop.item_id
    where not coalesce(said_by_shop.is_hidden, false)
    {%- endif %}

)

select
    user_id,
    worn_item_id,
    worn_title,
    purchased_at,
    end_of_life_date,
    days_left,
    rank,
    item_id,
    title,
    score
from alternatives
where rank <= {{ var('shoes_replacements_per_shoe') }}
order by user_id, worn_item_id, rank
