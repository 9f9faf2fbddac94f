-- depends_on: {{ ref('int_grocery__similar_candidates') }}
-- Nothing of it is needed, but side by side the two would not fit into memory.
{{ recmart.item_pairs(
    likes=ref('int_grocery__basket_likes'),
    user_exponent=0.5,
) }}
