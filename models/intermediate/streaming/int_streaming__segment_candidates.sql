{{ recmart.segment_candidates(
    segment_popularity=ref('int_streaming__segment_popularity'),
    user_segments=ref('int_streaming__user_segments'),
) }}
