{{ recmart.under_contract(ref('int_streaming__item_popularity'), order_by=['rank']) }}
