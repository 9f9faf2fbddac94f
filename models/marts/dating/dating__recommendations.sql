{% set weights = recmart.parameter('dating', 'weights') -%}
with

blended as (

    {{ recmart.blend(
        sources=[
            {
                'name': 'reciprocal',
                'relation': ref('int_dating__reciprocal_candidates'),
                'weight': weights.reciprocal,
            },
            {
                'name': 'segment',
                'relation': ref('int_dating__segment_candidates'),
                'weight': weights.segment,
            },
            {
                'name': 'popular',
                'relation': ref('int_dating__popular_candidates'),
                'weight': weights.popular,
            },
        ],
        exclusions=ref('int_dating__exclusions'),
        popularity=ref('int_dating__item_popularity'),
        list_size=recmart.length_of_lists(),
    ) | indent(4) }}

)

select
    blended.user_id,
    blended.rank,
    blended.item_id,
    blended.title,
    blended.score,
    blended.source,
    blended.reciprocal_score,
    blended.segment_score,
    blended.popular_score,
    candidates.interest,
    candidates.interest_in_return,
    candidates.mutual_interest,
    blended.reason
from blended
left join {{ ref('int_dating__reciprocal_candidates') }} as candidates
    on
        blended.user_id = candidates.user_id
        and blended.item_id = candidates.item_id
order by blended.user_id, blended.rank
