{{ recmart.blend(
    sources=[
        {
            'name': 'popularity',
            'relation': ref('int_pings__popularity_candidates'),
            'weight': 1,
        },
        {
            'name': 'category_affinity',
            'relation': ref('int_pings__category_affinity_candidates'),
            'weight': 1,
        },
        {
            'name': 'creator_affinity',
            'relation': ref('int_pings__creator_affinity_candidates'),
            'weight': 1,
        },
        {
            'name': 'freshness',
            'relation': ref('int_pings__freshness_candidates'),
            'weight': 1,
        },
    ],
    exclusions=ref('int_pings__exclusions'),
    popularity=ref('int_pings__item_popularity'),
    list_size=var('recommendations_per_user'),
    scale='none',
) }}
