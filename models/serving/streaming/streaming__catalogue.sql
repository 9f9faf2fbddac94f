{{ recmart.catalogue(
    popularity=ref('int_streaming__item_popularity'),
    score='watch_seconds',
    attributes=['content_type', 'genre'],
) }}
