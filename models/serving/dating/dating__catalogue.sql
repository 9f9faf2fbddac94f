{{ recmart.catalogue(
    popularity=ref('int_dating__item_popularity'),
    score='liking_users',
    attributes=['gender', 'age_band', 'city'],
) }}
