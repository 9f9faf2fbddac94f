{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.custom_items(
    catalogue=ref('stg_custom__items'),
    interactions=ref('int_custom__interactions'),
) }}
