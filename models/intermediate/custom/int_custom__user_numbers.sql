{{ config(
    enabled=(
        recmart.is_wanted('custom', 'weights.user_knn')
        or recmart.is_wanted('custom', 'weights.repeat_knn')
    ),
) }}

{{ recmart.liking_users(
    user_items=ref('int_custom__user_items'),
    popularity=ref('int_custom__item_popularity'),
) }}
