{{ recmart.blend(
    sources=[
        {
            'name': 'similar',
            'relation': ref('int_streaming__similar_candidates'),
            'weight': 1,
        },
        {
            'name': 'segment',
            'relation': ref('int_streaming__segment_candidates'),
            'weight': 0.001,
        },
        {
            'name': 'popular',
            'relation': ref('int_streaming__popular_candidates'),
            'weight': 0.000001,
        },
    ],
    exclusions=ref('int_streaming__exclusions'),
    popularity=ref('int_streaming__item_popularity'),
    list_size=var('recommendations_per_user'),
    diversity=var('diversity'),
    similarity=ref('streaming__item_similarity') if var('diversity') else none,
) }}
