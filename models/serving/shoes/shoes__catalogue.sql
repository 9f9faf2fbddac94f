{{ recmart.catalogue(
    popularity=ref('int_shoes__item_popularity'),
    score='users',
    attributes=['brand', 'type', 'material', 'color'],
) }}
