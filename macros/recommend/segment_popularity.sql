{% macro segment_popularity(
    user_items,
    user_segments,
    popularity,
    min_users=50,
    items_per_segment=100,
    half_life_days=none
) %}
    {%- do recmart.check_arguments('segment_popularity', {
        'user_items': ['relation', user_items],
        'user_segments': ['relation', user_segments],
        'popularity': ['relation', popularity],
        'min_users': ['integer', min_users],
        'items_per_segment': ['integer', items_per_segment],
        'half_life_days': ['optional[float]', half_life_days],
    }) -%}
with

likes as (

    select
        user_id,
        item_id
        {%- if half_life_days is not none %},
        {{ recmart.decay('age_days', half_life_days) }} as freshness
        {%- endif %}
    from {{ user_items }}
    where is_liked

),

user_segments as (

    select * from {{ user_segments }}

),

active_users as (

    select distinct user_id from likes

),

segments_with_evidence as (

    select
        user_segments.level,
        user_segments.segment,
        count(*) as segment_users
    from user_segments
    inner join active_users on user_segments.user_id = active_users.user_id
    group by user_segments.level, user_segments.segment
    having count(*) >= {{ min_users }}

),

likes_in_segment as (

    select
        user_segments.level,
        user_segments.segment,
        likes.item_id,
        {% if half_life_days is not none -%}
        {{ recmart.exact_sum('likes.freshness') }} as faded_users,
        {% endif -%}
        count(*) as liking_users
    from likes
    inner join user_segments on likes.user_id = user_segments.user_id
    group by user_segments.level, user_segments.segment, likes.item_id

),

ranked as (

    select
        segments_with_evidence.level,
        segments_with_evidence.segment,
        segments_with_evidence.segment_users,
        likes_in_segment.item_id,
        popularity.title,
        likes_in_segment.liking_users,
        row_number() over (
            partition by segments_with_evidence.level, segments_with_evidence.segment
            order by
                {% if half_life_days is not none -%}
                likes_in_segment.faded_users desc,
                {% endif -%}
                likes_in_segment.liking_users desc,
                popularity.rank
        ) as rank
    from likes_in_segment
    inner join segments_with_evidence
        on
            likes_in_segment.level = segments_with_evidence.level
            and likes_in_segment.segment = segments_with_evidence.segment
    inner join {{ popularity }} as popularity
        on likes_in_segment.item_id = popularity.item_id

)

select * from ranked
where rank <= {{ items_per_segment }}
order by level, segment, rank
{% endmacro %}
