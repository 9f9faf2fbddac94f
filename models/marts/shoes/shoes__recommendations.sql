{{ recmart.blend(
    sources=[
        {
            'name': 'collaborative',
            'relation': ref('int_shoes__collaborative_candidates'),
            'weight': 0.95,
        },
        {
            'name': 'content',
            'relation': ref('int_shoes__content_candidates'),
            'weight': 0.05,
        },
        {
            'name': 'segment',
            'relation': ref('int_shoes__segment_candidates'),
            'weight': 0.001,
        },
        {
            'name': 'popular',
            'relation': ref('int_shoes__popular_candidates'),
            'weight': 0.000001,
        },
    ],
    exclusions=ref('int_shoes__exclusions'),
    popularity=ref('int_shoes__item_popularity'),
    list_size=var('recommendations_per_user'),
    diversity=var('diversity'),
    similarity=ref('shoes__item_similarity') if var('diversity') else none,
) }}
