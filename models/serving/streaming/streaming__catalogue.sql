{{ recmart.catalogue(
    popularity=ref('int_streaming__item_popularity'),
    attributes=['content_type', 'genre'],
    merchandising=recmart.merchandising_of('streaming'),
) }}
