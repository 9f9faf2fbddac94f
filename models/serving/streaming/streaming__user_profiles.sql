{{ recmart.user_profiles(
    users=ref('int_streaming__users'),
    user_items=ref('int_streaming__user_items'),
    attributes=['gender', 'age_band', 'region'],
) }}
