-- The title that a reason names is the one that adds most to the score: every
-- contribution of the viewer's liked titles is computed again, in the whole numbers
-- that `similar_candidates` adds up, with the parameters of the domain.
{%- set tuned = recmart.parameters('streaming') %}

with

recommendations as (

    select * from {{ ref('streaming__recommendations') }}
    where source = 'similar'

),

titles as (

    select
        item_id,
        title,
        rank as item_rank
    from {{ ref('streaming__item_popularity') }}

),

liked as (

    select
        user_items.user_id,
        titles.item_rank,
        titles.title,
        user_items.uses,
        power(user_items.evidence, {{ tuned.get('evidence_exponent', 0) }})
        / power(
            cast(
                rank() over (
                    partition by user_items.user_id order by user_items.age_days
                ) as {{ recmart.type_double() }}
            ),
            {{ tuned.get('recency_exponent', 0) }}
        ) as affinity,
        row_number() over (
            partition by user_items.user_id
            order by user_items.age_days, titles.item_rank
        ) as recency_rank
    from {{ ref('int_streaming__user_items') }} as user_items
    inner join titles on user_items.item_id = titles.item_id
    where user_items.is_liked

),

affinities as (

    select
        user_id,
        item_rank,
        title,
        uses,
        round(1024 * affinity / max(affinity) over (partition by user_id)) as affinity
    from liked
    where recency_rank <= {{ tuned.get('history_size', 500) }}

),

weights as (

    select
        weights.item_rank,
        titles.item_id as similar_item_id,
        weights.weight,
        weights.users_in_common
    from {{ ref('int_streaming__item_weights') }} as weights
    inner join titles on weights.other_item_rank = titles.item_rank

),

contributions as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason,
        'similar to ' || affinities.title || case
            when affinities.uses > 0 then ', which you watched'
            else ', which you showed interest in'
        end as true_reason,
        affinities.affinity * weights.weight as contribution,
        max(affinities.affinity * weights.weight) over (
            partition by recommendations.user_id, recommendations.item_id
        ) as largest_contribution
    from recommendations
    inner join affinities on recommendations.user_id = affinities.user_id
    inner join weights
        on
            affinities.item_rank = weights.item_rank
            and recommendations.item_id = weights.similar_item_id
    left join {{ ref('int_streaming__user_items') }} as own
        on
            recommendations.user_id = own.user_id
            and recommendations.item_id = own.item_id
            and own.is_liked
    -- Of titles that none but the viewer likes together neither speaks for the other.
    where own.user_id is null or weights.users_in_common > 1

),

confirmed as (

    select distinct
        user_id,
        item_id
    from contributions
    where
        reason = true_reason
        and contribution = largest_contribution

),

-- Where nothing else speaks for a title, the viewer has to like it.
liked_alone as (

    select
        recommendations.user_id,
        recommendations.item_id
    from recommendations
    inner join {{ ref('int_streaming__user_items') }} as own
        on
            recommendations.user_id = own.user_id
            and recommendations.item_id = own.item_id
    left join contributions
        on
            recommendations.user_id = contributions.user_id
            and recommendations.item_id = contributions.item_id
            and contributions.contribution > 0
    where
        own.is_liked
        and recommendations.reason = 'you have shown interest in it'
        and contributions.user_id is null

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
left join liked_alone
    on
        recommendations.user_id = liked_alone.user_id
        and recommendations.item_id = liked_alone.item_id
where confirmed.user_id is null and liked_alone.user_id is null
