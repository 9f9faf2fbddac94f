{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.exclusions_by_policy(
    user_items=ref('int_custom__user_items'),
    interactions=ref('int_custom__interactions'),
    policy=var('custom_repeat_policy'),
    heavy_uses=var('custom_heavy_uses'),
) }}
