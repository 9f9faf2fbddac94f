{{ recmart.user_profiles(
    users=ref('int_pings__users'),
    user_items=ref('int_pings__user_items'),
    attributes=['country', 'age_band'],
) }}
