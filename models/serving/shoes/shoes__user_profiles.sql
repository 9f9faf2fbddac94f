{{ recmart.user_profiles(
    users=ref('int_shoes__users'),
    user_items=ref('int_shoes__user_items'),
    attributes=['gender', 'age_band', 'primary_usage'],
) }}
