with

candidates as (

    {{ recmart.similar_candidates(
        user_items=ref('int_grocery__user_items'),
        weights=ref('int_grocery__basket_weights'),
        popularity=ref('int_grocery__item_popularity'),
        exclusions=ref('int_grocery__user_items'),
        evidence_exponent=0.5,
    ) | indent(4) }}

)

select
    candidates.user_id,
    candidates.item_id,
    candidates.score,
    candidates.because_item_id,
    'often bought with ' || items.title || ', which you bought' as reason
from candidates
inner join {{ ref('int_grocery__items') }} as items
    on candidates.because_item_id = items.item_id
