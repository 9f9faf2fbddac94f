{{ recmart.user_profiles(
    users=ref('int_dating__users'),
    user_items=ref('int_dating__user_items'),
    attributes=['gender', 'age_band', 'city'],
) }}
