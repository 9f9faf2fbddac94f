{{ recmart.catalogue(
    popularity=ref('int_pings__item_popularity'),
    score='engagement',
    attributes=['category', 'main_hashtag', 'creator_id'],
) }}
