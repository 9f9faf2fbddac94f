{% macro segment_candidates(segment_popularity, user_segments) %}
    {%- do recmart.check_arguments('segment_candidates', {
        'segment_popularity': ['relation', segment_popularity],
        'user_segments': ['relation', user_segments],
    }) -%}
with

segment_popularity as (

    select * from {{ segment_popularity }}

),

segments_with_evidence as (

    select distinct level, segment from segment_popularity

),

narrowest as (

    select
        user_segments.user_id,
        min(user_segments.level) as level
    from {{ user_segments }} as user_segments
    inner join segments_with_evidence
        on
            user_segments.level = segments_with_evidence.level
            and user_segments.segment = segments_with_evidence.segment
    group by user_segments.user_id

)

select
    narrowest.user_id,
    segment_popularity.item_id,
    cast(1 as {{ recmart.type_double() }}) / segment_popularity.rank as score,
    'popular with ' || segment_popularity.segment as reason
from narrowest
inner join {{ user_segments }} as user_segments
    on
        narrowest.user_id = user_segments.user_id
        and narrowest.level = user_segments.level
inner join segment_popularity
    on
        user_segments.level = segment_popularity.level
        and user_segments.segment = segment_popularity.segment
{% endmacro %}
