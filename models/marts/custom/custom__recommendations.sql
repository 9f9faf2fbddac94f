{{ recmart.blend(
    sources=[
        {
            'name': 'repeat',
            'relation': ref('int_custom__repeat_candidates'),
            'weight': 1,
            'scale': 'none',
        },
        {
            'name': 'similar',
            'relation': ref('int_custom__similar_candidates'),
            'weight': 0.03,
        },
        {
            'name': 'next',
            'relation': ref('int_custom__next_candidates'),
            'weight': 0.003,
        },
        {
            'name': 'popular',
            'relation': ref('int_custom__popular_candidates'),
            'weight': 0.000001,
        },
    ],
    exclusions=ref('int_custom__exclusions'),
    popularity=ref('int_custom__item_popularity'),
    list_size=var('recommendations_per_user'),
    diversity=var('diversity'),
    similarity=ref('custom__item_similarity') if var('diversity') else none,
) }}
