{{ recmart.catalogue(
    popularity=ref('int_custom__item_popularity'),
    score='liking_users',
    packed='attributes',
) }}
