{{ config(alias='item_similarity') }}

{{ recmart.item_similarity(
    pairs=ref('int_pings__item_pairs'),
    popularity=ref('pings__item_popularity'),
    user_items=ref('int_pings__user_items'),
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=100,
) }}
