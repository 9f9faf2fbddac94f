{{ recmart.catalogue(
    popularity=ref('int_grocery__item_popularity'),
    score='interactions',
    attributes=['aisle', 'department'],
) }}
