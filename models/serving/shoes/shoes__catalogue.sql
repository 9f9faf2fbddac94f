{{ recmart.catalogue(
    popularity=ref('int_shoes__item_popularity'),
    attributes=recmart.item_attributes('shoes'),
    merchandising=recmart.merchandising_of('shoes'),
) }}
