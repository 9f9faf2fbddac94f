{{ config(alias='recommendations') }}

{{ recmart.blend(
    sources=[
        {
            'name': 'similar',
            'relation': ref('int_grocery__similar_candidates'),
            'weight': 1,
        },
        {
            'name': 'popular',
            'relation': ref('int_grocery__popular_candidates'),
            'weight': 0.000001,
        },
    ],
    exclusions=ref('int_grocery__exclusions'),
    popularity=ref('grocery__item_popularity'),
    list_size=var('recommendations_per_user'),
) }}
