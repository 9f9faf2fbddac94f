{{ recmart.catalogue(
    popularity=ref('int_dating__item_popularity'),
    attributes=recmart.item_attributes('dating'),
) }}
