{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.under_contract(ref('int_custom__item_popularity'), order_by=['rank']) }}
