{{ recmart.segment_candidates(
    segment_popularity=ref('streaming__segment_popularity'),
    user_segments=ref('int_streaming__user_segments'),
) }}
