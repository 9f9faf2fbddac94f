{{ config(alias='item_similarity') }}

{{ recmart.item_similarity(
    pairs=ref('int_grocery__item_pairs'),
    popularity=ref('grocery__item_popularity'),
    user_items=ref('int_grocery__user_items'),
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=100,
) }}
