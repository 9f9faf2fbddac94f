{{ recmart.catalogue(
    popularity=ref('int_grocery__item_popularity'),
    attributes=recmart.item_attributes('grocery'),
    merchandising=recmart.merchandising_of('grocery'),
) }}
