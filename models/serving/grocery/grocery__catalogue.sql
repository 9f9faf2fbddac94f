{{ recmart.catalogue(
    popularity=ref('int_grocery__item_popularity'),
    attributes=['aisle', 'department'],
    merchandising=recmart.merchandising_of('grocery'),
) }}
