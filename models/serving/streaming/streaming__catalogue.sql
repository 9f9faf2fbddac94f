{{ recmart.catalogue(
    popularity=ref('int_streaming__item_popularity'),
    attributes=recmart.item_attributes('streaming'),
    merchandising=recmart.merchandising_of('streaming'),
) }}
