{{ recmart.dating_popular_candidates(
    users=ref('int_dating__users'),
    people=ref('int_dating__people'),
    sought_genders=ref('int_dating__sought_genders'),
    popularity=ref('int_dating__item_popularity'),
    exclusions=ref('int_dating__exclusions'),
    list_size=recmart.length_of_lists(),
) }}
