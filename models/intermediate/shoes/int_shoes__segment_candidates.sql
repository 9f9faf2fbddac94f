{{ recmart.segment_candidates(
    segment_popularity=ref('int_shoes__segment_popularity'),
    user_segments=ref('int_shoes__user_segments'),
) }}
