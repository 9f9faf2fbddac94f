{{ recmart.segment_candidates(
    segment_popularity=ref('dating__segment_popularity'),
    user_segments=ref('int_dating__user_segments'),
) }}
