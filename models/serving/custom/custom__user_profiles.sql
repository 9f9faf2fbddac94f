{{ recmart.user_profiles(
    users=ref('int_custom__users'),
    user_items=ref('int_custom__user_items'),
    attributes=[],
) }}
