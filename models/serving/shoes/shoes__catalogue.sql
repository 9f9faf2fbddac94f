{{ recmart.catalogue(
    popularity=ref('int_shoes__item_popularity'),
    attributes=['brand', 'type', 'material', 'color'],
    merchandising=recmart.merchandising_of('shoes'),
) }}
