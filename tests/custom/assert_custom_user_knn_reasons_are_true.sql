{{ config(enabled=recmart.is_wanted('custom', 'weights.user_knn')) }}

{% set likes -%}
(
    select
        users.user_id,
        popularity.item_id
    from {{ ref('int_custom__item_likes') }} as likes
    inner join {{ ref('int_custom__user_numbers') }} as users
        on likes.user_number = users.user_number
    inner join {{ ref('int_custom__item_popularity') }} as popularity
        on likes.item_rank = popularity.rank
)
{%- endset -%}

{{ recmart.miscounted_neighbours(
    recommendations=ref('custom__recommendations'),
    source='user_knn',
    neighbours=ref('int_custom__user_neighbours'),
    users=ref('int_custom__user_numbers'),
    likes=likes,
    says='liked by',
) }}
