{{ recmart.user_profiles(
    users=ref('int_grocery__users'),
    user_items=ref('int_grocery__user_items'),
    attributes=[],
) }}
