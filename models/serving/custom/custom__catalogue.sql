{{ recmart.catalogue(
    popularity=ref('int_custom__item_popularity'),
    packed='attributes',
    merchandising=recmart.merchandising_of('custom'),
) }}
