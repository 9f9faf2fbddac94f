{{ recmart.catalogue(
    popularity=ref('int_grocery__item_popularity'),
    attributes=['aisle', 'department'],
) }}
