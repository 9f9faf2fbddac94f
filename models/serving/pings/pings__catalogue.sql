{{ recmart.catalogue(
    popularity=ref('int_pings__item_popularity'),
    attributes=['category', 'main_hashtag', 'creator_id'],
) }}
