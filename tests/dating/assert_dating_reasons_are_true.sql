-- The stated cause is the largest contribution, and what the words say holds: all of it
-- computed again, votes and shares in whole numbers from the judgements themselves. Of
-- many people a sample of a thousand or two.
{%- do recmart.planned_for_all() %}

with

sampled_people as (

    select *
    from {{ ref('int_dating__people') }}
    where
        person_number % greatest(
            1,
            (
                select cast(floor(count(*) / 1000.0) as {{ dbt.type_bigint() }})
                from {{ ref('int_dating__people') }}
            )
        ) = 0

),

recommendations as (

    select
        recommendations.*,
        seekers.person_number as user_number,
        items.person_number as item_number,
        items.city,
        items.age_band,
        coalesce(recommendations.reason like 'liked by people who judge as you do%', false)
            as claims_interest,
        coalesce(recommendations.reason like '%likely to like you', false)
            as claims_return
    from {{ ref('dating__recommendations') }} as recommendations
    inner join sampled_people as seekers
        on recommendations.user_id = seekers.person_id
    inner join {{ ref('int_dating__people') }} as items
        on recommendations.item_id = items.person_id

),

-- The latest word of each on each; a dislike wins within a moment.
words as (

    select
        judges.person_number as user_number,
        judged.person_number as item_number,
        case when interactions.is_negative then 0 else 1 end as likes,
        row_number() over (
            partition by interactions.user_id, interactions.item_id
            order by interactions.age_days, interactions.is_negative desc
        ) as place
    from {{ ref('int_dating__interactions') }} as interactions
    inner join {{ ref('int_dating__people') }} as judges
        on interactions.user_id = judges.person_id
    inner join {{ ref('int_dating__people') }} as judged
        on interactions.item_id = judged.person_id
    where interactions.user_id != interactions.item_id

),

judgements as (

    select
        user_number,
        item_number,
        likes
    from words
    where place = 1

),

totals as (

    select
        sum(likes) + 1 as likes,
        count(*) + 2 as judgements
    from judgements

),

like_minded as (

    select
        user_number,
        other_user_number,
        cast(round(1000000 * similarity) as bigint) as similarity
    from {{ ref('int_dating__like_minded') }}

),

-- Above 0 where the like-minded like more often than everyone does: those of the
-- person asked on the person shown, and the other way round.
{% for votes, asked, judged in [
    ('votes', 'user_number', 'item_number'),
    ('votes_in_return', 'item_number', 'user_number'),
] -%}
{{ votes }} as (

    select
        recommendations.user_id,
        recommendations.item_id,
        sum(
            like_minded.similarity
            * (judgements.likes * totals.judgements - totals.likes)
        ) as excess
    from recommendations
    inner join judgements on recommendations.{{ judged }} = judgements.item_number
    inner join like_minded
        on
            recommendations.{{ asked }} = like_minded.user_number
            and judgements.user_number = like_minded.other_user_number
    cross join totals
    where recommendations.source = 'reciprocal'
    group by recommendations.user_id, recommendations.item_id

),

{% endfor -%}
false_interests as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from recommendations
    left join votes
        on
            recommendations.user_id = votes.user_id
            and recommendations.item_id = votes.item_id
    left join votes_in_return
        on
            recommendations.user_id = votes_in_return.user_id
            and recommendations.item_id = votes_in_return.item_id
    left join judgements as likes_in_return
        on
            recommendations.item_number = likes_in_return.user_number
            and recommendations.user_number = likes_in_return.item_number
            and likes_in_return.likes = 1
    left join {{ ref('int_dating__affinities') }} as city_affinities
        on
            recommendations.user_number = city_affinities.user_number
            and city_affinities.attribute_name = 'city'
            and recommendations.city = city_affinities.attribute_value
    left join {{ ref('int_dating__affinities') }} as age_affinities
        on
            recommendations.user_number = age_affinities.user_number
            and age_affinities.attribute_name = 'age_band'
            and recommendations.age_band = age_affinities.attribute_value
    where
        recommendations.source = 'reciprocal'
        and not (
            case
                when recommendations.claims_interest then votes.excess >= 0
                else coalesce(votes.excess, 0) <= 0
            end
            and case
                when likes_in_return.user_number is not null
                    then recommendations.claims_return
                when recommendations.claims_return then votes_in_return.excess >= 0
                else coalesce(votes_in_return.excess, 0) <= 0
            end
            and case
                when recommendations.claims_interest or recommendations.claims_return
                    then true
                when greatest(city_affinities.affinity, age_affinities.affinity) > 1
                    then
                        recommendations.reason
                        = 'of a city or age that you, or people like you, often look at'
                else recommendations.reason = 'you may be whom the other seeks'
            end
        ) is true

),

-- Likes given by people of the same segment, where the reason names the segment.
segment_likes as (

    select
        segments.level,
        segments.segment,
        people.person_id as item_id,
        count(*) as likes
    from judgements
    inner join {{ ref('int_dating__people') }} as judges
        on judgements.user_number = judges.person_number
    inner join {{ ref('int_dating__people') }} as people
        on judgements.item_number = people.person_number
    inner join {{ ref('int_dating__user_segments') }} as segments
        on judges.person_id = segments.user_id
    where judgements.likes = 1
    group by segments.level, segments.segment, people.person_id

),

-- The narrowest of the person's segments in which at least fifty like anyone.
likers as (

    select distinct judges.person_id
    from judgements
    inner join {{ ref('int_dating__people') }} as judges
        on judgements.user_number = judges.person_number
    where judgements.likes = 1

),

segments_with_evidence as (

    select
        segments.level,
        segments.segment
    from {{ ref('int_dating__user_segments') }} as segments
    inner join likers on segments.user_id = likers.person_id
    group by segments.level, segments.segment
    having count(*) >= 50

),

segments_by_level as (

    select
        segments.user_id,
        segments.level,
        segments.segment,
        row_number() over (
            partition by segments.user_id order by segments.level
        ) as place
    from {{ ref('int_dating__user_segments') }} as segments
    inner join segments_with_evidence
        on
            segments.level = segments_with_evidence.level
            and segments.segment = segments_with_evidence.segment

),

own_segments as (

    select
        user_id,
        level,
        segment
    from segments_by_level
    where place = 1

),

false_segments as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from recommendations
    left join own_segments on recommendations.user_id = own_segments.user_id
    left join segment_likes
        on
            own_segments.level = segment_likes.level
            and own_segments.segment = segment_likes.segment
            and recommendations.item_id = segment_likes.item_id
    where
        recommendations.source = 'segment'
        and (
            recommendations.reason = 'popular with ' || own_segments.segment
            and segment_likes.likes >= 1
        ) is not true

),

scaled_scores as (

    select
        user_number,
        item_number,
        score / max(score) over (partition by user_number) as share
    from {{ ref('int_dating__reciprocal_scores') }}

),

-- The named source adds most; who is popular only has no place in the segment's list.
false_sources as (

    select
        recommendations.user_id,
        recommendations.item_id,
        recommendations.reason
    from recommendations
    left join scaled_scores
        on
            recommendations.user_number = scaled_scores.user_number
            and recommendations.item_number = scaled_scores.item_number
    left join {{ ref('int_dating__segment_candidates') }} as segment_candidates
        on
            recommendations.user_id = segment_candidates.user_id
            and recommendations.item_id = segment_candidates.item_id
    where
        case recommendations.source
            when 'reciprocal'
                then
                    scaled_scores.share is null
                    or recommendations.reciprocal_score != scaled_scores.share
                    or recommendations.segment_score > scaled_scores.share
            when 'segment'
                then
                    segment_candidates.item_id is null
                    or recommendations.reciprocal_score > recommendations.segment_score
            else
                recommendations.reason != 'popular'
                or segment_candidates.item_id is not null
                or recommendations.reciprocal_score > recommendations.popular_score
        end

)

select * from false_interests
union all
select * from false_segments
union all
select * from false_sources
