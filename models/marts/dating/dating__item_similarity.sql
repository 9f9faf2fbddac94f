{{ config(alias='item_similarity') }}

-- depends_on: {{ ref('dating__recommendations') }}
-- Nothing of it is needed, but side by side the two would not fit into memory.
{{ recmart.item_similarity(
    pairs=ref('int_dating__item_pairs'),
    popularity=ref('dating__item_popularity'),
    user_items=ref('int_dating__user_items'),
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=100,
) }}
