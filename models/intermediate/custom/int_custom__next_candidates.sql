with

candidates as (

    {{ recmart.similar_candidates(
        user_items=ref('int_custom__user_items'),
        weights=ref('int_custom__next_weights'),
        popularity=ref('int_custom__item_popularity'),
        exclusions=ref('int_custom__exclusions'),
        batches=16,
        history_size=20,
        evidence_exponent=0,
        recency_exponent=1,
    ) | indent(4) }}

)

select
    candidates.user_id,
    candidates.item_id,
    candidates.score,
    candidates.because_item_id,
    'often comes soon after ' || items.title || ', which you liked' as reason
from candidates
inner join {{ ref('int_custom__items') }} as items
    on candidates.because_item_id = items.item_id
