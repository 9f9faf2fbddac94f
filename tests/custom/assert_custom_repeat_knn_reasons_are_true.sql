{{ config(enabled=recmart.is_wanted('custom', 'weights.repeat_knn')) }}

{{ recmart.miscounted_neighbours(
    recommendations=ref('custom__recommendations'),
    source='repeat_knn',
    neighbours=ref('int_custom__repeat_neighbours'),
    users=ref('int_custom__user_numbers'),
    likes=ref('int_custom__repeat_candidates'),
    says='likely in the next basket of',
) }}
