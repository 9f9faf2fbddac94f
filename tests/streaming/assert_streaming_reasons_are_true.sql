-- The title that a reason names is the one that adds most to the score: every
-- contribution of the viewer's liked titles is computed again, in the whole numbers
-- that `similar_candidates` adds up.
with

recommendations as (

    select * from {{ ref('streaming__recommendations') }}
    where source = 'similar'

),

affinities as (

    select
        user_id,
        item_id,
        round(
            1024 * sqrt(evidence) / max(sqrt(evidence)) over (partition by user_id)
        ) as affinity
    from {{ ref('int_streaming__user_items') }}
    where is_liked

),

weights as (

    select
        item_id,
        similar_item_id,
        item_title,
        round(1073741824 * score / max(score) over ()) as weight
    from {{ ref('streaming__item_similarity') }}

),

contributions as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason,
        'similar to ' || weights.item_title || ', which you watched' as true_reason,
        affinities.affinity * weights.weight as contribution,
        max(affinities.affinity * weights.weight) over (
            partition by recommendations.user_id, recommendations.item_id
        ) as largest_contribution
    from recommendations
    inner join affinities on recommendations.user_id = affinities.user_id
    inner join weights
        on
            affinities.item_id = weights.item_id
            and recommendations.item_id = weights.similar_item_id

),

confirmed as (

    select distinct
        user_id,
        item_id
    from contributions
    where
        reason = true_reason
        and contribution = largest_contribution

)

select
    recommendations.user_id,
    recommendations.item_id,
    recommendations.reason
from recommendations
left join confirmed
    on
        recommendations.user_id = confirmed.user_id
        and recommendations.item_id = confirmed.item_id
where confirmed.user_id is null
