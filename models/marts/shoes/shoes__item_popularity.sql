{{ recmart.under_contract(ref('int_shoes__item_popularity'), order_by=['rank']) }}
