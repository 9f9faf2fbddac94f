{{ recmart.catalogue(
    popularity=ref('int_dating__item_popularity'),
    attributes=['gender', 'age_band', 'city'],
) }}
