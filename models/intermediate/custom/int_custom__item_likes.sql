{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.item_likes(
    user_items=ref('int_custom__user_items'),
    popularity=ref('int_custom__item_popularity'),
    has_places=recmart.is_wanted('custom', 'weights.next'),
) }}
